"""Fields with several values: one confirmed document teaches where all of them stand on the next."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.lists import _pattern
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import BBox, PageText, TextLine, Word

from .pages import page

ORDER = load_type({"key": "order", "label": {"en": "Order"}, "fields": [
    {"key": "goods", "label": {"en": "Article"}, "kind": "text", "many": True},
    {"key": "days", "label": {"en": "Visit"}, "kind": "date", "many": True},
    {"key": "number", "label": {"en": "Number"}, "kind": "code"}]})
HEAD = ((30, 4, "Nordlicht Schiffsbedarf"), (32, 8, "Am alten Hafenbecken"), (10, 14, "Lieferzettel der Werft"))


def order(*goods: str, header: str = "Ladung", notes: tuple[int, ...] = (), more: tuple[str, ...] = (), number: int = 1
          ) -> PageText:
    """A table under a header that no definition knows; ``notes`` stand under the rows of these numbers."""
    lines, y = [*HEAD, (10, 30, header), (50, 30, "Stück"), (70, 30, "Wert")], 30
    for at, good in enumerate(goods):
        y += 4
        lines += [(10, y, good), (50, y, str(at + 2)), (70, y, f"{at + 3}.50")]
        if at in notes:
            y += 3
            lines += [(10, y, f"ab Lager {at + 20}"), (50, y, "1")]
    lines += [(10, y + 5, "Gesamt"), (70, y + 5, "88.10"), *((10, y + 9 + 3 * n, text) for n, text in enumerate(more))]
    return page(*lines, number=number)


def read(pages: tuple[PageText, ...], *exemplars: Exemplar, key: str = "goods") -> list[str]:
    found = extract_fields(pages, ORDER, adviser_for(ORDER, Knowledge(exemplars)))
    return [v.value for v in found.get(key, ())]


def taught(pages: tuple[PageText, ...], *values: str, key: str = "goods", name: str = "7", **more: object) -> Exemplar:
    return observe(name, pages, ORDER, [Confirmed(key, v) for v in values], **more)


def test_a_column_under_a_header_that_no_definition_knows_is_found_with_another_number_of_rows() -> None:
    known = taught((order("Anker", "Tauwerk"),), "Anker", "Tauwerk")
    new = (order("Bootshaken", "Fender", "Lenzpumpe", "Positionslicht"),)
    assert read(new) == []
    assert read(new, known) == ["Bootshaken", "Fender", "Lenzpumpe", "Positionslicht"]


def test_each_value_says_which_document_it_was_learned_from() -> None:
    known = taught((order("Anker", "Tauwerk"),), "Anker", "Tauwerk")
    found = extract_fields((order("Fender", "Lenzpumpe"),), ORDER, adviser_for(ORDER, Knowledge((known,))))
    assert [v.how for v in found["goods"]] == ["memory:7", "memory:7"]


def test_what_stood_between_the_values_and_was_none_is_left_out_again() -> None:
    known = taught((order("Anker", "Tauwerk", "Ruder", notes=(0, 1)),), "Anker", "Tauwerk", "Ruder")
    assert read((order("Fender", "Lenzpumpe", "Ölzeug", notes=(1,)),), known) == ["Fender", "Lenzpumpe", "Ölzeug"]


def test_the_sum_under_the_column_is_no_value() -> None:
    known = taught((order("Anker", "Tauwerk"),), "Anker", "Tauwerk")
    assert "Gesamt" not in read((order("Fender"),), known)


def test_equal_values_count_once_unless_a_person_confirmed_equal_ones() -> None:
    new = (order("Schwimmweste", "Ankerkette", "Schwimmweste"),)
    distinct = taught((order("Tauwerk", "Bootshaken"),), "Tauwerk", "Bootshaken")
    equal = taught((order("Tauwerk", "Bootshaken", "Tauwerk"),), "Tauwerk", "Bootshaken", "Tauwerk")
    assert read(new, distinct) == ["Schwimmweste", "Ankerkette"]
    assert read(new, equal) == ["Schwimmweste", "Ankerkette", "Schwimmweste"]


def test_a_list_that_runs_over_a_page_is_read_to_its_end() -> None:
    known = taught((order("Anker", "Tauwerk"),), "Anker", "Tauwerk")
    first = page(*HEAD, (10, 80, "Ladung"), (50, 80, "Stück"), (70, 80, "Wert"), (10, 84, "Fender"), (50, 84, "2"),
                 (70, 84, "3.50"))
    rest = page((10, 4, "Lenzpumpe"), (50, 4, "3"), (70, 4, "4.50"), (10, 8, "Ölzeug"), (50, 8, "1"), (70, 8, "7.50"),
                (10, 14, "Gesamt"), (70, 14, "15.50"), number=2)
    assert read((first, rest), known) == ["Fender", "Lenzpumpe", "Ölzeug"]


def test_a_label_printed_for_each_value_is_looked_for_as_often_as_it_is_printed() -> None:
    def visits(*days: str) -> tuple[PageText, ...]:
        return (page(*HEAD, *((10, 24 + 4 * n, f"Begehung: {day}") for n, day in enumerate(days))),)
    known = taught(visits("01.02.2024", "03.02.2024"), "2024-02-01", "2024-02-03", key="days")
    assert read(visits("05.06.2024", "07.06.2024", "09.06.2024"), known, key="days") == [
        "2024-06-05", "2024-06-07", "2024-06-09"]


def test_values_parted_by_a_mark_are_parted_again() -> None:
    def line(*goods: str) -> tuple[PageText, ...]:
        return (page(*HEAD, (10, 30, f"Ladung: {' / '.join(goods)}")),)
    known = taught(line("Anker", "Tauwerk"), "Anker", "Tauwerk")
    assert read(line("Fender", "Ölzeug", "Ruder"), known) == ["Fender", "Ölzeug", "Ruder"]


PAID = load_type({"key": "paid", "label": {"en": "Paid"}, "fields": [
    {"key": "sums", "label": {"en": "Instalment"}, "kind": "money", "many": True}]})


def test_a_comma_within_an_amount_parts_no_list() -> None:
    def paper(sums: str) -> tuple[PageText, ...]:
        return (page(*HEAD, (10, 30, "Raten"), (30, 30, sums), (10, 40, "Mit bestem Dank")),)

    lesson = observe("7", paper("£64.10, £20.00"), PAID, [Confirmed("sums", v) for v in ("64.10", "20.00")])
    fields = extract_fields(paper("£1,344.22, £20.50"), PAID, adviser_for(PAID, Knowledge((lesson,))))
    assert [f.value for f in fields["sums"]] == ["1344.22", "20.50"]


def test_one_value_beside_its_label_teaches_that_more_stand_under_it() -> None:
    def slip(*goods: str) -> tuple[PageText, ...]:
        return (page(*HEAD, (10, 30, "Ladung"), *((40, 30 + 4 * n, good) for n, good in enumerate(goods)),
                     (10, 60, "Gesamt"), (40, 60, "88.10")),)
    known = taught(slip("Anker"), "Anker")
    assert read(slip("Fender")) == []
    assert read(slip("Fender"), known) == ["Fender"]
    assert read(slip("Fender", "Lenzpumpe", "Segel"), known) == ["Fender", "Lenzpumpe", "Segel"]


def test_a_list_goes_on_over_the_next_page_with_and_without_what_was_learned() -> None:
    known = taught((order("Anker", "Tauwerk", header="Article"),), "Anker", "Tauwerk")
    goods = ("Fender", "Lenzpumpe", "Segel", "Ruder", "Winsch")
    new = (order(*goods[:3], header="Article"), order(*goods[3:], header="Article", number=2))
    assert read(new) == read(new, known) == list(goods)


def test_without_the_header_on_the_page_there_is_no_list() -> None:
    known = taught((order("Anker", "Tauwerk"),), "Anker", "Tauwerk")
    assert read((page(*HEAD, (10, 40, "Ahoi"), (10, 44, "Gute Fahrt")),), known) == []


def test_a_value_that_a_reviewer_adds_to_a_list_is_found_on_the_next_document() -> None:
    """Only what was added is told; what nobody decided on is neither a value nor the end of the list."""
    known = taught((order("Anker", "Tauwerk", "Ruder"),), "Ruder", partial=["goods"])
    assert read((order("Fender", "Ölzeug", "Segel"),), known) == ["Fender", "Ölzeug", "Segel"]


def test_a_value_that_a_reviewer_deletes_from_a_list_is_not_found_again() -> None:
    first = order("Anker", "Tauwerk", header="Article", notes=(0,))
    assert read((first,)) == ["Anker", "ab Lager 20", "Tauwerk"]
    known = taught((first,), refused=[Confirmed("goods", "ab Lager 20")], partial=["goods"])
    new = order("Fender", "Ölzeug", header="Article", notes=(1,))
    assert "ab Lager 21" in read((new,))
    assert read((new,), known) == ["Fender", "Ölzeug"]


@pytest.mark.parametrize("labels", [("Article", "Article"), ("Ladung", "Ladung")])
def test_forgetting_a_document_with_lists_restores_the_former_answer(labels: tuple[str, str]) -> None:
    known = taught((order("Anker", "Tauwerk", header=labels[0]),), "Anker", "Tauwerk")
    new = (order("Fender", "Ölzeug", header=labels[1]),)
    before = repr(extract_fields(new, ORDER, adviser_for(ORDER, Knowledge())))
    after = Knowledge((known,)).forgotten("7")
    assert repr(extract_fields(new, ORDER, adviser_for(ORDER, after))) == before


def test_what_was_learned_of_lists_goes_to_json_and_back() -> None:
    known = taught((order("Anker", "Tauwerk", notes=(0,)),), "Anker", "Tauwerk", refused=[Confirmed("goods", "Gesamt")])
    assert Exemplar.from_json(json.loads(json.dumps(known.as_json()))) == known


TESTS = load_type({"key": "report", "label": {"en": "Report"}, "fields": [
    {"key": "doctor", "label": {"en": "Physician"}, "kind": "name"},
    {"key": "tests", "label": {"en": "Analysis"}, "kind": "text", "many": True}]})


def report(doctor: str, *tests: str) -> PageText:
    """Rows without a header: over them stands a person under a word that no definition knows."""
    lines = [(30, 4, "Laborpraxis am Kai"), (10, 14, "Einsender"), (60, 14, "Material"), (60, 17, "Serum")]
    lines += [(10, 17, doctor)] if doctor else []
    for at, test in enumerate(tests):
        lines += [(10, 24 + 6 * at, test), (40, 24 + 6 * at, f"{at + 3},50 mg"), (10, 27 + 6 * at, "Norm 2 bis 9 mg")]
    return page(*lines, (10, 26 + 6 * len(tests), "Befund freigegeben"))


@pytest.mark.parametrize("doctor", ["Dr. Hein Butt", ""])
def test_a_list_without_a_header_is_found_under_the_word_over_another_fields_value(doctor: str) -> None:
    told = {"Dr. Antje Kolk": "doctor", "Kreatinin": "tests", "Glukose": "tests"}
    known = observe("7", (report(*told),), TESTS, [Confirmed(key, value) for value, key in told.items()])
    new = report(doctor, "Ferritin", "Kalium", "Natrium")
    found = extract_fields((new,), TESTS, adviser_for(TESTS, Knowledge((known,))))
    assert [v.value for v in found["tests"]] == ["Ferritin", "Kalium", "Natrium"]


def test_a_confirmed_value_that_is_the_name_of_something_does_not_end_its_list() -> None:
    """A row called Number is no label where a person said that it is a value."""
    known = taught((order("Anker", "Number", "Ruder"),), "Anker", "Number", "Ruder")
    assert read((order("Fender", "Number", "Lenzpumpe"),), known) == ["Fender", "Number", "Lenzpumpe"]


def test_a_lone_value_of_a_list_does_not_run_on_into_the_text_that_stood_under_it() -> None:
    statement = load_type({"key": "statement", "label": {"en": "Statement"}, "fields": [
        {"key": "holders", "label": {"en": "Account holder"}, "kind": "name", "many": True}]})

    def greeting(name: str, month: str) -> PageText:
        made = page((10, 4, "Banco Naranja"), (10, 12, f"Hola, {name}"), (10, 15, f"Es el resumen de {month} y de"),
                    (10, 18, "tu cuenta"), (10, 30, "Saldo final"), (60, 30, "88,10"))
        return replace(made, lines=tuple(replace(line, words=_words(line)) for line in made.lines))

    known = observe("7", (greeting("Unai Ortega", "febrero"),), statement, [Confirmed("holders", "Unai Ortega")])
    new = greeting("Lucía Carmona", "noviembre")
    found = extract_fields((new,), statement, adviser_for(statement, Knowledge((known,))))
    assert [v.value for v in found["holders"]] == ["Lucía Carmona"]


def _words(line: TextLine) -> tuple[Word, ...]:
    """As a PDF tells them, a character one hundredth of the page wide."""
    return tuple(Word(m.group(), BBox(line.box.x0 + m.start() / 100, line.box.y0, line.box.x0 + m.end() / 100,
                                      line.box.y1)) for m in re.finditer(r"\S+", line.text))


@pytest.mark.parametrize("line", ["x" * 40_000, "7" * 40_000, "1," * 20_000, "1. " + "x" * 40_000])
def test_words_that_differ_from_value_to_value_are_looked_for_in_no_long_line(line: str) -> None:
    """In how many ways letters without a space can be cut into four words, nobody can wait for."""
    for texts in (["a b c d", "e f g h"], ["1. a b x", "2. c d x"], ["a x", "b x"]):
        assert re.search(_pattern(texts) + r"\s*$", line + "!") is None
