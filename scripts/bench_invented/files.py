"""``python -m scripts.bench_invented.files``: an invented type as files, for ``manage.py evaluate``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pymupdf

from .conditions import CONDITIONS
from .drawing import document, house
from .kinds import TYPES, Invented
from .sheet import HEIGHT, WIDTH, Sheet

_FONT = {"zh": "china-s"}


def write_set(kind: Invented, folder: Path, *, condition: str, houses: int, documents: int, seed: int) -> None:
    """gold.jsonl, type.json and a PDF with a text layer for each document: each house has a layout of its own."""
    chosen = next(c for c in CONDITIONS if c.name == condition)
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for number in range(houses):
        look = house(kind, number, seed=seed, condition=chosen)
        for one in range(documents):
            gold, sheet = document(kind, look, one, seed=seed, condition=chosen)
            (folder / f"{gold.id}.pdf").write_bytes(_pdf(sheet, _FONT.get(kind.lang, "helv")))
            lines.append({"id": gold.id, "file": f"{gold.id}.pdf", "null_fields": list(gold.absent),
                          "fields": {key: list(values) for key, values in gold.fields.items() if values}})
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "gold.jsonl").write_text(text, "utf-8")
    (folder / "type.json").write_text(json.dumps(_definition(kind), ensure_ascii=False, indent=1) + "\n", "utf-8")


def _definition(kind: Invented) -> dict[str, Any]:
    fields = [{"key": f.key, "label": {"en": f.label}, "kind": f.kind, "aliases": list(f.aliases), "many": f.many}
              for f in kind.fields]
    return {"key": kind.key, "label": {"en": kind.title}, "fields": fields}


def _pdf(sheet: Sheet, font: str) -> bytes:
    with pymupdf.open() as made:
        for lines in sheet.pages:
            page = made.new_page(width=WIDTH, height=HEIGHT)
            for x, y, text, size in lines:
                page.insert_text((x, y + size), text, fontsize=size, fontname=font)
        return made.tobytes()


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented.files", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--type", required=True, choices=[kind.key for kind in TYPES])
    parser.add_argument("--condition", default="plain", choices=[c.name for c in CONDITIONS])
    parser.add_argument("--houses", type=int, default=62, help="layouts")
    parser.add_argument("--documents", type=int, default=4, help="documents per layout")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args(argv)
    kind = next(k for k in TYPES if k.key == args.type)
    write_set(kind, args.folder, condition=args.condition, houses=args.houses, documents=args.documents,
              seed=args.seed)


if __name__ == "__main__":
    main()
