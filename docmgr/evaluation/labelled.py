"""One labelled document, whatever kind of gold file it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docmgr.extraction import engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """The right values of one file, the keys that are not on it, and all of it as a JSON line."""

    gold: engine.Gold
    file: str
    line: str

    @property
    def id(self) -> str:
        return self.gold.id


def labelled(
    *, name: str, file: str, fields: Mapping[str, Any], absent: Sequence[str] = (), line: str,
) -> Labelled:
    """A key without a value stands for an absent field, as the scoring has it."""
    values = {key: engine.gold_values(raw) for key, raw in fields.items()}
    return Labelled(gold=engine.Gold.of(name, values, absent=absent), file=file, line=line)


def in_order(gold: Sequence[Labelled], seed: int) -> list[Labelled]:
    """The order of this seed, whatever order the documents came in."""
    by_id = {entry.id: entry for entry in gold}
    return [by_id[i] for i in engine.in_order(by_id, seed)]


def place_of(file: str, files: Path, beside: Path) -> Path:
    """In the folder of the files, by its whole name or by the last part of it, else beside the gold file."""
    places = [files / file, files / Path(file).name, beside / file]
    return next((place for place in places if place.is_file()), places[0]).resolve()
