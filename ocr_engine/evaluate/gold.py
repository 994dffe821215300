"""Labelled documents as they stand in gold files, and answers as they are written down."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ocr_engine import json_lines
from ocr_engine.terminal import told


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """``fields``: key -> right values. ``absent``: keys that were asked for and are not on the page."""

    id: str
    file: str
    fields: Mapping[str, tuple[str, ...]]
    absent: tuple[str, ...] = ()
    group: str = field(default="", compare=False)

    def asked(self) -> dict[str, tuple[str, ...]]:
        """Every key that counts, in order; () for the absent ones."""
        return {**self.fields, **{key: () for key in self.absent if not self.fields.get(key)}}


def read_gold(path: Path) -> list[GoldDocument]:
    """One document per line: {"id", "file", "fields": {key: value or [values]}, "null_fields": [key, …]}.

    Raises ValueError with the number of the first line that is none, OSError.
    """
    return list(json_lines.read(path, _document, told("line {number} of {path} is no labelled document")))


def _document(row: Any) -> GoldDocument:
    return GoldDocument(str(row.get("id") or row["file"]), row["file"],
                        {key: values_of(raw) for key, raw in row.get("fields", {}).items()},
                        tuple(row.get("null_fields", ())), str(row.get("group", "")))


def values_of(raw: Any) -> tuple[str, ...]:
    """The values in a value, a list of values, or {"value": …}; empty ones are none."""
    if isinstance(raw, Mapping):
        raw = raw.get("value")
    items = raw if isinstance(raw, list | tuple) else [raw]
    texts = (str(i.get("value") if isinstance(i, Mapping) else i).strip() for i in items if i is not None)
    return tuple(t for t in texts if t and t != "None")


def write_predictions(path: Path, rows: Iterable[tuple[GoldDocument, Mapping[str, Any]]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for document, fields in rows:
            line = {"id": document.id, "file": document.file, "fields": fields}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
