"""What docs/formats.md tells of a hand-written type definition is what the engine understands."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ocr_engine.doctypes import completed, load
from ocr_engine.types import KINDS
from ocr_engine.validate import check, normalise
from ocr_engine.validate.rule_kinds import RULE_KINDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
TYPES = PAGE.split("## Type definitions")[1].split("\n## ")[0]


def _named(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def _table(heading: str) -> list[list[str]]:
    """The cells of the rows of the section's table, its head left out."""
    rows = re.findall(r"^\| (`.+) \|$", TYPES.split(f"### {heading}")[1].split("\n### ")[0], re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in rows if "---" not in row][1:]


def test_every_kind_stands_in_the_page_with_all_its_other_names() -> None:
    table = {_named(kind)[0]: _named(others) for kind, _, others, *_ in _table("Kinds of fields")}
    assert table == {kind: sorted(o for o, ours in completed.KINDS.items() if ours == kind) for kind in KINDS}


def test_what_the_page_says_is_handed_out_is_handed_out() -> None:
    for kind, *_, printed, handed_out in _table("Kinds of fields"):
        (kind,), (printed,), (handed_out,) = map(_named, (kind, printed, handed_out))
        assert normalise(printed, kind) == handed_out
        assert all(found.ok for found in check(handed_out, kind)), kind


def test_every_rule_stands_in_the_page_with_its_entries() -> None:
    table = {_named(rule)[0]: (tuple(_named(needed)), tuple(_named(optional)))
             for rule, needed, optional, _ in _table("Rules between fields")}
    assert table == {name: (kind.needed, kind.optional) for name, kind in RULE_KINDS.items()}


def test_every_entry_of_a_definition_is_named_and_the_example_is_one() -> None:
    told = TYPES.split("A type needs")[1].split("```")[0]
    assert {*_named(told)} - {"true", "false"} == {*load._TYPE_KEYS, *load._FIELD_KEYS}
    made = load.load_type(json.loads(TYPES.split("```json")[1].split("```")[0]))
    assert [(field.key, field.kind, field.many) for field in made.fields] == [
        ("number", "code", False), ("item", "text", True), ("total", "money", False)]
