"""Lines of text as an imagefolder: ``metadata.jsonl`` with ``file_name`` and ``text`` beside the pictures.

A ``layout`` column keeps lines of one layout on one side. A folder that is parted already (``train`` beside ``test``,
``validation`` or ``val``) stays as it is parted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocr_engine.errors import TrainingFailed
from ocr_engine.finetune.limits import Limits
from ocr_engine.finetune.pictures import path_of
from ocr_engine.finetune.split import LEAST, split
from ocr_engine.json_lines import numbered

INDEX = "metadata.jsonl"
HELD_OUT = ("validation", "val", "test")


@dataclass(frozen=True, slots=True)
class Line:
    """``number`` is the line of metadata.jsonl, for messages."""

    picture: Path
    text: str
    layout: str
    number: int


def read_folder(folder: Path, limits: Limits) -> tuple[list[Line], list[Line]]:
    """(training, held out). Raises TrainingFailed for anything that is not as it should be."""
    train = folder / "train"
    held = next((folder / name for name in HELD_OUT if (folder / name / INDEX).is_file()), None)
    if not (train / INDEX).is_file():
        return split(list(_lines(folder)), lambda line: line.layout, share=limits.held_out, seed=limits.seed)
    if held is None:
        return split(list(_lines(train)), lambda line: line.layout, share=limits.held_out, seed=limits.seed)
    parts = list(_lines(train)), list(_lines(held))
    if len(parts[0]) < LEAST or not parts[1]:
        raise TrainingFailed("finetune_too_few", found=len(parts[0]) if parts[1] else 0, needed=LEAST)
    return parts


def _lines(folder: Path) -> Iterator[Line]:
    for number, row in json_lines(folder / INDEX, "file_name, text"):
        name, text = row.get("file_name"), row.get("text")
        if not isinstance(name, str) or not isinstance(text, str) or not text.strip():
            raise TrainingFailed("finetune_line", line=number, wanted="file_name, text")
        yield Line(path_of(folder, name, number), text.strip(), str(row.get("layout") or ""), number)


def json_lines(path: Path, wanted: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Numbered objects of a JSON Lines file. Raises TrainingFailed."""
    try:
        content = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise TrainingFailed("finetune_data_missing", wanted=path.name) from None
    for number, text in numbered(content):
        try:
            row = json.loads(text)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            raise TrainingFailed("finetune_line", line=number, wanted=wanted)
        yield number, row
