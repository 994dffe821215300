"""Signs that whole confirmed documents tell: what those alike have in a value's place, and what goes with what."""

from __future__ import annotations

from ocr_engine.learn.confidence.confirmed_documents import SIGNS, ConfirmedDocuments
from ocr_engine.learn.confidence.trust import apply
from ocr_engine.learn.examples.exemplar import Exemplar, Lesson
from ocr_engine.types import BBox, FieldResult

KINDS = {"company": "name", "address": "address", "total": "money"}
HOUSES = [("ACME SDN BHD", "1 HIGH STREET"), ("BRANDT GMBH", "22 LINDENALLEE"), ("CORNER SHOP", "7 MARKET SQUARE")]


def paper(number, company, address, total):
    told = {"company": company, "address": address, "total": total}
    return Exemplar(f"d{number}", "receipt", {}, tuple(Lesson(k, v) for k, v in told.items() if v))


def papers(each=4):
    return [paper(10 * n + i, company, address, f"{n + 3 * i}.50")
            for n, (company, address) in enumerate(HOUSES) for i in range(each)]


def signs(answers, *, known, near=()):
    place = BBox(0.1, 0.1, 0.5, 0.12)
    results = {key: (FieldResult(key, text, text, 0.8, 1, place, "ocr", "position"),) for key, text in answers.items()}
    return {key: values[0].features for key, values in ConfirmedDocuments(known).noted(results, KINDS, near).items()}


def test_another_address_than_on_all_papers_of_the_company_is_mismatched():
    usual = signs({"company": "ACME SDN BHD", "address": "1 HIGH STREET"}, known=papers())
    other = signs({"company": "ACME SDN BHD", "address": "1 NIGH STREET"}, known=papers())
    assert usual["address"]["mismatched"] == usual["company"]["mismatched"] == 0 < other["address"]["mismatched"]


def test_what_does_not_go_together_says_nothing():
    """Every paper has a total of its own, so neither company nor address speaks against a new one."""
    found = signs({"company": "ACME SDN BHD", "address": "1 HIGH STREET", "total": "99.90"}, known=papers())
    assert found["total"]["mismatched"] == 0
    alone = signs({"company": "NEVER SEEN", "address": "1 HIGH ROAD"}, known=papers())
    assert alone["address"]["mismatched"] == 0


def test_pages_alike_agree_or_have_nearly_the_same_instead():
    known = papers()
    near = [(known[0], 0.9), (known[1], 0.6)]
    same = signs({"company": "ACME SDN BHD"}, known=known, near=near)["company"]
    misread = signs({"company": "ACNE SDN BHD"}, known=known, near=near)["company"]
    foreign = signs({"company": "CORNER SHOP"}, known=known, near=near)["company"]
    assert (same["agreed"], same["nearly"]) == (1, 0)
    assert (misread["agreed"], misread["nearly"]) == (0, 1)
    assert (foreign["agreed"], foreign["nearly"]) == (0, 0)


def test_the_nearer_page_has_more_of_a_say():
    known = [paper(1, *HOUSES[0], "1.00"), paper(2, *HOUSES[1], "2.00")]
    found = signs({"company": "ACME SDN BHD"}, known=known, near=[(known[0], 0.9), (known[1], 0.3)])
    assert found["company"]["agreed"] == 0.75


def test_amounts_are_not_held_against_those_of_other_papers():
    known = papers()
    found = signs({"total": "99.90"}, known=known, near=[(known[0], 0.9)])
    assert not {"agreed", "nearly"} & set(found["total"])


def test_where_nothing_was_confirmed_nothing_is_said():
    assert not set(SIGNS) & set(signs({"company": "ACME SDN BHD"}, known=[])["company"])


def test_a_mismatch_costs_confidence():
    place = BBox(0.1, 0.1, 0.5, 0.12)
    value = FieldResult("address", "1 NIGH STREET", "1 NIGH STREET", 0.8, 1, place, "ocr", "position")
    told = [apply({"address": (ConfirmedDocuments(papers()).noted(
        {"company": (FieldResult("company", company),), "address": (value,)}, KINDS, ())["address"][0],)}, KINDS)
        for company in ("NEVER SEEN", "ACME SDN BHD")]
    apart, mismatched = (found["address"][0].confidence for found in told)
    assert mismatched < apart
