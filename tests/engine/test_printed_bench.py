"""The bench of printed papers: what its papers promise before any browser prints them."""

from __future__ import annotations

import re

import pytest
from stdnum.cn import ric, uscc

from ocr_engine.types import KINDS
from scripts.bench_invented.figures import definition
from scripts.bench_invented.printed import __main__ as bench
from scripts.bench_invented.printed.asked import Paper
from scripts.bench_invented.printed.draw import Draw, in_words
from scripts.bench_invented.printed.numbers import credit_code, id_card
from scripts.bench_invented.printed.press import html_of

PAPERS = [paper for group in bench.GROUPS.values() for paper in group]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.key)
def test_a_layout_marks_nothing_but_fields_of_its_type_and_most_of_them(paper: Paper) -> None:
    keys = {f.key for f in paper.fields}
    for layout in paper.layouts:
        marks = set(re.findall(r"<[^<>]*\sf=(\w+)", html_of(paper, layout, 1, seed=0)))
        assert marks <= keys
        assert len(marks) > len(keys) / 2


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.key)
def test_two_papers_of_a_layout_differ_and_the_same_one_is_the_same(paper: Paper) -> None:
    first, again, other = (html_of(paper, "a", number, seed=0) for number in (0, 0, 1))
    assert first == again != other


def test_definitions_name_known_kinds_and_bare_ones_nothing_but_keys() -> None:
    for paper in PAPERS:
        assert {f.kind for f in definition(paper, bare=False).fields} <= set(KINDS)
        assert all(f.names == (f.key,) and not f.hint for f in definition(paper, bare=True).fields)


def test_no_type_is_both_open_and_kept() -> None:
    assert len({paper.key for paper in PAPERS}) == len(PAPERS)


@pytest.mark.parametrize("asked", [("--show",), ("--check",), ("--types", "loan_agreement")])
def test_of_sealed_types_nothing_but_one_sum_is_told(asked: tuple[str, ...], capsys: pytest.CaptureFixture[str]
                                                     ) -> None:
    with pytest.raises(SystemExit):
        bench.main(["--only", "second_sealed", *asked])
    assert "one sum" in capsys.readouterr().err


def test_a_lot_opens_half_of_the_second_authors_types() -> None:
    opened, sealed = ([paper.key for paper in bench.GROUPS[group]] for group in ("second_open", "second_sealed"))
    assert (len(opened), len(sealed)) == (10, 10)
    assert sorted(opened)[:3] == ["accident_it", "agent_statement", "analysis_sv"]


def test_of_the_third_set_seven_types_are_open_and_eight_sealed_and_seals_hold() -> None:
    assert [len(bench.GROUPS[group]) for group in ("third_open", "third_sealed")] == [7, 8]
    with pytest.raises(SystemExit):
        bench.main(["--only", "third_sealed", "--show"])


def test_of_the_fourth_set_a_lot_opens_half_and_the_seal_holds() -> None:
    assert [len(bench.GROUPS[group]) for group in ("fourth_open", "fourth_sealed")] == [7, 7]
    with pytest.raises(SystemExit):
        bench.main(["--only", "fourth_sealed", "--show"])


def test_of_the_fifth_set_a_lot_opens_half_and_the_seal_holds() -> None:
    assert [len(bench.GROUPS[group]) for group in ("fifth_open", "fifth_sealed")] == [6, 6]
    with pytest.raises(SystemExit):
        bench.main(["--only", "fifth_sealed", "--show"])


def test_numbers_on_chinese_papers_pass_their_checks() -> None:
    assert all(ric.is_valid(id_card(Draw(str(n)), "110105")) for n in range(20))
    assert all(uscc.is_valid(credit_code(Draw(str(n)))) for n in range(20))


@pytest.mark.parametrize(("amount", "words"), [
    (10500.0, "壹万零伍佰元整"), (120304.56, "壹拾贰万零叁佰零肆元伍角陆分"), (7.05, "柒元零伍分"),
    (88.10, "捌拾捌元壹角整"),
])
def test_chinese_amounts_in_words_are_written_as_on_cheques(amount: float, words: str) -> None:
    assert in_words(amount) == words
