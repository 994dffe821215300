"""Reviewed values with their signs in a file, a JSON line each, so that sets answered elsewhere can be fitted with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from ocr_engine.learn.confidence.trust import Row


def write_rows(path: Path, sets: Mapping[str, Iterable[Row]]) -> None:
    """By the name of their set."""
    with path.open("w", encoding="utf-8") as file:
        for name, rows in sets.items():
            file.writelines(json.dumps({"set": name, **asdict(row)}, ensure_ascii=False) + "\n" for row in rows)


def rows_in(path: Path) -> dict[str, list[Row]]:
    """Name of the set -> its rows, in the order of the file."""
    found: dict[str, list[Row]] = {}
    with path.open(encoding="utf-8") as file:
        for data in map(json.loads, filter(str.strip, file)):
            found.setdefault(data.pop("set"), []).append(Row(**data))
    return found
