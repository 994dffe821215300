"""The tables of a document on the workbench: a grid of cells each, what its columns add up to, and what its scripts are
told after a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from docmgr.review import rows
from docmgr.review.fields import CurrentField
from docmgr.review.row_sums import products_of, sums_of
from docmgr.review.values import Sheet
from docmgr.web.bench_cards import card
from docmgr.web.bench_learned import Teacher
from docmgr.web.table_names import label_of

# Columns of these are set flush right.
_FIGURES = ("money", "number")


def tables(sheet: Sheet, fields: Sequence[CurrentField], teachers: Mapping[int, Teacher]) -> list[dict[str, Any]]:
    """What ``review/_table.html`` shows of each."""
    return [_table(sheet, table, fields, teachers) for table in rows.tables_of(fields)]


def states(sheet: Sheet, fields: Sequence[CurrentField]) -> dict[str, dict[str, Any]]:
    """For the scripts, by table: its rows in their order, its foot as markup, and by row a sentence on its figures."""
    return {table.name: {
        "rows": [row.index for row in table.rows],
        "foot": render_to_string("review/_table_foot.html", {"table": _summed(sheet, table, fields)}),
        "signs": _signs(sheet, table),
    } for table in rows.tables_of(fields)}


def _table(
    sheet: Sheet, table: rows.Table, fields: Sequence[CurrentField], teachers: Mapping[int, Teacher],
) -> dict[str, Any]:
    following = sheet.rows_used([column.key for column in table.columns])
    signs, empty = _signs(sheet, table), [rows.empty_cell(column, following) for column in table.columns]
    asked = [{"index": row.index, "cards": [_in_short(card(cell, teachers)) for cell in row.cells],
              "sign": signs.get(row.index, "")} for row in table.rows]
    return {
        **_summed(sheet, table, fields), "name": table.name, "label": label_of(table.name),
        "rows": asked, "next": following,
        "blank": _row(following, empty, {}),
        "filled": _row(following, [replace(cell, value="0") for cell in empty], {}),
    }


def _in_short(shown: dict[str, Any]) -> dict[str, Any]:
    """``is_plain``: there is nothing to be said of the cell but what can be said of any. Hundreds of rows hold little
    else, and the scripts have it from one row ("filled", "blank")."""
    field = shown["field"]
    told = field.reasons or shown["passed"] or shown["teacher"] or shown["candidates"]
    return {**shown, "is_plain": not told and bool(field.value or not field.decided_at)}


def _row(index: int, cells: Iterable[CurrentField], teachers: Mapping[int, Teacher]) -> dict[str, Any]:
    return {"index": index, "cards": [card(cell, teachers) for cell in cells]}


def _signs(sheet: Sheet, table: rows.Table) -> dict[int, str]:
    return {index: _("%(factors)s = %(made)s, and here stands %(said)s") % {
        "factors": " × ".join(product.factors), "made": f"{product.made:f}", "said": f"{product.said:f}",
    } for index, product in products_of(table, sheet.version.rules if sheet.version else ()).items()}


def _summed(sheet: Sheet, table: rows.Table, fields: Sequence[CurrentField]) -> dict[str, Any]:
    sums = sums_of(table, fields, sheet.version.rules if sheet.version else ())
    required = {f.key for f in sheet.version.fields.all() if f.required} if sheet.version else set()
    return {"has_sums": bool(sums), "columns": [
        {"key": c.key, "label": c.label, "required": c.key in required, "is_figures": c.kind in _FIGURES,
         "sum": sums.get(c.key)} for c in table.columns]}
