"""The invented documents are what their conditions promise, and the same ones every time."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.bench_invented import __main__ as bench
from scripts.bench_invented.composed import KEPT, TRIED
from scripts.bench_invented.conditions import CONDITIONS, Condition
from scripts.bench_invented.drawing import document, drawn_by, house
from scripts.bench_invented.kinds import TYPES


def named(name: str) -> Condition:
    return next(c for c in CONDITIONS if c.name == name)


def words(condition: Condition) -> str:
    look = house(TYPES[1], 0, seed=0, condition=condition)
    return " ".join(line.text for page in document(TYPES[1], look, 1, seed=0, condition=condition)[1].read()
                    for line in page.lines)


def test_strange_labels_stand_in_no_definition_and_bare_pages_have_none() -> None:
    told = {word for f in TYPES[1].fields for word in (f.label, *f.aliases)}
    assert not any(word in words(named("strange")) for word in told)
    assert not any(word in words(named("bare")) for word in told | {f.strange for f in TYPES[1].fields})


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda c: c.name)
def test_every_value_of_the_gold_stands_on_the_page(condition: Condition) -> None:
    for kind in condition.kinds():
        gold, sheet = drawn_by(kind, 0, 2, seed=0, condition=condition)[1]
        text = "".join("".join(line.text for line in page.lines) for page in sheet.read())
        days = {f.key for f in kind.fields if f.kind == "date"} if condition.composed else set()
        values = [part for key, found in gold.fields.items() if key not in days for value in found
                  for part in value.split()]
        assert all(value in text for value in values)


def test_a_scan_is_drawn_the_same_way_again(tmp_path: Path) -> None:
    look = house(TYPES[0], 0, seed=0, condition=named("scanned"))
    made = [document(TYPES[0], look, 1, seed=0, condition=named("scanned"))[1].scan(tmp_path / name, lang="de", seed=0)
            for name in ("one", "two")]
    assert made[0][0].read_bytes() == made[1][0].read_bytes()


def test_learning_is_seen_in_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    bench.main(["--only", "strange", "--types", "warranty", "--houses", "1", "--documents", "2", "--json", str(report)])
    assert report.exists() and "strange" in capsys.readouterr().out
    rows = bench.measured(TYPES[1], named("strange"), bench._arguments(["--houses", "1", "--documents", "3"]), tmp_path)
    assert rows["one_each"]["f1"] > rows["zero_shot"]["f1"] + 0.3


def test_papers_of_strangers_lay_out_every_field_and_half_of_the_types_is_held_out() -> None:
    for kind in (*TRIED, *KEPT):
        shown = {key for number, _ in enumerate(kind.layouts) for one in range(6)
                 for key in kind.document(number, one, seed=0)[0].fields}
        assert shown == {f.key for f in kind.fields}, kind.key
    assert not {kind.key for kind in TRIED} & {kind.key for kind in KEPT} and len(KEPT) >= len(TRIED)
