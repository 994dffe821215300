"""Labels to look at as their page shows them: the label and the answer, with the letters that differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from rapidfuzz.distance import Levenshtein

from docmgr.doctypes.models import DocumentType
from docmgr.evaluation import relabelling
from docmgr.evaluation.models import LabelIssue

_LONGEST = 2000  # letters; what is longer is shown without marks

Parts = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class LabelRow:
    """``read`` and ``label``: stretches of text, and whether they differ. ``still_said``: the document itself has the
    value that the label had."""

    issue: LabelIssue
    field: str
    read: Parts
    label: Parts
    crop: str
    still_said: bool

    @property
    def is_open(self) -> bool:
        return self.issue.state == LabelIssue.State.OPEN


def rows(issues: Iterable[LabelIssue], doc_type: DocumentType) -> list[LabelRow]:
    """Some five queries, however many."""
    chosen = list(issues)
    said = relabelling.still_said(chosen)
    names = {field.key: field.label for field in doc_type.live_fields()}
    return [_row(issue, doc_type.key, names.get(issue.key, issue.key), issue.pk in said) for issue in chosen]


def differing(first: str, second: str) -> tuple[Parts, Parts]:
    """Both texts in stretches. Case and punctuation differ for nobody who counts what is right."""
    if len(first) > _LONGEST or len(second) > _LONGEST:
        return [(first, False)], [(second, False)]
    found: tuple[Parts, Parts] = [], []
    steps = Levenshtein.opcodes([c.casefold() for c in first], [c.casefold() for c in second])
    for step in steps:
        ours, theirs = first[step.src_start:step.src_end], second[step.dest_start:step.dest_end]
        for parts, text in ((found[0], ours), (found[1], theirs)):
            if text:
                parts.append((text, step.tag != "equal" and any(map(str.isalnum, text))))
    return found


def _row(issue: LabelIssue, key: str, name: str, still_said: bool) -> LabelRow:
    read, label = differing(issue.answer, issue.label) if issue.near else (_whole(issue.answer), _whole(issue.label))
    crop = reverse("web:evaluation_label_crop", args=[key, issue.pk]) if issue.page and issue.box else ""
    return LabelRow(issue, name, read, label, crop, still_said)


def _whole(text: str) -> Parts:
    return [(text, False)]
