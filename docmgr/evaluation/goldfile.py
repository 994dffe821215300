"""Gold files: a JSON line for each labelled document (``*.jsonl``), or a table (``*.csv``, ``*.xlsx``: goldtable.py).

What is wrong with a line is told in plain words, with its number.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from docmgr.core import strict_json
from docmgr.core.exceptions import Invalid
from docmgr.core.tables import is_table
from docmgr.evaluation.goldtable import read_table
from docmgr.evaluation.labelled import Labelled, labelled

MAX_LINES = 100_000


def read_gold(name: str, stream: BinaryIO, definition: Mapping[str, Any]) -> list[Labelled]:
    """``name`` tells which kind of gold file it is, ``definition`` what the columns of a table may stand for.

    Raises Invalid.
    """
    if is_table(name):
        return read_table(name, stream.read(), definition)
    try:
        return read_lines(io.TextIOWrapper(stream, encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Invalid(_("The gold file is not UTF-8 text."), code="gold_invalid") from error


def read_gold_file(path: Path, definition: Mapping[str, Any]) -> list[Labelled]:
    """Raises Invalid, also where the file cannot be opened."""
    try:
        with path.open("rb") as stream:
            return read_gold(path.name, stream, definition)
    except OSError as error:
        raise Invalid(_("The gold file cannot be opened: %(reason)s.") % {"reason": error.strerror},
                      code="gold_invalid") from error


def read_lines(lines: Iterable[str]) -> list[Labelled]:
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


def _entry(line: str, number: int) -> Labelled:
    try:
        row = strict_json.loads(line)
    except ValueError:
        raise _wrong(number, _("it is not valid JSON")) from None
    if not isinstance(row, dict):
        raise _wrong(number, _("it is not a JSON object"))
    file, fields, absent = row.get("file"), row.get("fields", {}), row.get("null_fields") or []
    if not isinstance(file, str) or not file.strip():
        raise _wrong(number, _("“file” is missing"))
    if not isinstance(fields, Mapping):
        raise _wrong(number, _("“fields” is not an object"))
    for key, value in fields.items():
        if not all(_is_value(one) for one in (value if isinstance(value, list) else [value])):
            raise _wrong(number, _("what “%(key)s” holds is neither a value nor a list of values") % {"key": key})
    if not isinstance(absent, list) or not all(isinstance(key, str) for key in absent):
        raise _wrong(number, _("“null_fields” is not a list of keys"))
    return labelled(name=str(row.get("id") or file), file=file, fields=fields, absent=absent, line=line.strip())


def _is_value(raw: object) -> bool:
    """Text, a number, yes or no, nothing at all, or any of these as {"value": …}: what else stands there would count
    as not on the document."""
    if isinstance(raw, Mapping):
        return "value" in raw and _is_value(raw["value"])
    return raw is None or isinstance(raw, str | int | float)


def _wrong(number: int, reason: str) -> Invalid:
    return Invalid(_("Line %(number)d of the gold file cannot be used: %(reason)s.") % {
        "number": number, "reason": reason}, code="gold_invalid")
