"""``python -m ocr_engine.evaluate`` on files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocr_engine.evaluate.__main__ import main

SPECIMENS = Path(__file__).parents[3] / "docmgr" / "specimens"


def test_the_command_writes_a_report_and_predictions(tmp_path, capsys):
    files = sorted(SPECIMENS.rglob("*.pdf"))
    assert files, "the specimens are missing"
    row = {"id": "one", "file": files[0].name, "fields": {"invoice_number": "no such number"}, "null_fields": []}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    report, predictions = tmp_path / "report.json", tmp_path / "pred.jsonl"
    args = ["--gold", str(tmp_path / "gold.jsonl"), "--files", str(files[0].parent), "--type", "invoice",
            "--cache", str(tmp_path / "cache"), "--report", str(report), "--predictions", str(predictions)]
    assert main(args) == 0
    made = json.loads(report.read_text("utf-8"))
    assert (made["documents"], made["f1"], made["learned"]) == (1, 0.0, [])
    assert json.loads(predictions.read_text("utf-8"))["id"] == "one"
    assert len(list((tmp_path / "cache").iterdir())) == 1
    again = report.read_text("utf-8")
    assert main(args) == 0  # from the cache
    assert {k: v for k, v in json.loads(report.read_text("utf-8")).items() if k != "ms"} == {
        k: v for k, v in json.loads(again).items() if k != "ms"}
    assert "learned" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_counts_as_missed(tmp_path, capsys):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    row = {"id": "x", "file": "broken.pdf", "fields": {"total": "1.00"}}
    (tmp_path / "gold.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert main(["--gold", str(tmp_path / "gold.jsonl"), "--type", "receipt"]) == 0
    assert json.loads(capsys.readouterr().out)["fields"]["total"] == {"n": 1, "f1": 0.0, "exact_f1": 0.0, "anls": 0.0}


@pytest.mark.parametrize("asked", [
    ["--curve", "0,5", "--learn", "3"], ["--curve", "0,5", "--predictions", "pred.jsonl"],
    ["--curve", "0", "--embedded"], ["--folds", "2", "--learn", "3"], ["--folds", "2", "--curve", "0,5"],
    ["--one-each", "--folds", "2"], ["--one-each", "--retrain"], ["--one-each", "--predictions", "pred.jsonl"]])
def test_what_a_way_of_measuring_would_ignore_is_refused_in_a_sentence(asked, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--gold", "gold.jsonl", "--type", "receipt", *asked])
    told = capsys.readouterr().err
    assert ended.value.code == 2 and "counts for nothing beside" in told
    assert all(option in told for option in asked if option.startswith("--"))
