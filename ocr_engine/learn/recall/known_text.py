"""The confirmed value itself, looked for on the new page: letter by letter, or with letters misread."""

from __future__ import annotations

import re

from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.pieces import Piece, join
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.legalforms import ends_like_name
from ocr_engine.learn.examples.align import Found, find_text
from ocr_engine.learn.examples.exemplar import Lesson
from ocr_engine.learn.examples.misreadings import is_misreading, looks_the_same, says

from .places import View

DICTIONARY_KINDS = frozenset({"name", "address"})      # only of these a misread text may be put right
_NEVER_CONSTANT = frozenset({"money", "number", "date", "boolean", "sex", "code"})
_MORE = re.compile(r"\s*(?:&|\+|(?:and|und|et|y|e)\b)\s*\w", re.IGNORECASE)    # a partner in the name
_WORD = re.compile(r"[^\W_]+")       # a bracket parts words, too: (M)SDN
_WELL_READ = 0.97       # of the reader's confidence in a line


def known_text(lesson: Lesson, plan: FieldPlan, view: View) -> Found | None:
    """Where the confirmed value stands on the new document as well; None for kinds whose values differ from document to
    document, and for values of fewer than four letters."""
    if plan.kind in _NEVER_CONSTANT or len(fold(lesson.value)) < 4:
        return None
    for running in view.running[:2]:
        for found in [f for f in find_text(lesson.value, running) if not _is_part_of_a_name(f, lesson.value)][:1]:
            if says(found, lesson.value) or (plan.kind in DICTIONARY_KINDS and _misread(found, lesson.value)):
                return found
    return None


def _is_part_of_a_name(found: Found, known: str) -> bool:
    """Whether the known name stands within a longer one: A GmbH is neither A GmbH & Co. KG nor the end of MA GmbH."""
    first, last = found.pieces[0], found.pieces[-1]
    before = first.cell.text[:first.start][-1:]
    begun = before.isalpha() and first.text[:1].isalpha() and not has_cjk(before + first.text[:1])
    return begun or (ends_like_name(known) and _MORE.match(last.cell.text, last.end) is not None)


def _misread(found: Found, known: str) -> bool:
    """Whether the text there may be the known value with letters misread; a file's own letters never are."""
    return (not found.sheet.page.exact and not _lacks_a_word(found.pieces, known)
            and is_misreading(join(found.pieces), known))


def _lacks_a_word(pieces: tuple[Piece, ...], known: str) -> bool:
    """Whether well-read text is the known value without words in the middle of it: readers lose edges of a line, so
    that is another value: A. B. LTD is not A. B. (UK) LTD."""
    if min(piece.cell.line.confidence for piece in pieces) < _WELL_READ:
        return False
    read, words = ([fold(w) for w in _WORD.findall(text)] for text in (join(pieces), known))
    gone = len(words) - len(read)
    if gone <= 0 or read in (words[gone:], words[:-gone]):
        return False
    return any(words[:at] + words[at + gone:] == read for at in range(1, len(read)))


def is_doubtful(lesson: Lesson, pieces: tuple[Piece, ...]) -> bool:
    """Whether one confirmed document is too little to write its value on another one.

    It is where a person typed what the reader had not seen on that page, for that may be a slip. It is not where both
    pages were read alike and the value differs only in letters that readers confuse, nor where this page is hard to
    read.
    """
    raw = join(pieces)
    if not lesson.read or fold(lesson.value) in (fold(lesson.read), fold(raw)):
        return False
    if fold(raw) == fold(lesson.read):
        return not looks_the_same(raw, lesson.value)
    return min(piece.cell.line.confidence for piece in pieces) >= _WELL_READ
