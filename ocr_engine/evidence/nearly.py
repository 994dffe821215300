"""The part of a text that is a value misread by some letters, and by no digit and no word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from ocr_engine.extract.words.folding import fold, has_cjk

from .running import Evidence, Running

# Letters that are read for digits, and these digits.
ALIKE = str.maketrans("oOqQDiIlL|!zZsSbBgG", "0000011111122558899")
_MIN_FUZZY, _LONG, _ENDS = 6, 400, 120
_WRONG_SHARE, _WRONG_SHARE_CJK = 0.15, 0.12


def nearly(value: str, pages: Sequence[Running]) -> Evidence | None:
    """The part that reads most like the value, where it may be the same words misread."""
    wanted = fold(value)
    if len(wanted) < _MIN_FUZZY:
        return None
    share = _WRONG_SHARE_CJK if has_cjk(wanted) else _WRONG_SHARE
    wrong = max(1, int(len(wanted) * share))
    best: Evidence | None = None
    for running in pages:
        if len(running.text) < len(wanted) - wrong:
            continue
        place = (_paragraph if len(wanted) > _LONG else _place)(wanted, running.text, wrong, share)
        if place is None:
            continue
        edits, start, end = place
        evidence = running.evidence(start, end, 1 - edits / len(wanted))
        if (best is None or evidence.similarity > best.similarity) and running.whole_numbers(start, end) and (
                same_digits(value, evidence.text) and same_words(value, evidence.text)):
            best = evidence
    return best


def _place(wanted: str, text: str, wrong: int, share: float) -> tuple[int, int, int] | None:
    """Edits, start and end of the part that reads most like it; None where all have more edits than ``wrong``."""
    window = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=100 * (1 - 1.5 * share))
    if window is None:
        return None
    first = max(0, window.dest_start - wrong)
    edits, start, end = infix(wanted, text[first: window.dest_end + wrong])
    return (edits, start + first, end + first) if edits <= wrong else None


def _paragraph(wanted: str, text: str, wrong: int, share: float) -> tuple[int, int, int] | None:
    """The same for a long text, by its two ends: looking for the whole costs the square of its length."""
    ends = [fuzz.partial_ratio_alignment(part, text, score_cutoff=100 * (1 - 2 * share))
            for part in (wanted[:_ENDS], wanted[-_ENDS:])]
    if ends[0] is None or ends[1] is None:
        return None
    start, end = ends[0].dest_start, ends[1].dest_end
    edits = Levenshtein.distance(wanted, text[start:end], score_cutoff=wrong)
    return (edits, start, end) if edits <= wrong else None


def same_digits(value: str, seen: str) -> bool:
    """Whether every number of the value stands whole in what was seen, letters that look like digits allowed.

    Punctuation counts for nothing: it is what a reader loses first. A number that goes on is another one.
    """
    plain = fold(seen)
    alike = plain.translate(ALIKE)
    return all(any(not plain[max(0, m.start() - 1): m.start()].isdigit() and not plain[m.end(): m.end() + 1].isdigit()
                   for m in re.finditer(number, alike)) for number in set(re.findall(r"\d+", fold(value))))


def same_words(value: str, seen: str) -> bool:
    """Whether what was seen differs from the value by letters here and there, and by no word.

    The two are laid side by side, and each word may have a fifth of its letters wrong: "North Harbour Trading" is not
    "South Harbour Trading", and a street is not another because its name stands elsewhere in the address. Of Chinese
    signs no two neighbours may differ.
    """
    words = [_one_form(w) for part in re.split(r"[\s,./\-()（）]+", value) if (w := fold(part))]
    owner = [n for n, word in enumerate(words) for _letter in word]
    signs = "".join(words)
    wrong, last = [0] * len(words), -2
    for op in Levenshtein.editops(signs, _one_form(fold(seen))):
        tag, at = op.tag, op.src_pos
        inside = at < len(owner) and (tag != "insert" or (at > 0 and owner[at - 1] == owner[at]))
        if not inside:
            continue
        if has_cjk(signs[at]) and at == last + 1:
            return False
        wrong[owner[at]] += not has_cjk(signs[at])
        last = at
    return all(count <= max(1, len(word) // 5) for word, count in zip(words, wrong, strict=True))


def _one_form(folded: str) -> str:
    return folded.replace("rn", "m").translate(ALIKE)


def infix(needle: str, hay: str) -> tuple[int, int, int]:
    """The part of ``hay`` that takes the fewest edits to become ``needle``: edits, start, end."""
    row = [(0, n) for n in range(len(hay) + 1)]  # edits and start of the best part that ends here
    for letter in needle:
        above, row = row, [(row[0][0] + 1, row[0][1])]
        for n, other in enumerate(hay, 1):
            row.append(min((above[n - 1][0] + (letter != other), above[n - 1][1]),
                           (above[n][0] + 1, above[n][1]), (row[n - 1][0] + 1, row[n - 1][1])))
    end = min(range(len(row)), key=lambda n: (row[n][0], n))
    return row[end][0], row[end][1], end
