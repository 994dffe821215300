"""Which known pages are the nearest, found among thousands without comparing the page with each."""

from __future__ import annotations

import random

import pytest

from ocr_engine.learn.examples.looks import Look, Looks
from ocr_engine.learn.examples.signature import Signature, similarity


def page(rng: random.Random, house: int) -> Signature:
    """Words of the house at their places, words of its own, and lines where there are few words."""
    words = {f"haus{house}wort{n}": (2.5, n / 40, house / 50) for n in range(rng.randint(0, 25))}
    words |= {f"wert{rng.randint(0, 900)}": (1.0, round(rng.random(), 4), round(rng.random(), 4)) for _ in range(6)}
    moved = {word: (weight, round(x + rng.choice((0, 0, 0.3)), 4), y) for word, (weight, x, y) in words.items()}
    lines = {f" a {n} {house % 3}": (0.4, n / 20, house % 3 / 10) for n in range(8)} if rng.random() < 0.4 else {}
    return {**moved, **lines}


@pytest.fixture(scope="module")
def known() -> list[Signature]:
    rng = random.Random(5)
    return [{}, *(page(rng, number % 20) for number in range(400))]


def test_all_at_once_is_to_the_bit_what_each_comparison_says(known):
    looks = Looks([Look(one) for one in known])
    for own in known[:40]:
        assert looks.likeness(Look(own)).tolist() == [similarity(own, other) for other in known]


def test_the_nearest_are_those_that_comparing_with_all_finds(known):
    looks, rng = Looks([Look(one) for one in known]), random.Random(6)
    for own in [page(rng, number) for number in range(22)]:
        ranked = sorted((-similarity(own, other), number) for number, other in enumerate(known))[:7]
        assert looks.nearest(Look(own), 7)[0] == [(number, -likeness) for likeness, number in ranked]
        assert looks.any_from(Look(own), 0.55) == (-ranked[0][0] >= 0.55)


def test_what_is_passed_over_has_no_say(known):
    import numpy as np

    looks = Looks([Look(one) for one in known])
    among = np.arange(len(known)) % 2 == 0
    found, _ = looks.nearest(Look(known[11]), 5, among=among)
    assert 11 not in [number for number, _ in found] and all(number % 2 == 0 for number, _ in found)


@pytest.mark.parametrize("layouts", [1, 300])
def test_of_thousands_of_known_pages_few_are_looked_at_closely(layouts):
    rng = random.Random(7)

    def paper(house: int) -> Signature:
        print_ = {f"druck{house}x{n}": (1.0, n % 9 / 10, n / 100) for n in range(60)}
        return {**print_, **{f"wert{rng.randint(0, 99999)}": (1.0, 0.5, 0.5) for _ in range(rng.randint(4, 30))}}

    looks = Looks([Look(paper(number % layouts)) for number in range(2000)])
    assert all(looks.nearest(Look(paper(number)), 7)[1] <= 320 for number in range(min(10, layouts)))
