"""``manage.py budget_trial``: the promise tried on labelled documents."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wcwidth import wcswidth

from docmgr.automation import trial
from docmgr.extraction import engine

TYPE = {"key": "slip", "label": {"en": "Slip", "zh": "单据"}, "keywords": [], "fields": [
    {"key": "total", "label": {"en": "Total", "zh": "合计"}, "kind": "money"}]}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """600 documents; of the sure values one in two hundred is wrong, of the others one in three."""
    dice, gold, answers = random.Random(4), [], []
    for n in range(600):
        sure = dice.random() < 0.7
        right = dice.random() < (0.995 if sure else 0.67)
        confidence = dice.uniform(0.93, 0.99) if sure else dice.uniform(0.5, 0.9)
        gold.append({"id": f"d{n}", "file": f"{n}.pdf", "fields": {"total": f"{n}.00"}})
        answers.append({"id": f"d{n}", "fields": {"total": [f"{n}.0" if right else "7777.00"]},
                        "confidence": {"total": [round(confidence, 4)]}})
    for name, rows in (("gold", gold), ("pred", answers)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (tmp_path / "slip.json").write_text(json.dumps(TYPE), "utf-8")
    return tmp_path


def run(folder: Path, **options: Any) -> dict[str, Any]:
    call_command("budget_trial", gold=folder / "gold.jsonl", type=str(folder / "slip.json"),
                 **{"predictions": folder / "pred.jsonl", "report": folder / "out.json", **options})
    return json.loads((folder / "out.json").read_text("utf-8"))


def test_the_promise_holds_on_random_halves_and_most_of_what_is_possible_passes(
    labelled: Path, capsys: pytest.CaptureFixture[str],
) -> None:
    found = run(labelled, alpha=[0.05], splits=60)
    rows = {row["key"]: row for row in found["rows"]}
    assert (found["values"], found["documents"]) == (600, 600)
    assert rows["total"]["kept"] and rows["total"]["exceeded"] <= 0.07
    assert 0.5 < rows["total"]["automation"] <= rows["total"]["best"]
    assert "kept" in capsys.readouterr().out


def test_the_table_speaks_the_language_of_the_terminal_with_its_columns_in_line(
    labelled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    run(labelled, alpha=[0.05], splits=5)
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["字段", "至多", "超标比例", "允许"]
    assert rows and {wcswidth(row) for row in rows} == {wcswidth(head)}


def test_with_too_few_documents_for_the_budget_nothing_passes(labelled: Path) -> None:
    row = run(labelled, alpha=[0.005], splits=20)["rows"][0]
    assert (row["automation"], row["none"], row["exceeded"]) == (0.0, 1.0, 0.0)


def test_predictions_without_confidence_are_refused(labelled: Path) -> None:
    line = {"id": "d1", "fields": {"total": ["1.00"]}}
    (labelled / "pred.jsonl").write_text(json.dumps(line), "utf-8")
    with pytest.raises(CommandError, match="confidence"):
        run(labelled, splits=5)


def test_predictions_of_other_documents_are_refused_for_that(labelled: Path) -> None:
    line = {"id": "elsewhere", "fields": {"total": ["1.00"]}, "confidence": {"total": [0.9]}}
    (labelled / "pred.jsonl").write_text(json.dumps(line), "utf-8")
    with pytest.raises(CommandError, match="No id of the predictions"):
        run(labelled, splits=5)


@pytest.mark.parametrize(("options", "told"), [
    ({"alpha": [0.02, 2.0]}, "--alpha"), ({"alpha": [float("nan")]}, "--alpha"), ({"delta": 0.0}, "--delta"),
    ({"delta": float("nan")}, "--delta"), ({"splits": 0}, "--splits"), ({"learn": -1}, "negative"),
    ({"predictions": None, "retrain": True}, "--learn"), ({"cache": Path(__file__)}, "--cache"),
    ({"learn": 2}, "given already"), ({"retrain": True}, "given already"),
])
def test_what_cannot_be_tried_is_told_before_the_work(labelled: Path, options: dict[str, Any], told: str) -> None:
    with pytest.raises(CommandError, match=told):
        run(labelled, **options)


@pytest.mark.parametrize(("content", "told"), [
    (b'{"id": "d0", "fields": {}}\nhello\n', "预测文件第 2 行无法使用"), (b'{"id": "d0"}\n', "预测文件第 1 行无法使用"),
    (b"\xff\xfe", "不是 UTF-8 文本"), (None, "无法打开预测文件")])
def test_predictions_that_cannot_be_used_are_told_with_their_line(
    labelled: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, told: str,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    if content is None:
        (labelled / "pred.jsonl").unlink()
    else:
        (labelled / "pred.jsonl").write_bytes(content)
    with pytest.raises(CommandError, match=told):
        run(labelled)


def test_confidences_may_stand_with_their_values(tmp_path: Path) -> None:
    line = {"id": "d1", "fields": {"total": [{"value": "1.00", "confidence": 0.9}]}, "file": "a\u2028b.png"}
    (tmp_path / "p.jsonl").write_text(json.dumps(line, ensure_ascii=False), "utf-8")
    gold = [engine.Gold(id="d1", fields={"total": ("1.00",)})]
    assert trial.from_predictions(tmp_path / "p.jsonl", gold, {"total": "money"}) == [
        engine.Judged(document="d1", key="total", confidence=0.9, right=True)]
