"""What the strip view shows: crops of one field of many documents, as cards that its scripts work on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from docmgr.review.fields import CurrentField
from docmgr.review.strip import Cell
from docmgr.web import bench, bench_words
from docmgr.web.review_walk import address, query
from docmgr.web.strip_words import STRIP_WORDS


def shown_cell(cell: Cell, doc_type: str) -> dict[str, Any]:
    """As a card of the workbench, with the crop and the way to the workbench. Where somebody said that there is no
    value, what the engine had taken for one stays to be seen."""
    card, pk = bench.card(cell.field, {}), cell.document.pk
    page, box = (card["page"], card["box"]) if card["box"] else (cell.field.engine_page, cell.field.engine_box)
    at = ",".join(f"{part:.5f}" for part in box) if page and box else ""
    return {
        **card, "page": page, "document": cell.document, "run": cell.run,
        "doubt": "" if cell.field.decided_at else cell.doubt,
        "crop": reverse("web:review_crop", args=[pk]) + query(page=page, at=at) if at else "",
        "url": reverse("web:review_strip_value", args=[pk]) + query(key=cell.field.key, type=doc_type),
        "bench": address(cell.document, doc_type),
    }


def rendered(
    request: HttpRequest, cells: Iterable[Cell], doc_type: str, *, before: Iterable[CurrentField] = (),
) -> dict[str, str]:
    """The markup of the cells, by place; "" for a value that is gone."""
    made = {cell.field.place: render_to_string("review/_strip_cell.html", {"cell": shown_cell(cell, doc_type)}, request)
            for cell in cells}
    gone = {place: "" for field in before if (place := field.place) not in made}
    return {f"{key}:{index}": html for (key, index), html in {**gone, **made}.items()}


def script_words() -> dict[str, str]:
    return bench_words.script_words() | {name: str(text) for name, text in STRIP_WORDS.items()}
