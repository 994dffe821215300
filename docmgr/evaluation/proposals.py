"""The background job "propose_fixes": group the error samples, make fixes for them, try each, keep what helped.

A fix is tried on the gold set of its type. Where there is none, or too small a one, or where no gold document shows the
mistake, it is tried on the confirmed documents, each of them left out in turn: neither the fix nor the layout memory
knows the document that it is tried on. What makes the gold set worse is never offered, whatever it mends elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from docmgr.core import clock
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Page
from docmgr.evaluation.gold import FEWEST
from docmgr.evaluation.models import GoldSet
from docmgr.evaluation.services import score
from docmgr.extraction import engine
from docmgr.training.background.jobs import Progress
from docmgr.training.layouts import memory
from docmgr.training.models import ErrorSample, Proposal
from docmgr.training.samples import proposals
from docmgr.training.samples.evidence import Evidence, evidence_of, keep_facts
from docmgr.training.samples.fixes import Fix, changed, fixes_for
from docmgr.training.samples.groups import grouped
from docmgr.training.selectors import SampleFilter, filtered

Kind, State, Basis = Proposal.Kind, Proposal.State, Proposal.Basis
Counts = dict[str, dict[str, Any]]
# So many of each are tried in one job: seconds a fix.
MOST_GROUPS, MOST_FIXES, MOST_DOCUMENTS = 20, 12, 60


@dataclass(slots=True)
class Outcome:
    """``wins`` and ``losses``: documents on which the fix made fewer or more mistakes."""

    fix: Fix
    basis: Proposal.Basis
    figures: dict[str, Any] = field(default_factory=dict)

    @property
    def changes_nothing(self) -> bool:
        return not self.figures["wins"] and not self.figures["losses"]

    @property
    def helps(self) -> bool:
        """More documents better than worse, and the field that it is made for better: what happens elsewhere by the way
        is chance."""
        told = self.figures
        field_is_better = (told["field_after"] or 0.0) > (told["field_before"] or 0.0) or not self.fix.key
        return told["wins"] > told["losses"] and told["after"] >= told["before"] and field_is_better


def run(params: dict[str, Any], *, progress: Progress) -> dict[str, Any]:
    """{"type": key or ""} -> {tried, offered}. Some seconds a fix; everything is written down at the end."""
    types = DocumentType.objects.select_related("live").filter(live__isnull=False)
    if key := str(params.get("type") or ""):
        types = types.filter(key=key)
    tried: list[tuple[DocumentType, list[Outcome], Evidence]] = []
    for doc_type in types.filter(versions__error_samples__isnull=False).distinct():
        progress("look", 0, 0)
        evidence = evidence_of(doc_type)
        keep_facts(evidence)
        tried.append((doc_type, try_all(evidence, progress=progress), evidence))
    progress("save", 0, 0)
    offered = sum(_keep(doc_type, outcomes) for doc_type, outcomes, _evidence in tried)
    return {"tried": sum(len(outcomes) for _type, outcomes, _evidence in tried), "offered": offered}


def try_all(evidence: Evidence, *, progress: Progress) -> list[Outcome]:
    """Every new fix of the type's foremost groups with its figures."""
    fixes = list(_new_fixes(evidence))
    gold_set = GoldSet.objects.filter(doc_type=evidence.doc_type).first()
    if not fixes:
        return []
    if gold_set is None or gold_set.members.count() < FEWEST:
        return _on_confirmed(fixes, evidence, progress)
    on_gold = {o.fix.digest: o for o in _on_gold(fixes, gold_set, evidence, progress)}
    quiet = [o.fix for o in on_gold.values() if o.changes_nothing]
    for outcome in _on_confirmed(quiet, evidence, progress) if quiet else []:
        outcome.figures["gold"] = on_gold[outcome.fix.digest].figures["documents"]
        on_gold[outcome.fix.digest] = outcome
    return list(on_gold.values())


def _new_fixes(evidence: Evidence) -> Iterator[Fix]:
    """What was refused before is left alone, and what was accepted for as long as it stands."""
    rows = filtered(SampleFilter(doc_type=evidence.doc_type.key)).filter(document__held_back=False)
    rows = rows.select_related("facts", "type_version__doc_type").prefetch_related("type_version__fields")
    decided = proposals.settled(evidence.doc_type)
    count = 0
    for group in grouped(list[ErrorSample](rows))[:MOST_GROUPS]:
        for fix in fixes_for(group, evidence):
            if fix.digest not in decided and count < MOST_FIXES:
                decided.add(fix.digest)
                count += 1
                yield fix


