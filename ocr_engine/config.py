"""Settings of the engine: frozen, checked once, from arguments or from the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

RUNTIMES = ("auto", "openvino", "onnxruntime")
SANDBOXES = ("auto", "bwrap", "none")
LINES = ("ppocr", "trocr", "handwriting")
MODES = ("", "tiny", "small", "base", "large", "gundam")
VLMS = (
    "", "hunyuan_ocr", "deepseek_ocr", "deepseek_ocr_2", "paddleocr_vl", "glm_ocr", "dots_ocr", "internvl", "openai",
)
ENV_PREFIX = "DOCMGR_OCR_"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may cost before it is refused. Sizes in bytes, times in seconds of wall clock per step."""

    max_bytes: int = 100_000_000
    max_pages: int = 500
    max_pixels: int = 100_000_000
    parser_memory: int = 2_000_000_000
    parser_seconds: float = 30.0

    def __post_init__(self) -> None:
        for item in fields(self):
            if getattr(self, item.name) <= 0:
                raise ValueError(f"{item.name} must be greater than 0")


@dataclass(frozen=True, slots=True)
class Config:
    """How the engine reads.

    ``runtime`` names the inference library ("auto" takes the one that measured best and is installed);
    ``detection_side`` is the longest side in pixels at which text is searched; ``ocr_dpi`` renders PDF pages without
    text; ``ocr_pixels`` bounds any page given to OCR (larger ones are scaled down); ``threads`` is per process.

    ``embedded`` False ignores what a file says of itself to machines (invoice XML in a PDF or OFD, QR codes), so that
    only the visible page counts. ``page_cache`` names a folder that keeps page texts, for measurements: what lies there
    is not read again, and no pictures of pages are made. It speaks only where ``embedded`` is off.

    ``lines`` says who reads lines: "ppocr", "trocr", or with "handwriting" TrOCR those that PP-OCR is unsure of;
    ``trocr_path`` is the folder of its weights. ``layoutlm_path`` is the folder of a LayoutLMv3 that marks fields, ""
    for none. ``mlm_path`` is the folder of a masked language model that doubts misread words, "" for none. All of them
    run on ``vlm_device``.

    ``vlm`` names the family of a vision-language model, "" for none; it runs either on a server (``vlm_url``, ending
    in /v1; ``vlm_model`` as the server calls it, ``vlm_key`` where it wants one) or here from the folder ``vlm_path``
    on ``vlm_device``. ``vlm_code`` names the family whose own Python files beside the weights may be run.
    ``vlm_socket``: where another process of this machine may hold that model for all (``vlm.host``).
    ``vlm_breakers`` is the folder in which processes tell each other that a server is down, "" keeps it to themselves.
    ``vlm_adapter`` is the folder of a LoRA adapter to lay over ``vlm_path``.
    ``vlm_mode`` is the resolution of DeepSeek-OCR, "" chooses it by the page.
    ``vlm_seconds`` bounds one answer, ``vlm_pages`` how many pages of a document are asked about.
    """

    limits: Limits = field(default_factory=Limits)
    runtime: str = "auto"
    sandbox: str = "auto"
    detection_side: int = 960
    ocr_dpi: int = 200
    ocr_pixels: int = 24_000_000
    threads: int = 1
    preview_side: int = 2000
    preview_quality: int = 85
    embedded: bool = True
    page_cache: str = ""
    lines: str = "ppocr"
    trocr_path: str = ""
    layoutlm_path: str = ""
    mlm_path: str = ""
    vlm: str = ""
    vlm_url: str = ""
    vlm_path: str = ""
    vlm_socket: str = ""
    vlm_adapter: str = ""
    vlm_breakers: str = ""
    vlm_mode: str = ""
    vlm_model: str = ""
    vlm_key: str = field(default="", repr=False)
    vlm_device: str = "auto"
    vlm_code: str = ""
    vlm_seconds: float = 180.0
    vlm_pages: int = 10

    def __post_init__(self) -> None:
        _one_of("runtime", self.runtime, RUNTIMES)
        _one_of("sandbox", self.sandbox, SANDBOXES)
        _one_of("lines", self.lines, LINES)
        _between("detection_side", self.detection_side, 320, 4096)
        _between("ocr_dpi", self.ocr_dpi, 72, 600)
        _between("ocr_pixels", self.ocr_pixels, 1_000_000, self.limits.max_pixels)
        _between("threads", self.threads, 1, 64)
        _between("preview_side", self.preview_side, 200, 10_000)
        _between("preview_quality", self.preview_quality, 30, 100)
        _one_of("vlm", self.vlm, VLMS)
        _one_of("vlm_mode", self.vlm_mode, MODES)
        _one_of("vlm_code", self.vlm_code, VLMS)
        _between("vlm_seconds", self.vlm_seconds, 1, 3600)
        _between("vlm_pages", self.vlm_pages, 1, 1000)
        if self.lines != "ppocr" and not self.trocr_path:
            raise ValueError("lines needs trocr_path")
        if self.vlm and bool(self.vlm_url) == bool(self.vlm_path):
            raise ValueError("vlm needs either vlm_url or vlm_path")
        if self.vlm_adapter and not self.vlm_path:
            raise ValueError("vlm_adapter needs vlm_path")

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Config:
        """Settings from ``DOCMGR_OCR_<NAME>`` (``DOCMGR_OCR_MAX_PAGES=200``). Raises ValueError naming the variable."""
        environ = os.environ if environ is None else environ
        limits = Limits(**_read(Limits, environ))
        return cls(limits=limits, **_read(cls, environ))


def _read(kind: type, environ: Mapping[str, str]) -> dict[str, Any]:
    """The variables that are set for the fields of this dataclass, converted to the field's type."""
    converters: dict[str, Callable[[str], Any]] = {"int": int, "float": float, "str": str, "bool": _as_switch}
    found: dict[str, Any] = {}
    for item in fields(kind):
        name = ENV_PREFIX + item.name.upper()
        text = environ.get(name, "").strip()
        if text and str(item.type) in converters:
            try:
                found[item.name] = converters[str(item.type)](text)
            except ValueError as error:
                wanted = "1 or 0" if str(item.type) == "bool" else "a number"
                raise ValueError(f"{name} is not {wanted}: {text!r}") from error
    return found


def _as_switch(text: str) -> bool:
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError(text)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise ValueError(f"{name} must be one of {', '.join(allowed)}")


def _between(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} must be between {low} and {high}")
