"""What is trusted before anything was reviewed, fitted from several sets."""

from __future__ import annotations

import random

from ocr_engine.evaluate.prior import prior
from ocr_engine.learn.confidence.trust import Row


def rows(kind, share, *, seed, count=200):
    """Values of one kind whose signs tell nothing, of which the share is right."""
    dice = random.Random(seed)
    return [Row("x", kind, {"raw": 1.0, "label": 0.9}, dice.random() < share, f"d{n}") for n in range(count)]


def test_a_kind_that_is_more_often_wrong_than_its_signs_tell_is_trusted_less():
    found = prior([rows("name", 0.6, seed=1) + rows("date", 0.99, seed=2) for _ in range(3)])
    name, date, other = (found.chance("x", kind, {"raw": 1.0, "label": 0.9}) for kind in ("name", "date", "phone"))
    assert name < 0.68 < other < date
    assert date > 0.95


def test_the_signs_of_rare_misreadings_speak_where_no_set_has_them():
    found = prior([rows("date", 0.9, seed=3)])
    inside, outside = (found.chance("x", "date", {"raw": 1.0, "outside": x}) for x in (0.0, 1.0))
    assert outside < inside - 0.1
