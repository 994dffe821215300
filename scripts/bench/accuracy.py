"""F1 of the fields on labelled sets: the engine reads, a given score.py judges."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocr_engine.json_lines import numbered
from scripts.bench.processes import ROOT


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """``kind`` is a type definition's path, the key of a built-in type, or "" to ask for the labels' own keys."""

    gold: Path
    kind: str

    @classmethod
    def parse(cls, text: str) -> LabelledSet:
        """GOLD.jsonl or GOLD.jsonl=TYPE."""
        gold, _, kind = text.partition("=")
        return cls(Path(gold).resolve(), str(Path(kind).resolve()) if kind.endswith(".json") else kind)

    @property
    def name(self) -> str:
        return self.gold.parent.name

    @property
    def definition(self) -> Path | None:
        """The type as a file, which tells the judge how values of a kind are compared."""
        if not self.kind:
            return None
        return Path(self.kind if self.kind.endswith(".json") else ROOT / "ocr_engine/doctypes" / f"{self.kind}.json")

    def documents(self) -> list[dict[str, Any]]:
        return [json.loads(line) for _, line in numbered(self.gold.read_text("utf-8"))]


def score(labelled: LabelledSet, *, judge: Path, jobs: int, limit: int) -> dict[str, Any]:
    """What the judge says about the set, with {"set", "documents"}."""
    documents = labelled.documents()[:limit or None]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        gold, requests, predictions = folder / "gold.jsonl", folder / "requests.jsonl", folder / "predictions.jsonl"
        _write(gold, documents)
        _write(requests, [_request(labelled, document) for document in documents])
        subprocess.run([sys.executable, "-m", "ocr_engine", "extract", "--requests", str(requests), "--out",
                        str(predictions), "--jobs", str(jobs)], cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
        command = [sys.executable, str(judge), str(gold), str(predictions), "--json"]
        if definition := labelled.definition:
            command += ["--type", str(definition)]
        judged = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return {"set": labelled.name, "documents": len(documents), **json.loads(judged.stdout)}


def _request(labelled: LabelledSet, document: dict[str, Any]) -> dict[str, Any]:
    asked = {"type": labelled.kind} if labelled.kind else {
        "fields": [*document["fields"], *document.get("null_fields", [])]}
    return {"id": document["id"], "file": str(labelled.gold.parent / document["file"]), **asked}


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
