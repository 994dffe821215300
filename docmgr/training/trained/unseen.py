"""Answers of a version's twins on documents that they had not seen, kept until evidence is made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.db.models import F, QuerySet

from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.training.models import ModelVersion, UnseenAnswer
from docmgr.training.trained.folds import is_never_whole


def weighed(
    answers: Sequence[engine.Unseen], signs: Sequence[engine.ReviewedSigns], kinds: Mapping[str, str],
    layouts: Mapping[int, int],
) -> dict[int, list[engine.EngineValue]]:
    """Document -> its values with confidences that nothing known of its layout had a part in (nothing known of the
    document, where nearly all documents are of its layout). ``layouts``: of every confirmed document.

    Of every layout the same share is kept, so that they stand for the documents to come as those that came do.
    """
    large = {layout for layout, n in Counter(layouts.values()).items() if is_never_whole(n, len(layouts))}

    def group(document: str) -> str:
        layout = layouts[int(document)]
        return f"{layout}:{document}" if layout in large else str(layout)

    kept = _evenly(answers, layouts, large)
    told = engine.trusted_without([replace(a, group=group(a.document)) for a in kept],
                                  [replace(s, group=group(s.document)) for s in signs], kinds)
    return {int(name): values for name, values in told.items()}


def _evenly(answers: Sequence[engine.Unseen], layouts: Mapping[int, int], large: set[int]) -> list[engine.Unseen]:
    """Layouts are held back whole, each as likely as the other; of one that never is, any number of documents may have
    been answered. Whichever kind has the larger share is thinned, by document numbers and not by answers."""
    kinds = [[a for a in answers if (layouts[int(a.document)] in large) is one] for one in (True, False)]
    sizes = [sum((layout in large) is one for layout in layouts.values()) for one in (True, False)]
    if not all(sizes):
        return list(answers)
    share = min(len(found) / size for found, size in zip(kinds, sizes, strict=True))
    return [a for found, size in zip(kinds, sizes, strict=True)
            for a in sorted(found, key=_mixed)[:round(share * size)]]


def _mixed(answer: engine.Unseen) -> str:
    return sha256(answer.document.encode()).hexdigest()


def keep(version: ModelVersion, answers: Mapping[int, Sequence[engine.EngineValue]],
         known: Collection[int]) -> None:
    """``known``: the documents whose layout others vouch for (``lessons.vouched_for``), so that their values might have
    passed. What was kept of versions that did not go live is let go."""
    UnseenAnswer.objects.filter(version__doc_type=version.doc_type_id).exclude(
        version__state=ModelVersion.State.LIVE).exclude(version=version).delete()
    there = set(Document.objects.filter(pk__in=answers.keys()).values_list("pk", flat=True))  # not erased meanwhile
    UnseenAnswer.objects.bulk_create(
        UnseenAnswer(version=version, document_id=document, layout_known=document in known,
                     values=[_plain(v) for v in values if v.value])
        for document, values in answers.items() if document in there)


def waiting(doc_type: DocumentType) -> list[UnseenAnswer]:
    """Those of the versions that are live."""
    return list(_waiting(doc_type))


def any_waits(doc_type: DocumentType) -> bool:
    """One query."""
    return _waiting(doc_type).exists()


def _waiting(doc_type: DocumentType) -> QuerySet[UnseenAnswer]:
    """Not where another version of the type was published since, during the training perhaps: what was answered to one
    definition says nothing of the answers to another. Should the former one come back, they wait for it."""
    return UnseenAnswer.objects.filter(version__doc_type=doc_type, version__state=ModelVersion.State.LIVE,
                                       version__type_version=F("version__doc_type__live"))


def values_of(answer: UnseenAnswer) -> list[engine.EngineValue]:
    return [engine.EngineValue(
        key=v["key"], index=n, value=v["value"], raw="", confidence=v["confidence"], page=v["page"], box=v["box"],
        source=v["source"], how="", checks=v["checks"], candidates=[]) for n, v in enumerate(answer.values)]


def _plain(value: engine.EngineValue) -> dict[str, Any]:
    return {"key": value.key, "value": value.value, "confidence": round(value.confidence, 4), "page": value.page,
            "box": value.box, "source": value.source,
            "checks": [{"name": c["name"], "ok": _second_look(value, c)} for c in value.checks]}


def _second_look(value: engine.EngineValue, check: Mapping[str, Any]) -> bool | None:
    """On stored pages nobody can look a second time; where the value is the one that was read first, what came of the
    look then holds."""
    if check["name"] == engine.SECOND_LOOK and check["ok"] is None and engine.SECOND_LOOK in value.features:
        return bool(value.features[engine.SECOND_LOOK])
    return check["ok"]
