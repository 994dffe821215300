"""Born-digital papers of invented houses, with their right values: cheap to read, and no house like another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pymupdf

# The total of a slip stands under a wording that the definition does not know: only learning finds it.
SLIP = {
    "key": "slip", "label": {"zh": "回单", "en": "Slip"},
    "fields": [
        {"key": "number", "label": {"zh": "编号", "en": "Number"}, "kind": "code", "aliases": ["Slip number"]},
        {"key": "date", "label": {"zh": "日期", "en": "Date"}, "kind": "date"},
        {"key": "depot", "label": {"zh": "仓库", "en": "Depot"}, "kind": "code", "hint": "Where it was handed over."},
    ],
}
_DEPOTS = ("KX-17", "LM-22", "QP-31", "RS-48", "TV-53", "WZ-64")


def slip(number: int) -> tuple[bytes, dict[str, Any]]:
    """One slip with its gold: the depot stands at a fixed place, under a word that nobody announced."""
    depot = _DEPOTS[number % len(_DEPOTS)]
    document = pymupdf.open()
    page = document.new_page(width=420, height=300)
    page.insert_text((40, 50), "Harbour Freight Forwarding", fontsize=14)
    page.insert_text((40, 90), f"Number: HF-{1000 + number}", fontsize=11)
    page.insert_text((40, 115), f"Date: 2025-03-{number % 27 + 1:02d}", fontsize=11)
    page.insert_text((40, 160), "handed over", fontsize=11)
    page.insert_text((140, 160), depot, fontsize=11)
    page.insert_text((40, 230), "Thank you for shipping with us", fontsize=9)
    fields = {"number": f"HF-{1000 + number}", "date": f"2025-03-{number % 27 + 1:02d}", "depot": depot}
    return document.tobytes(), fields


def gold_set(folder: Path, count: int) -> Path:
    """Writes slips, gold.jsonl and type.json; the path of the gold file."""
    lines = []
    for number in range(count):
        data, fields = slip(number)
        (folder / f"{number}.pdf").write_bytes(data)
        lines.append(json.dumps({"id": f"slip-{number:02d}", "file": f"{number}.pdf", "fields": fields}))
    (folder / "gold.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "type.json").write_text(json.dumps(SLIP, ensure_ascii=False), "utf-8")
    return folder / "gold.jsonl"
