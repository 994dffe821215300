"""Numbers that are told with what they count: "4 adultos" under Guests, "8 nights" in a line of charges."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.weights import COUNTED as W
from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.wordings import akin, plain_words, wording

_COUNTED = re.compile(r"(?<![\w.,/\-])(?P<number>\d{1,3})\s+(?P<word>[^\W\d_]{4,24})(?![\w])")


def by_count(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    """Only where all that a document tells of them is one number."""
    asked = {p.key: said for p in plans if p.kind == "number" and not p.spec.many and (said := _words(p))}
    if not asked:
        return
    told = [(cell, m) for sheet in document.sheets for cell in sheet.cells if not has_cjk(cell.text)
            for m in _COUNTED.finditer(cell.text)]
    for plan in plans:
        found = [(cell, m) for cell, m in told
                 if any(akin(_bare(m["word"]), word) >= W["akin"] for word in asked.get(plan.key, ()))]
        if len({int(m["number"]) for _, m in found}) == 1:
            cell, m = found[0]
            yield Candidate.at(plan, Piece(cell, *m.span("number")), W["worth"], "pattern")


def _words(plan: FieldPlan) -> tuple[str, ...]:
    """The names of a field that are one word each, and no plain one."""
    own = [wording(n.text).words for n in plan.names if n.weight >= OWN_NAME and not has_cjk(n.text)]
    return tuple(dict.fromkeys(w[0][0] for w in own if len(w) == 1 and w[0][0] not in plain_words()))


def _bare(word: str) -> str:
    return next((w for w, _ in wording(word).words), word)
