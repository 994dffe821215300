"""A layout that was confirmed once tells the type of what follows."""

from __future__ import annotations

from dataclasses import replace

from ocr_engine.extract.classify import classify
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.known_types import DOUBT, known_type
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import BBox, DocType, PageText, TextLine
from tests.engine.learn.pages import bakery, harbour

SLIP, BILL = DocType("slip", {"en": "Slip"}, ()), DocType("bill", {"en": "Bill"}, ())
TYPES = (SLIP, BILL)


def exemplar(page: object, doc_type: DocType, name: str) -> Exemplar:
    return observe(name, (page,), doc_type, ())


def told(page: object, *known: Exemplar, guess: DocType | None = BILL, certainty: float = 0.55) -> tuple[str, float]:
    doc_type, sure = known_type((page,), TYPES, Knowledge(known).shelf, guess, certainty)
    return (doc_type.key if doc_type else "", sure)


def test_one_confirmed_document_settles_the_type_of_its_layout() -> None:
    known = exemplar(harbour(), SLIP, "1")
    doc_type, sure = told(harbour(ticket="K-99999", paid="12.00"), known)
    assert doc_type == "slip" and sure >= DOUBT
    assert told(harbour(), known, guess=None, certainty=0.4)[0] == "slip"


def test_another_layout_stays_as_its_words_say() -> None:
    assert told(bakery(), exemplar(harbour(), SLIP, "1")) == ("bill", 0.55)
    assert told(bakery(), exemplar(harbour(), SLIP, "1"), guess=None, certainty=0.4) == ("", 0.4)


def test_a_layout_that_says_the_same_takes_the_doubt_away() -> None:
    assert told(harbour(), exemplar(harbour(), BILL, "1"))[1] > 0.9


def test_words_that_are_sure_are_believed_against_the_letter_head() -> None:
    assert told(harbour(), exemplar(harbour(), SLIP, "1"), certainty=0.8) == ("bill", 0.8)


def test_two_types_in_equal_numbers_settle_nothing_and_the_majority_does() -> None:
    two = (exemplar(harbour(), SLIP, "1"), exemplar(harbour(), BILL, "2"))
    assert told(harbour(), *two, guess=None, certainty=0.4) == ("", 0.4)
    assert told(harbour(), *two, exemplar(harbour(), SLIP, "3"))[0] == "slip"


def test_a_type_that_is_not_asked_about_is_not_answered() -> None:
    gone = replace(exemplar(harbour(), SLIP, "1"), doc_type="given_up")
    assert told(harbour(), gone) == ("bill", 0.55)


def test_without_confirmed_documents_the_words_have_their_say() -> None:
    guess, certainty = classify((harbour(),), TYPES)
    assert known_type((harbour(),), TYPES, Knowledge().shelf, guess, certainty) == (guess, certainty)


def test_a_letter_head_vouches_for_no_paper_with_the_title_of_another_kind() -> None:
    known = exemplar(harbour(), SLIP, "1")
    note = under("DELIVERY NOTE", harbour(ticket="K-99999"))
    assert told(note, known) == ("bill", 0.55)
    assert told(note, known, guess=SLIP) == ("slip", 0.55)
    # ... until a person approved one with that title as being of the type.
    assert told(note, known, exemplar(under("DELIVERY NOTE", harbour()), SLIP, "2"), guess=SLIP)[1] >= DOUBT


def under(title: str, page: PageText) -> PageText:
    """The page with a title over it, where nothing stands."""
    top = min(line.box.y0 for line in page.lines)
    return replace(page, lines=(TextLine(title, BBox(0.1, 0.2 * top, 0.5, 0.8 * top)), *page.lines))
