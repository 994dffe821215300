"""Confirmed documents as a model is trained from them and tried on: from stored pages, nothing is read again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet

from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Page, Status
from docmgr.extraction import engine
from docmgr.review.models import Correction
from docmgr.review.values import Sheet, sheets
from docmgr.training.layouts import memory, placing
from docmgr.training.models import LearnedLayout

# The newest ones count; beyond that a training would take longer than it gains.
MOST_DOCUMENTS = 600
_CHUNK = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One document with what people decided on it.

    ``memory`` is its learned layout, ``opened``; ``right`` what a person stands for. ``standing`` are machine values
    that somebody who approved the document left as they were: nothing is trained from them, but a new model is not to
    change them unnoticed, so they are compared. ``features``: of the values as they were first read, by key and value;
    ``prints``: the same by key and what was printed.
    """

    document: int
    layout: int
    taught: engine.Taught
    memory: Any
    right: engine.Gold
    standing: Mapping[str, tuple[str, ...]]
    features: Mapping[tuple[str, str], Mapping[str, float]]
    prints: Mapping[tuple[str, str], Mapping[str, float]]

    @property
    def compared(self) -> engine.Gold:
        return engine.Gold(id=self.right.id, fields={**self.standing, **self.right.fields}, absent=self.right.absent)


def teaching() -> QuerySet[LearnedLayout]:
    """What documents taught that are approved and not kept for measuring."""
    return LearnedLayout.objects.filter(document__status=Status.APPROVED, document__held_back=False)


def confirmed_by_type(rows: QuerySet[LearnedLayout]) -> dict[str, int]:
    """Key -> how many of them, of the types that are in use. One query."""
    return dict(rows.filter(doc_type__live__isnull=False, doc_type__active=True)
                .order_by().values_list("doc_type__key").annotate(n=Count("pk")))


def lessons_of(doc_type: DocumentType) -> list[Lesson]:
    """Every document that teaches the layout memory of the type, oldest first: approved by a person, not forgotten,
    not kept for measuring, with something decided on a field that the live version of the type still has."""
    memory.catch_up([doc_type.key])
    rows = (teaching().filter(doc_type=doc_type)
            .order_by("-document_id").values_list("document", "data")[:MOST_DOCUMENTS])
    known = {f.key: f.many for f in doc_type.live_fields()}
    found = [lesson for chunk in _chunks(rows) for lesson in _lessons(dict(chunk), known)]
    found.sort(key=lambda lesson: lesson.document)
    layouts = engine.layouts_of((lesson.document, lesson.taught.pages[0]) for lesson in found)
    return [replace(lesson, layout=layouts[lesson.document]) for lesson in found]


def vouched_for(lessons: Sequence[Lesson], asked: Collection[int]) -> frozenset[int]:
    """Those of the documents that are ``asked`` whose layout is known by the others, as it is asked of a document that
    is read: values may pass on its layout. Looked at are those of its group, which holds whatever is so much alike.
    Some milliseconds a document."""
    groups: dict[int, list[Lesson]] = defaultdict(list)
    for lesson in lessons:
        groups[lesson.layout].append(lesson)
    return frozenset(number for group in groups.values() for number in _vouched_for(group, asked))


def _vouched_for(group: Sequence[Lesson], asked: Collection[int]) -> Iterator[int]:
    wanted = [lesson for lesson in group if lesson.document in asked] if len(group) > 1 else []
    told = engine.vouched_for(((lesson.taught.id, lesson.taught.pages) for lesson in wanted),
                              [lesson.memory for lesson in group])
    yield from (lesson.document for lesson in wanted if lesson.taught.id in told)


def _lessons(memories: Mapping[int, dict[str, Any]], known: Mapping[str, bool]) -> Iterator[Lesson]:
    pages: dict[int, list[Page]] = defaultdict(list)
    for page in Page.objects.filter(document__in=memories).order_by("document_id", "number"):
        pages[page.document_id].append(page)
    for pk, sheet in sheets(list(memories)).items():
        if pages[pk] and (told := _told(sheet, known)):
            yield _lesson(pk, pages[pk], sheet, told, memories[pk], known)


def _told(sheet: Sheet, known: Mapping[str, bool]) -> list[Correction]:
    return [c for c in sheet.decided().values() if c.key in known] if sheet.version else []


def _lesson(
    pk: int, pages: Sequence[Page], sheet: Sheet, decided: Sequence[Correction], memory: dict[str, Any],
    known: Mapping[str, bool],
) -> Lesson:
    values = [c for c in decided if c.after]
    told = placing.told(sheet, values, pages)
    given = {c.key for c in values}
    absent = tuple(c.key for c in decided if c.kind == Correction.Kind.ABSENT and c.key not in given)
    fields = {key: tuple(c.after for c in values if c.key == key) for key in given}
    standing = dict(_left(sheet, {c.key for c in decided}, known))
    return Lesson(
        document=pk, layout=pk, memory=engine.opened(memory), standing=standing,
        right=engine.Gold(id=str(pk), fields=fields, absent=absent),
        features={(key, read.value): read.features for (key, _), read in sheet.read.items()},
        prints={(key, read.raw): read.features for (key, _), read in sheet.read.items() if read.raw},
        taught=engine.Taught(id=str(pk), pages=[engine.page_of(p) for p in pages], told=told, absent=absent))


def _left(sheet: Sheet, decided: set[str], known: Mapping[str, bool]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Values that stood before the eyes of whoever approved. One that passed without a person proves nothing."""
    for (key, _index), read in sheet.read.items():
        if key in known and key not in decided and not known[key] and not read.accepted and read.value:
            yield key, (read.value,)


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
