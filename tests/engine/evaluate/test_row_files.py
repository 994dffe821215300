"""Reviewed values go through a file unchanged, and what ships can be fitted with sets that were answered elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

from ocr_engine.evaluate import prior
from ocr_engine.evaluate.row_files import rows_in, write_rows
from ocr_engine.learn.confidence.trust import Row
from scripts.bench_invented import signs
from scripts.bench_invented.conditions import CONDITIONS
from scripts.bench_invented.drawing import drawn_by
from scripts.bench_invented.figures import definition


def rows(n: int) -> list[Row]:
    return [Row("total", "money", {"raw": i % 5 / 5, "again": float(i % 2)}, i % 7 > 0, f"d{i}", f"g{i % 3}", 0.5)
            for i in range(n)]


def test_rows_come_back_as_they_were_by_the_name_of_their_set(tmp_path: Path) -> None:
    sets = {"zero shot": rows(5), "one each": rows(3)}
    write_rows(tmp_path / "rows.jsonl", sets)
    assert rows_in(tmp_path / "rows.jsonl") == sets


def test_the_shipped_trust_is_fitted_with_sets_from_a_file(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("", "utf-8")
    write_rows(tmp_path / "rows.jsonl", {"invented": rows(40)})
    asked = ["--rows", str(tmp_path / "rows.jsonl"), "--out", str(tmp_path / "prior.json"), "--set", f"{gold}=open"]
    assert prior.main(asked) == 0
    assert json.loads((tmp_path / "prior.json").read_text("utf-8"))["rows"] == 40


def test_sealed_papers_and_scans_are_not_fitted_with() -> None:
    assert set(signs.UNMENDED) == {"kept", "hard"} and signs.OPEN == "open"
    used = {c.name for c in signs.fitted_with()}
    assert {"plain", "poor", "papers", "unseen", "kept poor"} <= used
    assert {"bare", "scanned", "kept scanned"}.isdisjoint(used)


def test_invented_types_give_rows_without_and_with_a_document_learned() -> None:
    plain = next(c for c in CONDITIONS if c.name == "plain")
    kind = plain.kinds()[0]
    papers = [[(gold, sheet.read()) for gold, sheet in drawn_by(kind, n, 2, seed=7, condition=plain)] for n in range(2)]
    found = signs.signs_of(papers, definition(kind, bare=False))
    one = [row for row in found if "layout" in row.signs]
    zero = [row for row in found if "layout" not in row.signs]
    assert {row.document for row in zero} == {row.document for row in one} == {p[1][0].id for p in papers}
    assert sum(row.right for row in one) >= sum(row.right for row in zero) > 0
