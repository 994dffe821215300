"""The confidences of several measurements together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ocr_engine.evaluate import pooled


def run(folder: Path, name: str, rows: list[tuple[dict[str, Any], dict[str, list[tuple[str, float]]]]]) -> str:
    gold, told = folder / f"{name}.gold.jsonl", folder / f"{name}.pred.jsonl"
    gold.write_text("".join(json.dumps({"id": str(n), "file": "x", **wanted}) + "\n"
                            for n, (wanted, _) in enumerate(rows)), "utf-8")
    told.write_text("".join(json.dumps({
        "id": str(n), "fields": {key: [value for value, _ in values] for key, values in given.items()},
        "confidence": {key: [sure for _, sure in values] for key, values in given.items()}}) + "\n"
        for n, (_, given) in enumerate(rows)), "utf-8")
    return f"{gold}={told}"


def test_values_of_several_runs_are_judged_together_of_each_and_by_field(tmp_path: Path) -> None:
    one = run(tmp_path, "one", [({"fields": {"total": "60.30"}}, {"total": [("60.3", 0.9)]})])
    two = run(tmp_path, "two", [({"fields": {"total": "5.00", "company": "ACME"}},
                                 {"total": [("6.00", 0.4)], "company": [("Acme", 0.8)]})])
    report = tmp_path / "out.json"
    assert pooled.main(["--type", "receipt", "--run", one, "--run", two, "--report", str(report)]) == 0
    found = json.loads(report.read_text("utf-8"))
    assert found["together"]["values"] == 3 and found["together"]["auroc"] == 1.0
    assert [r["values"] for r in found["runs"]] == [1, 2] and set(found["fields"]) == {"company", "total"}
    assert found["together"]["claims"] == round((0.9 + 0.4 + 0.8 - 2) / 3, 4)


def test_an_absent_field_makes_any_answer_wrong_and_one_nobody_asked_for_is_not_judged(tmp_path: Path) -> None:
    one = run(tmp_path, "one", [({"fields": {}, "null_fields": ["total"]},
                                 {"total": [("1.00", 0.7)], "company": [("ACME", 0.9)]})])
    [gold, told] = map(Path, one.rsplit("=", 1))
    assert list(pooled.told_in(gold, told, {})) == [pooled.Told("total", 0.7, False)]


@pytest.mark.parametrize("line", [
    "no JSON", '{"id": "7", "fields": {}}', '{"id": "0", "fields": {"total": ["1"]}}', "[]",
    '{"id": "0", "fields": {"total": ["1"]}, "confidence": {"total": [0.9, 0.8]}}'])
def test_a_line_that_is_no_prediction_is_named_by_its_number(tmp_path: Path, line: str, capsys: Any) -> None:
    one = run(tmp_path, "one", [({"fields": {"total": "1"}}, {"total": [("1", 0.9)]})])
    with Path(one.rpartition("=")[2]).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    with pytest.raises(SystemExit) as ended:
        pooled.main(["--type", "receipt", "--run", one])
    assert ended.value.code == 2 and "line 3 of" in capsys.readouterr().err


def test_a_report_that_cannot_be_written_loses_no_figure(tmp_path: Path, capsys: Any) -> None:
    one = run(tmp_path, "one", [({"fields": {"total": "1"}}, {"total": [("1", 0.9)]})])
    with pytest.raises(SystemExit, match="cannot be written"):
        pooled.main(["--type", "receipt", "--run", one, "--report", str(tmp_path / "none" / "out.json")])
    assert json.loads(capsys.readouterr().out)["together"]["values"] == 1


def test_of_equal_values_each_right_one_counts_once(tmp_path: Path) -> None:
    one = run(tmp_path, "one", [({"fields": {"item": ["pens", "ink"]}},
                                 {"item": [("pens", 0.9), ("pens", 0.5), ("ink", 0.8)]})])
    [gold, told] = map(Path, one.rsplit("=", 1))
    assert [t.right for t in pooled.told_in(gold, told, {"item": "text"})] == [True, False, True]