def _on_gold(fixes: Sequence[Fix], gold_set: GoldSet, evidence: Evidence, progress: Progress) -> list[Outcome]:
    definition, learned = _live(evidence), memory.learned_of([evidence.doc_type.key])
    before = score(gold_set, definition=definition, learned=learned)
    found = []
    for done, fix in enumerate(fixes, 1):
        after = score(gold_set, definition=changed(definition, fix, fix.content),
                      learned=[*learned, *_lesson(fix)])
        found.append(Outcome(fix, Basis.GOLD, _figures(before, after, before["counts"], after["counts"], fix.key)))
        progress("compare", done, len(fixes))
    return found


def _on_confirmed(fixes: Sequence[Fix], evidence: Evidence, progress: Progress) -> list[Outcome]:
    documents = sorted(evidence.right, reverse=True)[:MOST_DOCUMENTS]
    kinds = {f["key"]: f["kind"] for f in _live(evidence)["fields"]}
    gold = [_gold(document, evidence.right[document], kinds) for document in documents]
    lessons = {fix.digest: _lesson(fix) for fix in fixes}
    learned = memory.learned_of([evidence.doc_type.key])
    before: dict[str, Any] = {}
    after: dict[str, dict[str, Any]] = {fix.digest: {} for fix in fixes}
    for done, document in enumerate(documents, 1):
        answer = _answerer(document, [known for known in learned if known.id != str(document)])
        before[str(document)] = answer(_live(evidence), [])
        for fix in fixes:
            content = fix.without(document)
            after[fix.digest][str(document)] = before[str(document)] if content is None else answer(
                changed(_live(evidence), fix, content), lessons[fix.digest])
        progress("compare", done, len(documents))
    base = engine.measure(gold, before, kinds=kinds)
    found = []
    for fix in fixes:
        then = engine.measure(gold, after[fix.digest], kinds=kinds)
        figures = _figures(base.report, then.report, base.counts, then.counts, fix.key)
        found.append(Outcome(fix, Basis.CONFIRMED, figures))
    return found


def _answerer(document: int, learned: list[Any]) -> Callable[..., dict[str, list[engine.Given]]]:
    """Answers of one document, its pages loaded once."""
    pages = [engine.page_of(p) for p in Page.objects.filter(document=document)]

    def answer(definition: dict[str, Any], more: list[Any]) -> dict[str, list[engine.Given]]:
        [(_name, values)] = engine.answers([(str(document), pages)], definition, learned=[*learned, *more])
        return engine.given(values)

    return answer


def _lesson(fix: Fix) -> list[dict[str, Any]]:
    """What a layout to be learned would teach."""
    if fix.kind is not Kind.MEMORY:
        return []
    document = Document.objects.filter(pk=fix.content["document"]).first()
    data = memory.lesson_of(document) if document else None
    return [data] if data else []


def _live(evidence: Evidence) -> dict[str, Any]:
    assert evidence.doc_type.live is not None
    return evidence.doc_type.live.definition()


def _gold(document: int, right: dict[str, list[str]], kinds: dict[str, str]) -> engine.Gold:
    return engine.Gold.of(str(document), {key: tuple(values) for key, values in right.items() if key in kinds})


def _figures(before: Any, after: Any, was: Counts, now: Counts, key: str) -> dict[str, Any]:
    mistakes = [(_mistakes(was.get(name, {})), _mistakes(fields)) for name, fields in now.items()]
    return {
        "documents": len(now), "before": before["f1"], "after": after["f1"],
        "field_before": before["fields"].get(key, {}).get("f1"), "field_after": after["fields"].get(key, {}).get("f1"),
        "wins": sum(new < old for old, new in mistakes), "losses": sum(new > old for old, new in mistakes),
    }


def _mistakes(fields: dict[str, Any]) -> int:
    """Values that are missing or wrong, over all fields: a fix of one field may spoil another."""
    return sum(right + given - 2 * match for right, given, match in fields.values())


@transaction.atomic
def _keep(doc_type: DocumentType, outcomes: Sequence[Outcome]) -> int:
    """Offers of earlier times that were not found again have had their day; what somebody decided on while it was tried
    stays decided. How many are offered."""
    # Locked, so that nobody decides between this look and the writing.
    list(Proposal.objects.select_for_update(no_key=True).filter(doc_type=doc_type).order_by("pk").values_list("pk"))
    decided = proposals.settled(doc_type)
    outcomes = [outcome for outcome in outcomes if outcome.fix.digest not in decided]
    Proposal.objects.filter(doc_type=doc_type, state__in=[State.OFFERED, State.USELESS]).exclude(
        digest__in=[o.fix.digest for o in outcomes]).delete()
    for outcome in outcomes:
        fix = outcome.fix
        Proposal.objects.update_or_create(doc_type=doc_type, digest=fix.digest, defaults={
            "key": fix.key, "kind": fix.kind, "content": fix.content, "group": fix.group, "basis": outcome.basis,
            "figures": outcome.figures, "type_version": doc_type.live, "tried_at": clock.now(),
            "state": State.OFFERED if outcome.helps else State.USELESS, "decided_by": None, "decided_at": None})
    return sum(outcome.helps for outcome in outcomes)
