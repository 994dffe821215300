"""Labels to look at: where the engine is sure of a value, sees it on the page, and the gold label says another.

The field speaks of label errors or label issues: measured sets hold some per cent of them, and a model that is sure of
another value is the cheapest way to them (Northcutt, Jiang, Chuang: Confident Learning, 2021). This only says where a
person should look. The figures are those of ``metrics.score``, with the labels as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from ocr_engine.evidence.page_index import WORDED, PageIndex
from ocr_engine.extract.words.folding import fold
from ocr_engine.types import FieldSpec, PageText

from .compare import likeness, same
from .gold import GoldDocument
from .label_words import LabelWords

SURE = 0.7
"""From this confidence on an answer speaks against a label by itself."""
NEAR = 0.7
"""From this likeness on two texts are one value written in two ways."""
# Their labels may say in a word of our own what the page shows in another way: not finding them says nothing.
_OWN_WORDS = frozenset(("boolean", "sex", "currency"))
_LETTERS = WORDED | {"code"}


class Claim(Protocol):
    """What is asked of an answered value. Without a page it was seen nowhere."""

    @property
    def value(self) -> str: ...
    @property
    def confidence(self) -> float | None: ...
    @property
    def page(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class LabelIssue:
    """One label and the answer that speaks against it: the ``index``-th that was given, which stands on the page.

    ``label`` "": the gold says that there is no (further) value. ``label_on_page`` None: nobody can tell. ``near``:
    some letters apart, else another value altogether. ``usual``: other documents are labelled with the words of the
    answer and not with those of the label.
    """

    id: str
    field: str
    index: int
    answer: str
    label: str
    confidence: float
    label_on_page: bool | None
    near: bool
    usual: bool

    @property
    def rank(self) -> tuple[bool, bool, float]:
        """Ascending, the first to look at first."""
        return not self.usual, self.label_on_page is not False, -self.confidence


def label_issues(
    gold: GoldDocument, answers: Mapping[str, Sequence[Claim]], pages: Sequence[PageText],
    fields: Mapping[str, FieldSpec], words: LabelWords,
) -> list[LabelIssue]:
    """Those of one document, in the order of its fields. Milliseconds where nothing disagrees, else some tens of them.

    A label deserves a look where another value stands on the page and the engine is sure of it; or where the page shows
    nearly the same and the label nowhere, unless the label is spelt as those of other documents and the answer is not:
    then it is the reader who slipped.
    """
    found: list[LabelIssue] = []
    stands: Callable[[str, FieldSpec], bool] | None = None
    for key, wanted in gold.asked().items():
        spec = fields.get(key)
        for index, claim, label in _disputed(wanted, answers.get(key, ()), spec) if spec else ():
            assert spec is not None
            if claim.page is None:
                continue
            stands = stands or _standing(pages)
            shown = None if not label or spec.kind in _OWN_WORDS else stands(label, spec)
            near = bool(label) and likeness(label, claim.value) >= NEAR
            worded = spec.kind in WORDED
            if worded and near and words.only_first_is_usual(gold, key, label, claim.value):
                continue
            sure = claim.confidence or 0.0
            if sure >= SURE or (shown is False and near):
                usual = worded and near and words.only_first_is_usual(gold, key, claim.value, label)
                found.append(LabelIssue(gold.id, key, index, claim.value, label, round(sure, 4), shown, near, usual))
    return found


def ranked(issues: Iterable[LabelIssue]) -> list[LabelIssue]:
    return sorted(issues, key=lambda one: one.rank)


def told_plain(issues: Iterable[LabelIssue]) -> list[dict[str, Any]]:
    """For a report, ranked."""
    return [asdict(one) for one in ranked(issues)]


def _disputed(
    wanted: Sequence[str], given: Sequence[Claim], spec: FieldSpec,
) -> list[tuple[int, Claim, str]]:
    """The given values that are none of the wanted ones, each with the label that it comes nearest to."""
    left, wrong = list(wanted), []
    for index, claim in enumerate(given):
        hit = next((at for at, label in enumerate(left) if same(label, claim.value, spec.kind)), None)
        if hit is None:
            wrong.append((index, claim))
        else:
            left.pop(hit)
    found = []
    for index, claim in wrong:
        label = max(left, key=lambda one: likeness(one, claim.value), default="")
        if label and spec.many and not likeness(label, claim.value):
            label = ""  # of a list: another item, not this one written differently
        if label:
            left.remove(label)
        found.append((index, claim, label))
    return found


def _standing(pages: Sequence[PageText]) -> Callable[[str, FieldSpec], bool]:
    """Whether a label stands on the pages: worded ones letter by letter, for a slip of one letter is what is looked
    for; figures and days in whatever form."""
    index = PageIndex(pages)

    def stands(label: str, spec: FieldSpec) -> bool:
        if spec.kind not in _LETTERS:
            return index.find(label, spec) is not None
        letters = fold(label)
        return any(letters in running.text for running in (*index.pages, *index.chains))

    return stands
