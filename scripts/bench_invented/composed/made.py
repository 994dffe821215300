"""A composed type: its fields, what its values are, and the layouts that houses print it in."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ocr_engine.evaluate.gold import GoldDocument

from ..kinds import Asked, Invented
from ..sheet import Sheet
from .blocks import Paper
from .people import FORMS, Make, printed_day

Linked = Callable[[random.Random, str], Mapping[str, str | list[str]]]


@dataclass
class Values:
    """What one document says. Only what a layout asks for stands on its page."""

    lang: str
    form: str
    made: Mapping[str, str | list[str]]
    kinds: Mapping[str, str]
    used: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        """As it is printed; empty where this document has none."""
        value = self.made.get(key, "")
        assert isinstance(value, str)
        if value:
            self.used[key] = (" ".join(value.split("\n")),)
        return printed_day(value, self.lang, self.form) if value and self.kinds[key] == "date" else value

    def line(self, key: str) -> str:
        """An address as one line."""
        return ", ".join(self[key].split("\n"))

    def all(self, key: str) -> list[str]:
        values = self.made.get(key, [])
        assert isinstance(values, list)
        self.used[key] = tuple(values)
        return values


Layout = Callable[[Paper, Values], None]


@dataclass(frozen=True)
class Composed(Invented):
    """``optional`` fields are missing in one document of five; ``linked`` makes values that depend on each other."""

    layouts: tuple[Layout, ...] = ()
    optional: tuple[str, ...] = ()
    linked: Linked | None = None

    def document(self, number: int, one: int, *, seed: int) -> tuple[GoldDocument, Sheet]:
        """The document ``one`` of the house ``number``: houses take the layouts in turn."""
        rng = random.Random(f"{seed}/{self.key}/{number}/{one}/composed")
        paper = Paper(random.Random(f"{seed}/{self.key}/{number}/house"), rng)
        values = Values(
            self.lang,
            paper.house.choice(FORMS[self.lang]),
            self._made(rng, paper.house),
            {f.key: f.kind for f in self.fields},
        )
        self.layouts[number % len(self.layouts)](paper, values)
        absent = tuple(f.key for f in self.fields if not values.used.get(f.key))
        label = f"{self.key}-{number}-{one}"
        return GoldDocument(label, label, values.used, absent, str(number)), paper.sheet

    def _made(self, rng: random.Random, house: random.Random) -> dict[str, str | list[str]]:
        """Whoever issues a paper is the same in all documents of a house: the first field."""
        made: dict[str, str | list[str]] = {
            f.key: f.make(house if f is self.fields[0] else rng, self.lang) for f in self.fields
        }
        made |= self.linked(rng, self.lang) if self.linked else {}
        return {key: value for key, value in made.items() if key not in self.optional or rng.random() > 0.2}


def composed(
    key: str,
    lang: str,
    title: str,
    fields: Sequence[tuple],
    *layouts: Layout,
    optional: tuple[str, ...] = (),
    linked: Linked | None = None,
) -> Composed:
    """``fields``: key, label, kind, maker (None for those of ``linked``), aliases, hint, many."""
    return Composed(key, lang, title, tuple(_asked(*f) for f in fields), layouts, optional, linked)


def _asked(
    key: str,
    label: str,
    kind: str,
    make: Make | None,
    aliases: tuple[str, ...] = (),
    hint: str = "",
    many: bool = False,
) -> Asked:
    return Asked(key, label, kind, make or _left_open, aliases, many=many, hint=hint)


def _left_open(rng: random.Random, lang: str) -> str:
    return ""
