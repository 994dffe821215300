"""Forms without labels: values told by their place alone, and what must not stand in for one that is missing."""

from __future__ import annotations

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import PageText

from .pages import page

PASS = load_type({
    "key": "pass", "label": {"en": "Pass"}, "fields": [
        {"key": "staff", "label": {"en": "Employee code"}, "kind": "code"},
        {"key": "pay", "label": {"en": "Base pay"}, "kind": "money"},
        {"key": "net", "label": {"en": "Net pay"}, "kind": "money"},
        {"key": "hired", "label": {"en": "Hired on"}, "kind": "date"},
    ]})
# The same words on the paper of every house, each house with its values at other places.
WORDS = ((40, 3, "Quittung der Personalstelle"), (10, 94, "Ausgestellt nach Ordnung sieben"))
ONE = {"staff": (10, 20), "pay": (60, 20), "net": (10, 30), "hired": (60, 30)}
OTHER = {"net": (10, 20), "hired": (60, 20), "staff": (10, 30), "pay": (10, 40)}
FIRST = {"staff": "G48213", "pay": "2,341.50", "net": "1,877.20", "hired": "2021-04-01"}
SECOND = {"staff": "G90357", "pay": "3,120.75", "net": "2,466.10", "hired": "2019-11-15"}


def paper(places: dict[str, tuple[int, int]], values: dict[str, str]) -> PageText:
    """Every value at its place; what is missing leaves a gap."""
    return page(*sorted([*WORDS, *((*places[key], text) for key, text in values.items())], key=lambda r: (r[1], r[0])))


def learned(name: str, places: dict[str, tuple[int, int]], values: dict[str, str] = FIRST) -> Exemplar:
    told = [Confirmed(key, text) for key, text in values.items()]
    return observe(name, (paper(places, values),), PASS, told, [key for key in FIRST if key not in values])


def answered(shown: PageText, *known: Exemplar) -> dict[str, str]:
    found = extract_fields((shown,), PASS, adviser_for(PASS, Knowledge(known)))
    return {key: values[0].raw for key, values in found.items()}


def without(key: str, values: dict[str, str]) -> dict[str, str]:
    return {k: text for k, text in values.items() if k != key}


def test_values_without_labels_are_found_at_their_places():
    assert answered(paper(ONE, SECOND), learned("1", ONE)) == SECOND


def test_the_neighbour_does_not_stand_in_for_a_value_that_is_missing():
    for key in SECOND:
        assert answered(paper(ONE, without(key, SECOND)), learned("1", ONE)) == without(key, SECOND)


def test_pages_of_the_same_words_are_told_apart_by_where_their_values_stand():
    both = learned("1", ONE), learned("2", OTHER)
    assert answered(paper(ONE, SECOND), *both) == SECOND
    assert answered(paper(OTHER, SECOND), *both) == SECOND


def test_another_layout_does_not_speak_for_what_the_known_document_of_this_one_lacked():
    both = learned("1", ONE, without("net", FIRST)), learned("2", OTHER)
    found = answered(paper(ONE, without("net", SECOND)), *both)
    assert found == without("net", SECOND)


def test_a_running_number_beside_a_value_is_no_label_of_it():
    def numbered(number: str, values: dict[str, str]) -> PageText:
        places = {**ONE, "no": (25, 30)}
        return paper(places, {**values, "no": number})

    told = [Confirmed(key, text) for key, text in FIRST.items()]
    known = observe("1", (numbered("73-114", FIRST),), PASS, told)
    found = answered(numbered("20-586", SECOND), known)
    assert found["hired"] == SECOND["hired"]
    assert {p.label for lesson in known.lessons for p in lesson.places} == {""}


def test_a_known_name_elsewhere_on_the_page_is_not_taken_for_the_value_of_a_place():
    kind = load_type({"key": "slip", "label": {"en": "Slip"}, "fields": [
        {"key": "giver", "label": {"en": "Handed out by"}, "kind": "name"},
        {"key": "taker", "label": {"en": "Accepted by"}, "kind": "name"}]})
    rows = [(40, 3, "Laufzettel der Ausgabestelle"), (10, 94, "Bitte sorgsam aufbewahren und wiederbringen")]

    def slip(giver: str, taker: str) -> PageText:
        return page(rows[0], (10, 20, giver), (10, 40, taker), rows[1])

    known = observe("1", (slip("Henrike Voss", "Jonas Altmann"),), kind,
                    [Confirmed("giver", "Henrike Voss"), Confirmed("taker", "Jonas Altmann")])
    found = extract_fields((slip("Jonas Altmann", "Mareike Lund"),), kind, adviser_for(kind, Knowledge((known,))))
    assert {key: values[0].value for key, values in found.items()} == {
        "giver": "Jonas Altmann", "taker": "Mareike Lund"}
