"""Asking a document something: at once from its pages as they were read, or by the configured model as a job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.exceptions import Invalid, NotThere
from docmgr.doctypes.selectors import live_definitions
from docmgr.documents import storage
from docmgr.documents.models import Document, Page
from docmgr.extraction import engine, messages

TASKS: dict[str, Any] = {
    "find": gettext_lazy("Find and show"),
    "free": gettext_lazy("Ask freely"),
    "summary": gettext_lazy("Summarise"),
    "clauses": gettext_lazy("Key clauses of a contract"),
    "table": gettext_lazy("Tables"),
    "markdown": gettext_lazy("Page as Markdown"),
    "translate": gettext_lazy("Translate"),
    "text": gettext_lazy("Text"),
    "spotting": gettext_lazy("Every line with its place"),
    "chart": gettext_lazy("Data of charts"),
    "formula": gettext_lazy("Formulas"),
}
WITH_WORDS = ("find", "free")
LANGUAGES: dict[str, Any] = {
    "zh": gettext_lazy("Chinese"), "en": gettext_lazy("English"), "de": gettext_lazy("German"),
    "fr": gettext_lazy("French"), "es": gettext_lazy("Spanish"), "ja": gettext_lazy("Japanese"),
    "ko": gettext_lazy("Korean"),
}
# A summary runs the field finders over every page; a document beyond this would keep a web process too long.
MOST_PAGES = 300
WITH_PICTURES = ("markdown", "table")


class NobodyCan(Invalid):
    """No engine of this installation does the task; the message names those that could."""

    code = "task_unavailable"


@dataclass(frozen=True, slots=True)
class Question:
    """``words``: what to find, or the free prompt; ``language``: of a translation, summary or list of clauses."""

    task: str
    words: str = ""
    language: str = "en"


def who_answers(question: Question) -> str:
    """"light": ``answer`` does it at once; "model": ``by_model`` does it in a job. Raises NobodyCan."""
    who = engine.who_answers(question.task)
    if not who:
        raise NobodyCan(messages.sentence(*engine.why_nobody(question.task)))
    return who


def answer(document: Document, pages: Sequence[Page], question: Question) -> dict[str, Any]:
    """{"pages": [{page, engine, text, spotted, tables}], "issues"} from the document's pages as they were read, or as
    somebody may see them. Raises Invalid."""
    _check_words(question)
    if len(pages) > MOST_PAGES:
        raise Invalid(_("The document has more than %(limit)s pages; this is only done for shorter ones.")
                      % {"limit": MOST_PAGES})
    with _read(pages, pictures=question.task in WITH_PICTURES) as given:
        return engine.ask_light(given, **asdict(question), known=_known(document, question))


def tables_of(pages: Sequence[Page]) -> bytes | None:
    """A workbook with a sheet for every table found without a model; None where there is none."""
    with _read(pages, pictures=True) as given:
        return engine.tables_workbook(given, name=_("Page"))


def run(params: Mapping[str, Any], *, progress: Callable[[str, int, int], None]) -> dict[str, Any]:
    """The job "ask": the configured model's answer. Raises Invalid where it breaks, NotThere for a document gone."""
    document = Document.objects.select_related("blob").filter(pk=params["document"]).first()
    if document is None:
        raise NotThere
    question = Question(params["task"], params["words"], params["language"])
    progress("ask", 0, 0)
    pages = [engine.page_of(page) for page in document.pages.all()]
    try:
        with storage.local_path(document.blob) as path:
            return engine.ask_model(path, pages, **asdict(question), known=_known(document, question))
    except engine.ReadingFailed as error:
        raise Invalid(messages.sentence(str(error), error.params), code=str(error)) from error


def _known(document: Document, question: Question) -> engine.Known:
    """The published types, whose fields can be asked for by name; a type that was retired still names its own
    documents' fields."""
    if question.task != "find":
        return engine.Known()
    own = document.doc_type.live if document.doc_type else None
    return engine.Known(own.definition() if own else None, live_definitions())


def _check_words(question: Question) -> None:
    if question.task in WITH_WORDS and not question.words.strip():
        raise Invalid(_("Write what to look for or what to ask."))


@contextmanager
def _read(pages: Sequence[Page], *, pictures: bool) -> Iterator[list[engine.EnginePage]]:
    """The pages as the engine takes them, their pictures as files where they are wanted and still there."""
    with ExitStack() as open_files:
        given = []
        for page in pages:
            plain = engine.page_of(page)
            if pictures and page.image:
                try:
                    path = open_files.enter_context(storage.local_copy(page.image))
                except NotThere:  # the text alone still answers
                    path = None
                plain = replace(plain, image=path)
            given.append(plain)
        yield given
