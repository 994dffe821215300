"""Nothing on a page can make a finder slow: its time grows with the length of the text only."""

from __future__ import annotations

import time

import pytest

from ocr_engine.types import KINDS
from ocr_engine.validate import find, normalise, repair

NASTY = ["a", "1", "1 ", "1,", "A1 ", "- ", "a@", "市", "壹", "元", "(", "Ltd ", "Jan 1 ", ". ", "人民币", "AB12 ",
    "a.b"]


def best_of_three(call):
    times = []
    for _ in range(3):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_thousand_letters_are_searched_without_squaring_the_time(kind):
    assert best_of_three(lambda: find("a" * 100_000, kind)) < 10.0  # squared, it would be minutes
    assert best_of_three(lambda: normalise("a" * 100_000, kind)) < 10.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("piece", NASTY)
def test_no_repeated_piece_makes_a_search_explode(kind, piece):
    text = piece * (20_000 // len(piece))
    start = time.process_time()
    find(text, kind)
    normalise(text, kind)
    assert time.process_time() - start < 20.0  # a backtracking pattern takes minutes here


def test_repair_gives_up_on_a_value_of_nothing_but_look_alikes():
    start = time.process_time()
    for kind in KINDS:
        repair("0O1I5S8B2Z" * 6, kind)
    assert time.process_time() - start < 20.0
