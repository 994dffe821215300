"""What is asked of a model and what its answer says: plain data that every family and every place to run share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ocr_engine.types import DocType, FieldSpec, Issue
from ocr_engine.vlm.answers import Block, Spotted, Table
from ocr_engine.vlm.answers.ngrams import NoRepeat

TASKS = ("fields", "text", "markdown", "table", "spotting", "find", "free", "translate", "formula", "chart",
         "clauses", "summary")
LANGUAGES = {"en": ("English", "英文"), "zh": ("Chinese", "中文"), "de": ("German", "德文"), "fr": ("French", "法文"),
             "es": ("Spanish", "西班牙文"), "ja": ("Japanese", "日文"), "ko": ("Korean", "韩文")}


@dataclass(frozen=True, slots=True)
class Order:
    """A task on a page. ``words`` is what to find or the free prompt, ``language`` the one to translate into.

    ``doc_type`` is the document's, where it is known. ``types`` are known besides the built-in ones: what they call
    their fields can be asked for. ``meant`` is the field of one of these that the words name.
    """

    task: str
    doc_type: DocType | None = None
    words: str = ""
    language: str = "en"
    types: tuple[DocType, ...] = ()
    meant: FieldSpec | None = None


@dataclass(frozen=True, slots=True)
class Mode:
    """A resolution of DeepSeek-OCR: a view of ``side``² pixels and, with ``tile``, up to ``tiles`` details of it."""

    name: str
    side: int
    tokens: int
    tile: int = 0
    tiles: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What a model is sent with one picture.

    ``before`` stands ahead of the picture and is the same for every page of a type, so that a server's prefix cache
    holds it; ``prompt`` stands behind it. ``system`` None sends no system message. ``schema`` is the JSON the answer
    should be held to, where the server can. ``mode`` is the resolution that the picture is shown at, for families that
    have several. ``for_server`` is what a server that knows the family has to be told besides.
    """

    task: str
    prompt: str
    before: str = ""
    system: str | None = None
    schema: Mapping[str, Any] | None = None
    max_tokens: int = 4096
    mode: Mode | None = None
    for_server: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said about one page. ``values`` are the fields as the model wrote them; absent ones are left out."""

    task: str
    text: str = ""
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spotted: tuple[Spotted, ...] = ()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    issues: tuple[Issue, ...] = ()


Wording = Callable[[Order], Question]
Reader = Callable[[str, Order], Answer]


@dataclass(frozen=True, slots=True)
class Spec:
    """A family of models: what it is asked for each task and how its answers read; nothing of where it runs.

    ``model_types`` are the values of ``model_type`` in config.json that are this family. ``plain`` families take
    ``<image>`` and the prompt without a chat template. ``pixels`` bounds the picture's area. ``keep_special``: its
    marks are special tokens of its tokenizer and must survive decoding. ``in_process``: transformers can run it here;
    with ``own_code`` only by the Python files beside the weights, which the settings have to allow. ``modes`` are the
    resolutions that can be asked for here, ``served_modes`` those that a server makes of a picture by its size alone.
    ``no_repeat`` is what its authors let no answer say twice, ``loop_allowed`` the tokens that may nevertheless.
    ``for_server``: members of a request beyond OpenAI's own. ``edition``: which published weights have the form that
    runs here.
    """

    name: str
    label: str
    wordings: Mapping[str, Wording]
    readers: Mapping[str, Reader]
    model_types: tuple[str, ...] = ()
    in_process: bool = True
    own_code: bool = False
    plain: bool = False
    keep_special: bool = False
    pixels: tuple[int, int] = (256 * 256, 2048 * 2048)
    modes: tuple[Mode, ...] = ()
    served_modes: tuple[Mode, ...] = ()
    loop_allowed: tuple[str, ...] = ()
    no_repeat: NoRepeat | None = None
    for_server: Mapping[str, Any] = field(default_factory=dict)
    edition: str = ""

    @property
    def tasks(self) -> tuple[str, ...]:
        return tuple(t for t in TASKS if t in self.wordings)

    def ask(self, order: Order) -> Question:
        """Raises KeyError for a task that the family cannot do."""
        question = self.wordings[order.task](order)
        return replace(question, for_server=self.for_server) if self.for_server else question

    def read(self, answer: str, order: Order) -> Answer:
        return self.readers[order.task](answer, order)
