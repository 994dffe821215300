"""Reviewed values with their signs in a file, a JSON line each, so that sets answered elsewhere can be fitted with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

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
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                if line.strip():
                    data = json.loads(line)
                    found.setdefault(data.pop("set"), []).append(Row(**data))
            except (ValueError, KeyError, TypeError, AttributeError):
                raise ValueError(told("line {number} of {path} is no reviewed value").format(
                    number=number, path=path)) from None
    return found
