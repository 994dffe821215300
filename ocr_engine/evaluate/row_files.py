"""Reviewed values with their signs in a file, a JSON line each, so that sets answered elsewhere can be fitted with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ocr_engine import json_lines
from ocr_engine.learn.confidence.trust import Row
from ocr_engine.terminal import told


def write_rows(path: Path, sets: Mapping[str, Iterable[Row]]) -> None:
    """By the name of their set."""
    with path.open("w", encoding="utf-8") as file:
        for name, rows in sets.items():
            file.writelines(json.dumps({"set": name, **asdict(row)}, ensure_ascii=False) + "\n" for row in rows)


def rows_in(path: Path) -> dict[str, list[Row]]:
    """Name of the set -> its rows, in the order of the file. Raises ValueError with the number of a line that is none,
    OSError."""
    found: dict[str, list[Row]] = {}
    for name, row in json_lines.read(path, _row, told("line {number} of {path} is no reviewed value")):
        found.setdefault(name, []).append(row)
    return found


def _row(data: Any) -> tuple[str, Row]:
    return data.pop("set"), Row(**data)
