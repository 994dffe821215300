"""The names that are looked for on a page, the definition's before the thesaurus', and where a row of text holds them:
to the letter, or misread by a letter or two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from rapidfuzz.distance import OSA

from ocr_engine.extract.fields.plan import FieldPlan, Name
from ocr_engine.extract.page.layout import Row
from ocr_engine.extract.words.folding import fold, has_cjk, is_cjk
from ocr_engine.extract.words.lexicon import concepts

_HEAD = 2
Owner = tuple["FieldPlan | None", Name]


@cache
def _common() -> tuple[dict[str, Name], dict[str, list[str]]]:
    """The names of the thesaurus, and the same by their first letters: a row is compared with thousands of them."""
    names = {fold(n): Name(n, fold(n), 0.0) for c in concepts().values() for n in c.names if len(fold(n)) > 1}
    return names, _by_head(names)


def _by_head(names: Iterable[str]) -> dict[str, list[str]]:
    heads: dict[str, list[str]] = defaultdict(list)
    for folded in names:
        heads[folded[:_HEAD]].append(folded)
    return heads


class Names:
    """What is looked for, asked names before those of the thesaurus."""

    def __init__(self, plans: Sequence[FieldPlan]) -> None:
        self.asked: dict[str, list[Owner]] = defaultdict(list)
        for plan in plans:
            for name in plan.names:
                self.asked[name.folded].append((plan, name))
        self._common, common_heads = _common()
        self._heads = (_by_head(self.asked), common_heads)

    def owners(self, folded: str) -> list[Owner]:
        known = self._common.get(folded)
        return [*self.asked.get(folded, ()), *([(None, known)] if known else ())]

    def standing_in(self, text: str) -> list[tuple[int, int, str, float]]:
        """(start, end, name, 1.0) of every name wherever it stands in a folded text."""
        found = {(at, folded) for heads in self._heads for at in range(len(text))
                 for folded in heads.get(text[at : at + _HEAD], ()) if text.startswith(folded, at)}
        found |= {(at, sign) for at, sign in enumerate(text) if sign in self.asked and is_cjk(sign)}
        return [(at, at + len(folded), folded, 1.0) for at, folded in sorted(found)]


def is_bounded(original: str, back: list[int], start: int, end: int, *, glued: bool = False) -> bool:
    """A name in letters must not stand inside a word (digits and marks may touch it)."""
    first, last = back[start], back[end - 1]
    if (start and back[start - 1] == first) or (end < len(back) and back[end] == last):
        return False
    before = original[first - 1] if first else " "
    after = original[last + 1] if last + 1 < len(original) else " "
    if before == "@" or after == "@" or (after == "." and original[last + 2 : last + 3].islower()):
        return False
    ok_before = is_cjk(original[first]) or not before.isalpha() or is_cjk(before)
    ok_after = is_cjk(original[last]) or not after.isalpha() or is_cjk(after)
    return ok_before and (ok_after or (glued and _glued_word(original[first : last + 1], after)))


def _glued_word(label: str, after: str) -> bool:
    """EYESBLU: a short label in capitals to which the reader glued its value."""
    return 3 <= len(label) <= 5 and label.isupper() and after.isupper()


def misread(row: Row, text: str, back: list[int], asked: Iterable[str], exact: list
           ) -> list[tuple[int, int, str, float]]:
    """Asked names that the reader got wrong by a letter or two, at the beginning of a cell."""
    found = []
    for cell in row.cells:
        begin = next((i for i, b in enumerate(back) if b >= cell.start), None)
        if begin is None or back[begin] >= cell.start + len(cell.text):
            continue
        if any(s[0] <= begin + 1 < s[1] for s in exact):
            continue
        stop = next((i for i in range(begin, len(back)) if back[i] >= cell.start + len(cell.text)), len(back))
        head = text[begin:stop]
        for folded in asked:
            size = len(folded)
            if size < 4 or size > len(head) + 1 or (size < 5 and not has_cjk(folded)):
                continue
            allowed = 1 if size < (8 if has_cjk(folded) else 12) else 2
            window = head[:size]
            distance = OSA.distance(folded, window, score_cutoff=allowed)
            end = begin + len(window)
            if distance <= allowed and is_bounded(row.text, back, begin, end):
                found.append((begin, end, folded, 1 - distance / size))
    return found
