"""Layout memory: what one confirmed document teaches, and what it must never do."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from time import process_time

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.examples.signature import NEAR, signature_of, similarity
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import FieldResult, PageText

from .pages import BILL, bakery, harbour
from .pages import page as printed


def answers(page: PageText, knowledge: Knowledge | None) -> dict[str, tuple[FieldResult, ...]]:
    return dict(extract_fields((page,), BILL, adviser_for(BILL, knowledge)))


def values(page: PageText, knowledge: Knowledge | None) -> dict[str, list[str]]:
    return {key: [v.value for v in found] for key, found in answers(page, knowledge).items()}


def bare(found: dict[str, tuple[FieldResult, ...]]) -> dict[str, list[FieldResult]]:
    """Answers without the numbers that only say what else is known."""
    return {key: [replace(v, features={}, candidates=()) for v in values] for key, values in found.items()}


def sure(page: PageText, confidence: float) -> PageText:
    """The page as a reader saw it that was so sure of each line."""
    return replace(page, lines=tuple(replace(line, confidence=confidence) for line in page.lines))


def confirmed_harbour(**changes: str) -> Exemplar:
    told = {"shop": "Nordlicht Fischerei Kontor", "ticket": "K-20417", "paid": "41.30"} | changes
    return observe("17", (harbour(),), BILL, [Confirmed(k, v) for k, v in told.items()], absent=["remark"])


def test_one_confirmed_document_teaches_where_the_values_of_its_layout_stand():
    new = harbour(ticket="M-90318", paid="127.05")
    assert values(new, None).get("ticket") != ["M-90318"]  # nothing on the page says "Ticket"
    learned = answers(new, Knowledge((confirmed_harbour(),)))
    assert [v.value for v in learned["ticket"]] == ["M-90318"]
    assert [v.value for v in learned["paid"]] == ["127.05"]


def test_a_learned_value_says_which_document_it_was_learned_from():
    learned = answers(harbour(ticket="M-90318"), Knowledge((confirmed_harbour(),)))
    assert learned["ticket"][0].how == "memory:17"


def test_forgetting_a_document_restores_the_former_answer_byte_for_byte():
    new = harbour(ticket="M-90318", paid="127.05")
    other = observe("4", (bakery(),), BILL, [Confirmed("shop", "Morgenrot Backstube")])
    before = repr(answers(new, Knowledge((other,))))
    with_it = Knowledge((other,)).learned(confirmed_harbour())
    assert repr(answers(new, with_it)) != before
    assert repr(answers(new, with_it.forgotten("17"))) == before


def test_the_order_in_which_documents_were_learned_does_not_matter():
    new = harbour(ticket="M-90318")
    one, two = confirmed_harbour(), replace(confirmed_harbour(ticket="K-20417"), id="18")
    assert repr(answers(new, Knowledge((one, two)))) == repr(answers(new, Knowledge((two, one))))


def test_a_poisoned_example_changes_no_other_layout():
    wrong = [Confirmed("shop", "Ahoi und gute Heimfahrt"), Confirmed("paid", "9.75")]
    poison = observe("666", (harbour(),), BILL, wrong)
    for page in (bakery(), bakery(ticket="5", paid="1.20")):
        assert repr(bare(answers(page, Knowledge((poison,))))) == repr(bare(answers(page, None)))


def test_a_poisoned_example_changes_no_layout_that_shares_its_small_print():
    """Two houses print with one program: greeting, address line and farewell are the same, the form is another one."""
    other = printed((30, 4, "Seeblick Bootsverleih"), (32, 8, "Am alten Hafenbecken"), (34, 12, "Willkommen an Bord"),
                    (10, 20, "Liegeplatz"), (30, 20, "B-7"), (10, 26, "Steg"), (30, 26, "12"),
                    (10, 44, "Miete"), (30, 44, "88.00"), (10, 60, "Ahoi und gute Heimfahrt"))
    wrong = {"shop": "Ahoi und gute Heimfahrt", "ticket": "K-20417", "paid": "9.75"}
    poison = observe("666", (harbour(),), BILL, [Confirmed(k, v) for k, v in wrong.items()])
    assert similarity(signature_of(lay_out(other)), poison.signature) >= NEAR
    assert repr(bare(answers(other, Knowledge((poison,))))) == repr(bare(answers(other, None)))


def test_the_other_documents_of_a_layout_outvote_a_poisoned_one():
    good = [replace(confirmed_harbour(), id=str(n)) for n in (11, 12, 13)]
    poison = replace(confirmed_harbour(ticket="9.75", paid="12.20"), id="10")
    assert values(harbour(paid="127.05"), Knowledge((poison, *good)))["paid"] == ["127.05"]


def test_a_misread_name_of_a_known_layout_is_put_right_and_says_so():
    found = answers(harbour(shop="Nordlicbt Fischerei Kont0r"), Knowledge((confirmed_harbour(),)))["shop"][0]
    assert found.value == "Nordlicht Fischerei Kontor"
    assert found.raw == "Nordlicbt Fischerei Kont0r"
    assert any(c.name == "known_value" for c in found.checks)


def test_a_word_in_brackets_that_is_not_printed_is_not_written_into_a_name():
    name = "MR.HARBOUR.Y(M)SDN BHD"
    known = observe("17", (harbour(shop=name),), BILL, [Confirmed("shop", name), Confirmed("paid", "41.30")])
    found = answers(sure(harbour(shop="MR. HARBOUR.Y. SDN BHD"), 0.99), Knowledge((known,)))["shop"][0]
    assert found.value == "MR. HARBOUR.Y. SDN BHD"


def test_a_slip_of_one_person_is_not_written_on_the_next_document_that_reads_otherwise():
    slip = confirmed_harbour(shop="Nordlicht Fischerei Konto")  # both pages say Nordlicht Fischerei Kontor
    assert values(harbour(), Knowledge((slip,)))["shop"] == ["Nordlicht Fischerei Kontor"]


def test_what_one_person_typed_over_a_misread_name_is_not_written_where_the_page_is_read_well():
    misread = harbour(shop="Nordlicht Fischerei Kontoor")
    slip = observe("17", (misread,), BILL, [Confirmed("shop", "Nordlicht Fischerei Konto")])
    assert values(sure(harbour(), 0.99), Knowledge((slip,)))["shop"] == ["Nordlicht Fischerei Kontor"]
    assert values(sure(harbour(), 0.93), Knowledge((slip,)))["shop"] == ["Nordlicht Fischerei Konto"]


def test_what_two_people_wrote_is_believed():
    told = [replace(confirmed_harbour(shop="Nordlicht Fischerei Konto"), id=str(n)) for n in (1, 2)]
    assert values(harbour(), Knowledge(tuple(told)))["shop"] == ["Nordlicht Fischerei Konto"]


def test_letters_that_look_alike_are_put_right_though_two_pages_are_read_the_same():
    both = harbour(shop="N0rdlicht Fi5cherei Kontor")
    told = observe("17", (both,), BILL, [Confirmed("shop", "Nordlicht Fischerei Kontor")])
    assert values(both, Knowledge((told,)))["shop"] == ["Nordlicht Fischerei Kontor"]


def test_what_is_a_confirmed_name_itself_is_not_put_right_by_one_that_is_nearly_the_same():
    name = "Nordlicht Fischerei Kontorei"
    branch = observe("11", (harbour(shop=name),), BILL, [Confirmed("shop", name)])
    assert values(harbour(), Knowledge((branch,)))["shop"] == [name]  # as far as anybody knows a misreading
    house = observe("3", (bakery(),), BILL, [Confirmed("shop", "Nordlicht Fischerei Kontor")])
    assert values(harbour(), Knowledge((branch, house)))["shop"] == ["Nordlicht Fischerei Kontor"]


def test_another_name_at_the_same_place_is_not_taken_for_the_known_one():
    found = values(harbour(shop="Nordstern Reederei Bureau"), Knowledge((confirmed_harbour(),)))
    assert found.get("shop") != ["Nordlicht Fischerei Kontor"]


def test_amounts_and_codes_are_never_replaced_by_known_ones():
    found = values(harbour(ticket="K-20418", paid="41.80"), Knowledge((confirmed_harbour(),)))
    assert (found["ticket"], found["paid"]) == (["K-20418"], ["41.80"])


def test_a_field_confirmed_absent_is_not_found_again_on_that_layout():
    labelled = harbour(extra="Remark: see overleaf")
    assert "remark" in values(labelled, None)
    exemplars = [observe(str(n), (labelled,), BILL, [Confirmed("paid", "41.30")], absent=["remark"]) for n in (1, 2)]
    assert "remark" not in values(labelled, Knowledge(tuple(exemplars)))


def test_a_field_that_was_merely_empty_once_is_found_when_it_is_there():
    labelled = harbour(extra="Remark: see overleaf")
    empty = observe("1", (harbour(),), BILL, [Confirmed("paid", "41.30")], absent=["remark"])
    assert values(labelled, Knowledge((empty,)))["remark"] == values(labelled, None)["remark"]


def test_an_unknown_layout_is_told_apart_from_a_known_one():
    known = confirmed_harbour().signature
    again = observe("2", (harbour(ticket="X-1", paid="3.00"),), BILL, []).signature
    other = observe("3", (bakery(),), BILL, []).signature
    assert similarity(known, again) > 0.8
    assert similarity(known, other) < NEAR / 2


def test_what_was_learned_goes_to_json_and_back():
    exemplar = confirmed_harbour()
    again = Exemplar.from_json(json.loads(json.dumps(exemplar.as_json())))
    new = harbour(ticket="M-90318", paid="127.05")
    assert again == exemplar
    assert repr(answers(new, Knowledge((again,)))) == repr(answers(new, Knowledge((exemplar,))))


def test_a_box_tells_which_of_two_equal_prints_is_meant():
    page = harbour(paid="9.75")  # the amount stands twice
    box = next(line.box for line in page.lines if line.text == "9.75" and line.box.y0 > 0.3)
    exemplar = observe("17", (page,), BILL, [Confirmed("paid", "9.75", 1, box)])
    assert len(exemplar.lessons[0].places) == 1
    assert values(harbour(paid="55.15"), Knowledge((exemplar,)))["paid"] == ["55.15"]


def test_hundreds_of_learned_documents_cost_some_milliseconds():
    learned = observe("b", (bakery(),), BILL, [])
    many = Knowledge(tuple(replace(deepcopy(learned), id=str(n)) for n in range(500)))
    page = harbour()
    answers(page, many)

    def spent(knowledge: Knowledge | None) -> float:
        started = process_time()
        answers(page, knowledge)
        return process_time() - started

    assert min(spent(many) for _ in range(5)) - min(spent(None) for _ in range(5)) < 0.25


def test_a_banks_code_where_a_name_stood_is_no_name():
    knowledge = Knowledge((confirmed_harbour(),))
    assert [v.how for v in answers(harbour(shop="Südwind Fischerei"), knowledge)["shop"]] == ["memory:17"]
    shown = answers(harbour(shop="BYLADEM1001"), knowledge).get("shop", ())
    assert not [v for v in shown if v.how.startswith("memory")]
