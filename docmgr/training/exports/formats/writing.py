"""One door for every format: items in, a folder or an archive out, and the facts about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from docmgr.training.exports.formats import conversations, plain, recognition
from docmgr.training.exports.formats.material import Item
from docmgr.training.exports.formats.output import FolderOutput, Output

FORMAT = 2


class Writer(Protocol):
    """``add`` writes what one document gives and says how many samples that were. ``explained``: what the files are and
    how they are loaded, once all of them are there."""

    left_out: dict[str, int]

    @property
    def explained(self) -> str: ...

    def add(self, item: Item) -> int: ...

    def close(self) -> None: ...


@dataclass(slots=True)
class Facts:
    """What was written. ``left_out``: reason -> number of values (pages, for conversations) that gave no sample;
    ``layouts`` by side; ``files``: name -> SHA-256."""

    kind: str
    samples: int = 0
    train: int = 0
    validation: int = 0
    documents: int = 0
    layouts: dict[str, int] = field(default_factory=lambda: {"train": 0, "validation": 0})
    left_out: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


WRITERS: Mapping[str, Callable[[Output], Writer]] = {
    "plain": plain.PlainWriter,
    "conversations": conversations.ConversationWriter,
    "paddleocr": recognition.PaddleWriter,
    "trocr": recognition.TrocrWriter,
}
KINDS = tuple(WRITERS)


def write(kind: str, samples: Iterable[Item], folder: Path) -> Facts:
    """Write a format into a folder, which is made where it is missing. Raises ValueError for an unknown kind."""
    folder.mkdir(parents=True, exist_ok=True)
    return write_to(kind, samples, FolderOutput(folder))


def write_to(kind: str, samples: Iterable[Item], output: Output, *, about: Mapping[str, Any] | None = None) -> Facts:
    """The same into any output, with README.txt and manifest.json; ``about`` goes into the manifest.

    Memory holds the pictures of one page and the texts of a few documents, however much is written.
    """
    if kind not in WRITERS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    writer, facts = WRITERS[kind](output), Facts(kind)
    layouts: dict[str, set[int]] = {"train": set(), "validation": set()}
    for item in samples:
        if made := writer.add(item):
            facts.documents += 1
            facts.samples += made
            facts.train += made if item.side == "train" else 0
            facts.validation += made if item.side == "validation" else 0
            layouts[item.side].add(item.layout)
    writer.close()
    facts.left_out = dict(writer.left_out)
    facts.layouts = {side: len(found) for side, found in layouts.items()}
    output.add("README.txt", f"Confirmed values of docmgr\n\n{writer.explained}".encode())
    facts.files = dict(output.files)
    manifest = {"format": FORMAT, **(about or {}), **facts.as_json()}
    output.add("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return facts
