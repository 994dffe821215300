"""JSON Lines as every reader of them takes them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocr_engine import json_lines
from ocr_engine.evaluate.gold import read_gold
from ocr_engine.finetune import imagefolder

# What str.splitlines parts at and JSON leaves as it is within a string.
SIGNS = ("\u2028", "\u2029", "\u0085")


@pytest.mark.parametrize("sign", SIGNS)
def test_a_value_may_hold_any_sign_that_json_leaves_as_it_is(tmp_path: Path, sign: str) -> None:
    file = tmp_path / "gold.jsonl"
    row = {"file": "a.png", "fields": {"party": f"One{sign}Two"}}
    file.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    [document] = read_gold(file)
    assert document.fields == {"party": (f"One{sign}Two",)}
    assert list(imagefolder.json_lines(file, "file")) == [(1, row)]


def test_lines_keep_their_numbers_where_some_are_blank(tmp_path: Path) -> None:
    assert list(json_lines.numbered("1\r\n\n 2 \n")) == [(1, "1\r"), (3, " 2 ")]
    file = tmp_path / "rows.jsonl"
    file.write_text("[1]\n\n{}\n", "utf-8")
    with pytest.raises(ValueError, match=r"line 3 of .*rows\.jsonl is no row"):
        list(json_lines.read(file, lambda row: row[0], "line {number} of {path} is no row"))
