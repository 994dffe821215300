"""What makes documents hard, one thing at a time: each condition draws the invented types in another way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .composed import KEPT, TRIED
from .everyday import PAPERS
from .kinds import LISTED, TYPES, Asked, Invented
from .unseen import UNSEEN


@dataclass(frozen=True)
class Condition:
    """``poor``: the definition is told nothing but the key; ``strange``: no label stands in any definition; ``bare``:
    values stand at their places without labels; ``tall``: values have up to four lines; ``apart``: a value stands on
    another line than its label, and not under its beginning; ``lists``: fields with several values, of every make;
    ``papers``, ``unseen``: the types of everyday.py and unseen.py; ``mixed``: rows of one page are printed in different
    styles; ``composed``: pages composed by hand, of types that were mended with at once ("tried") or in a second round
    ("kept"); ``scanned``: drawn, damaged and read by the real reader."""

    name: str
    about: str
    poor: bool = False
    strange: bool = False
    bare: bool = False
    tall: bool = False
    apart: bool = False
    wide: bool = False
    lists: bool = False
    papers: bool = False
    unseen: bool = False
    mixed: bool = False
    scanned: bool = False
    composed: str = ""

    def kinds(self) -> tuple[Invented, ...]:
        if self.composed:
            return KEPT if self.composed == "kept" else TRIED
        if self.lists:
            return LISTED
        if self.papers or self.unseen:
            return UNSEEN if self.unseen else PAPERS
        return merged() if self.wide else TYPES


CONDITIONS = (
    Condition("plain", "one label in seven strange"),
    Condition("strange", "labels in words of no definition", strange=True),
    Condition("bare", "no labels, places only", bare=True),
    Condition("tall", "values of up to four lines", tall=True),
    Condition("apart", "label and value on different lines", apart=True),
    Condition("poor", "a definition of bare keys", poor=True),
    Condition("wide", "10 to 17 fields", wide=True),
    Condition("lists", "several values", lists=True),
    Condition("lists strange", "several values, strange headers", lists=True, strange=True),
    Condition("papers", "further types, one label in seven strange", papers=True),
    Condition("papers mixed", "the same, rows of different styles", papers=True, mixed=True),
    Condition("papers tall", "the same, values of up to four lines", papers=True, tall=True),
    Condition("papers apart", "the same, label and value on different lines", papers=True, apart=True),
    Condition("papers poor", "the same, a definition of bare keys", papers=True, poor=True),
    Condition("unseen", "types never looked at, one label in seven strange", unseen=True),
    Condition("unseen mixed", "the same, rows of different styles", unseen=True, mixed=True),
    Condition("unseen tall", "the same, values of up to four lines", unseen=True, tall=True),
    Condition("unseen apart", "the same, label and value on different lines", unseen=True, apart=True),
    Condition("unseen poor", "the same, a definition of bare keys", unseen=True, poor=True),
    Condition("composed", "pages composed by hand, mended with", composed="tried"),
    Condition("composed poor", "the same, a definition of bare keys", composed="tried", poor=True),
    Condition("kept", "pages composed by hand, mended with later", composed="kept"),
    Condition("kept poor", "the same, a definition of bare keys", composed="kept", poor=True),
    Condition("kept scanned", "the same as scans, read by the reader", composed="kept", scanned=True),
    Condition("scanned", "scans, read by the reader", scanned=True),
    Condition("scanned strange", "scans, strange labels", scanned=True, strange=True),
)


def merged() -> tuple[Invented, ...]:
    """Two or three types of one language as one of many fields; a label that would stand there twice is left out."""
    groups: dict[str, list[Invented]] = {}
    for kind in TYPES:
        groups.setdefault(kind.lang, []).append(kind)
    return tuple(_one(lang, kinds[:3]) for lang, kinds in groups.items() if len(kinds) > 1)


def _one(lang: str, kinds: list[Invented]) -> Invented:
    fields: list[Asked] = []
    for kind in kinds:
        taken = {word for f in fields for word in _words(f)}
        fields += [replace(f, key=f"{kind.key}_{f.key}") for f in kind.fields
                   if not f.many and taken.isdisjoint(_words(f))]
    return Invented(f"wide_{lang}", lang, kinds[0].title, tuple(fields))


def _words(field: Asked) -> tuple[str, ...]:
    return (field.label, *field.aliases, field.strange)
