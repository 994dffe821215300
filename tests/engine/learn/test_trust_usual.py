"""Signs of a value beside all confirmed ones of its field."""

from __future__ import annotations

import math

import pytest

from ocr_engine.learn.confidence.confirmed_documents import ConfirmedDocuments
from ocr_engine.learn.confidence.trust import apply, shipped
from ocr_engine.learn.confidence.usual import Usual
from ocr_engine.learn.examples.exemplar import Exemplar, Lesson
from ocr_engine.types import BBox, FieldResult

DAYS = ["2017-03-04", "2017-11-30", "2018-02-01", "2018-06-09", "2018-12-24", "04/05/2018"]
STREETS = [f"{n} Orchard Floor, Lindenallee" for n in range(4)]


@pytest.mark.parametrize(("day", "outside"), [
    ("2018-05-04", 0), ("2017-01-20", 0), ("2019-03-01", 0), ("2013-05-04", 1), ("2029-01-01", 1)])
def test_a_day_far_before_or_after_all_confirmed_ones_is_outside(day, outside):
    assert bool(Usual(DAYS, "date").signs(day)["outside"]) == outside


def test_the_more_days_were_confirmed_the_more_it_says_that_one_lies_outside():
    """Of n others a right day is the first or the last twice in n + 1 documents."""
    found = [Usual(DAYS * times, "date").signs("2013-05-04")["outside"] for times in (1, 20)]
    assert found == [pytest.approx(math.log(7 / 2)), pytest.approx(math.log(121 / 2))]
    told = [shipped().chance("date", "date", {"raw": 2.0, "outside": x}) for x in (0.0, *found)]
    assert told[0] > 0.95 and told[0] - told[1] < 0.2 and told[2] < 0.5


def test_days_count_in_whatever_form_a_person_typed_them():
    assert Usual(["04/05/2013", *DAYS], "date").signs("2013-05-04") == {"outside": 0}


def test_few_confirmed_days_or_amounts_say_nothing():
    assert not Usual(DAYS[:4], "date").signs("2013-05-04")
    assert not Usual(["1.00", "2.00"], "money").signs("9000.00")


def test_an_amount_is_the_farther_the_less_it_is_like_the_usual_ones():
    usual = Usual(["8.00", "10.00", "12.50", "RM 9.90", "11.00"], "money")
    near, far, farthest = (usual.signs(text)["far_amount"] for text in ("10.50", "16.00", "80000.00"))
    assert near < far < farthest == 1


def test_one_of_a_thing_is_an_amount_like_others():
    assert Usual(["1"] * 5, "number").signs("1") == {"far_amount": 0}
    assert Usual(["1"] * 5, "number").signs("500")["far_amount"] == 1


def test_a_new_word_that_nearly_is_a_common_one_looks_misread():
    usual = Usual(STREETS, "address")
    assert usual.signs("9 Orchard Fleer, Lindenallee") == {"misread": 0.5}
    assert usual.signs("9 Orchard Floor, Marktplatz") == {"misread": 0}


def test_a_word_that_one_person_confirmed_is_no_misreading():
    assert Usual([*STREETS, "7 Orchard Fleer"], "address").signs("9 Orchard Fleer") == {"misread": 0}


def test_a_day_of_another_time_costs_confidence():
    known = [Exemplar(f"d{n}", "receipt", {}, (Lesson("day", day),)) for n, day in enumerate(DAYS * 4)]
    place = BBox(0.1, 0.1, 0.5, 0.12)
    told = []
    for day in ("2018-05-04", "2013-05-04"):
        value = FieldResult("day", day, day, 0.95, 1, place, "ocr", "position")
        noted = ConfirmedDocuments(known).noted({"day": (value,)}, {"day": "date"}, ())
        told.append(apply(noted, {"day": "date"})["day"][0].confidence)
    assert told[1] < told[0] - 0.05
