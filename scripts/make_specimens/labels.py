"""What stands on a specimen: a line of labels.jsonl per document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

Value = str | list[str]


@dataclass(frozen=True)
class Specimen:
    """A finished document. ``null_fields`` were asked for and are not on it: the right answer is empty."""

    id: str
    file: str
    doc_type: str
    lang: str
    content: bytes
    fields: Mapping[str, Value]
    null_fields: list[str] = field(default_factory=list)

    @property
    def label(self) -> dict[str, object]:
        return {"id": self.id, "file": self.file, "doc_type": self.doc_type, "lang": self.lang,
                "fields": dict(self.fields), "null_fields": self.null_fields}


def write(folder: Path, specimens: Iterable[Specimen]) -> None:
    """Writes the files and labels.jsonl into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for specimen in specimens:
        (folder / specimen.file).write_bytes(specimen.content)
        lines.append(json.dumps(specimen.label, ensure_ascii=False))
    (folder / "labels.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
