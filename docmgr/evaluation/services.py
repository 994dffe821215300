"""Scoring a gold set: what the engine answers today on its stored pages, against the right values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Page
from docmgr.documents.states import BEING_READ
from docmgr.evaluation.models import GoldDocument, GoldSet
from docmgr.extraction import engine
from docmgr.training.layouts import memory
from docmgr.training.models import ModelVersion
from docmgr.training.trained import versions, weight_store

# "live": as documents are read now; "none": by the definition alone; a version: the memory with that model.
Knowledge = str | ModelVersion
Progress = Callable[[str, int, int], None]
# Kinds whose values the engine answers in words of its own, whatever is printed: true, M, GBP.
_OWN_WORDS = frozenset({"boolean", "sex", "currency"})


def score(
    gold_set: GoldSet, *, definition: dict[str, Any] | None = None, knowledge: Knowledge = "live",
    learned: Sequence[Any] | None = None, progress: Progress | None = None, look_at_labels: bool = False,
) -> dict[str, Any]:
    """The figures of a gold set, without storing anything. Some hundred milliseconds a document; no page is read again.

    ``definition`` takes the place of the live version, ``learned`` that of the layout memory. Fields that the
    definition does not ask for are left out. Documents that wait for their first reading are counted in ``waiting``;
    one that cannot be read counts as missed. Report: what ``engine.measure`` says, with ``waiting`` and ``counts``
    ({document: {key: [right values, given values, matches]}}); with ``look_at_labels`` besides ``label_issues``, labels
    that deserve a look, as ``engine.LabelCheck`` tells them: they change no figure. Raises Invalid for a definition
    that is not valid.
    """
    definition = definition or _live_definition(gold_set.doc_type)
    kinds = {f["key"]: f.get("kind", "text") for f in definition["fields"]}
    ready, waiting = _members(gold_set)
    gold = [_gold(member, kinds) for member in ready]
    check = engine.LabelCheck(gold, definition) if look_at_labels else None
    answers = _answers(ready, definition, _known(gold_set.doc_type, knowledge, learned), progress, check)
    measured = engine.measure(gold, dict(answers), kinds=kinds)
    counts = {name: {key: list(c) for key, c in fields.items()} for name, fields in measured.counts.items()}
    issues = {"label_issues": check.issues()} if check else {}
    return {**measured.report, "waiting": waiting, "counts": counts, **issues}


def _answers(
    members: Sequence[GoldDocument], definition: dict[str, Any], known: dict[str, Any], progress: Progress | None,
    check: engine.LabelCheck | None,
) -> Iterator[tuple[str, dict[str, list[engine.Given]]]]:
    pages: dict[str, list[engine.EnginePage]] = {}

    def read() -> Iterator[tuple[str, list[engine.EnginePage]]]:
        for member in members:
            name = str(member.document_id)
            pages[name] = [engine.page_of(p) for p in Page.objects.filter(document=member.document_id)]
            yield name, pages[name]

    for done, (name, values) in enumerate(engine.answers(read(), definition, **known), 1):
        if progress:
            progress("compare", done, len(members))
        seen = pages.pop(name)
        if check:
            check.look(name, values, seen)
        yield name, engine.given(values)


def _known(
    doc_type: DocumentType, knowledge: Knowledge, learned: Sequence[Any] | None,
) -> dict[str, Any]:
    """The arguments of ``engine.answers`` that say what was learned."""
    if knowledge == "none":
        return {}
    told = memory.learned_of([doc_type.key]) if learned is None else list(learned)
    if knowledge == "live":
        live = versions.live([doc_type.key])
        return {"learned": told, "models": live.models, "trust": live.trust}
    if not isinstance(knowledge, ModelVersion):
        raise ValueError(knowledge)
    weights = weight_store.usable_weights(knowledge.sha256) if knowledge.has_weights else None
    if weights is None and knowledge.has_weights:
        raise Invalid(_("The weights of this model are gone or of another version."), code="model_unavailable")
    return {"learned": told, "models": {doc_type.key: weights} if weights else {},
            "trust": {doc_type.key: knowledge.trust} if knowledge.trust else {}}


def _members(gold_set: GoldSet) -> tuple[list[GoldDocument], int]:
    """Those that can be scored, and how many have not been read yet."""
    members = list(gold_set.members.select_related("document").defer("document__search_text"))
    ready = [m for m in members if not _is_waiting(m.document)]
    return ready, len(members) - len(ready)


def _is_waiting(document: Document) -> bool:
    return document.status in BEING_READ


def _gold(member: GoldDocument, kinds: dict[str, str]) -> engine.Gold:
    values = {key: tuple(said(value, kinds[key]) for value in engine.gold_values(raw))
              for key, raw in member.fields.items() if key in kinds}
    return engine.Gold.of(str(member.document_id), values)


def said(value: str, kind: str) -> str:
    """Labels hold what is printed; "Yes", "☑" and "£" stand for what the engine answers in a word of its own."""
    return engine.normalise(value, kind=kind).value if kind in _OWN_WORDS else value


def _live_definition(doc_type: DocumentType) -> dict[str, Any]:
    if doc_type.live is None:
        raise Invalid(_("This document type is not in use."), code="type_inactive")
    return doc_type.live.definition()
