"""The first row of a gold table: which column names the files, and which field each of the others holds."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from docmgr.core.exceptions import Invalid
from docmgr.core.sentences import listed
from docmgr.core.tables import Row, Unusable

_FILE = ("file", "filename", "文件", "文件名")
# Columns of the workbook that docmgr hands out of several documents: it may be put right and brought back.
_PASSED_OVER = ("document", "文档", "status", "状态", "uploaded", "上传时间")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places from 0 on. ``fields``: place -> key. ``header``: what each column is called, those passed over as well."""

    file: int
    fields: Mapping[int, str]
    header: tuple[str, ...]

    def names(self, place: int) -> str:
        return self.header[place] if place < len(self.header) else ""


def columns_of(header: Row, fields: Iterable[Mapping[str, Any]]) -> Columns:
    """A column is headed by a field's key or by one of its names. Raises Invalid, also where one names no field."""
    if any(isinstance(name, Unusable) for name in header):
        raise _invalid(_("The first row must hold the names of the columns."))
    names, known = tuple(map(str, header)), _names(fields)
    keys = {place: _key(name, known) for place, name in enumerate(names) if _folded(name) in known}
    others = {place: _folded(name) for place, name in enumerate(names) if name and place not in keys}
    files = [place for place, name in others.items() if name in _FILE]
    unknown = [names[place] for place, name in others.items() if name not in (*_FILE, *_PASSED_OVER)]
    if unknown:
        raise _invalid(_("Columns that name no field of the type: %(names)s.") % {"names": listed(unknown)})
    if len(files) != 1:
        raise _invalid(_("The table needs one column “file” with the names of the files; the first row names the "
                         "columns."))
    if not keys:
        raise _invalid(_("The table has no column for a field."))
    twice = sorted({key for key in keys.values() if list(keys.values()).count(key) > 1})
    if twice:
        raise _invalid(_("Several columns are for the same field: %(keys)s.") % {"keys": listed(twice)})
    return Columns(files[0], keys, names)


def _key(name: str, known: Mapping[str, list[str]]) -> str:
    keys = known[_folded(name)]
    if len(keys) > 1:
        raise _invalid(_("“%(name)s” is the name of several fields (%(keys)s): head the column with a key.") % {
            "name": name, "keys": listed(keys)})
    return keys[0]


def _names(fields: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The keys behind a name, folded. A key means its own field, whatever another one is called."""
    labels: dict[str, list[str]] = {}
    keys = {}
    for field in fields:
        keys[_folded(field["key"])] = [field["key"]]
        for label in {_folded(label) for label in field["label"].values()} - {""}:
            labels.setdefault(label, []).append(field["key"])
    return labels | keys


def _folded(name: str) -> str:
    """Without case, width and blanks."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _invalid(sentence: str) -> Invalid:
    return Invalid(sentence, code="gold_invalid")
