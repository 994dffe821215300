"""Gold files: a JSON line for each labelled document. What is wrong with one is told in plain words, with its line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from docmgr.core.exceptions import Invalid
from docmgr.extraction import engine

MAX_LINES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One line: the right values of one file, the keys that are not on it, and the line as it was."""

    gold: engine.Gold
    file: str
    line: str

    @property
    def id(self) -> str:
        return self.gold.id


def read_gold(lines: Iterable[str]) -> list[Labelled]:
    """{"id", "file", "fields": {key: value or [values]}, "null_fields": [key, …]} a line; other entries are ignored.

    Raises Invalid, naming the first line that is not usable, and for an empty set.
    """
    found: dict[str, Labelled] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        if number > MAX_LINES:
            raise Invalid(_("The gold file has more than %(limit)d lines.") % {"limit": MAX_LINES}, code="gold_invalid")
        entry = _entry(line, number)
        if entry.id in found:
            raise _wrong(number, _("another line has the same id"))
        found[entry.id] = entry
    if not found:
        raise Invalid(_("The gold file has no line."), code="gold_invalid")
    return list(found.values())


def read_gold_file(path: Path) -> list[Labelled]:
    """Raises Invalid, also where the file cannot be opened."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            return read_gold(lines)
    except OSError as error:
        raise Invalid(_("The gold file cannot be opened: %(reason)s.") % {"reason": error.strerror},
                      code="gold_invalid") from error
    except UnicodeDecodeError as error:
        raise Invalid(_("The gold file is not UTF-8 text."), code="gold_invalid") from error


def in_order(gold: Sequence[Labelled], seed: int) -> list[Labelled]:
    """The order of this seed, whatever order the lines came in."""
    by_id = {entry.id: entry for entry in gold}
    return [by_id[i] for i in engine.in_order(by_id, seed)]


def place_of(file: str, files: Path, beside: Path) -> Path:
    """In the folder of the files, by its whole name or by the last part of it, else beside the gold file."""
    places = [files / file, files / Path(file).name, beside / file]
    return next((place for place in places if place.is_file()), places[0]).resolve()


def _entry(line: str, number: int) -> Labelled:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise _wrong(number, _("it is not valid JSON")) from None
    if not isinstance(row, dict):
        raise _wrong(number, _("it is not a JSON object"))
    file, fields, absent = row.get("file"), row.get("fields", {}), row.get("null_fields") or []
    if not isinstance(file, str) or not file.strip():
        raise _wrong(number, _("“file” is missing"))
    if not isinstance(fields, Mapping):
        raise _wrong(number, _("“fields” is not an object"))
    if not isinstance(absent, list) or not all(isinstance(key, str) for key in absent):
        raise _wrong(number, _("“null_fields” is not a list of keys"))
    return Labelled(gold=_gold(str(row.get("id") or file), fields, absent), file=file, line=line.strip())


def _gold(name: str, fields: Mapping[str, Any], absent: Sequence[str]) -> engine.Gold:
    """A key without a value stands for an absent field, as the scoring has it."""
    values = {key: engine.gold_values(raw) for key, raw in fields.items()}
    none = [key for key, found in values.items() if not found]
    return engine.Gold(id=name, fields={key: found for key, found in values.items() if found},
                       absent=tuple(dict.fromkeys([*none, *(k for k in absent if not values.get(k))])))


def _wrong(number: int, reason: str) -> Invalid:
    return Invalid(_("Line %(number)d of the gold file cannot be used: %(reason)s.") % {
        "number": number, "reason": reason}, code="gold_invalid")
