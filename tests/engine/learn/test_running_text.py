"""Agreements share their words and no layout: what one of them does not have says nothing of the next."""

from __future__ import annotations

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.examples.signature import NEAR, signature_of, similarity
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import PageText

from .pages import page

DEAL = load_type({"key": "deal", "label": {"en": "Agreement"}, "fields": [
    {"key": "term", "label": {"en": "Term"}, "kind": "text"}]})
COMMON = ("each party keeps secret whatever the other one discloses", "information means records drawings and samples",
          "nothing herein grants a licence to any invention", "the obligations shall survive for a term of",
          "{term} from the date of disclosure", "governed by the laws of the place")
OWN = (("Harbour Pilots Guild", "salvage charts tides"), ("Orchard Growers Union", "barrels must ferment"))


def paper(own: int, term: str) -> PageText:
    lines = [*OWN[own], *(text.format(term=term) for text in COMMON)]
    return page(*((8, 6 + 7 * at, text) for at, text in enumerate(lines)))


def term_of(new: PageText, *known: PageText) -> str:
    learned = [observe(str(n), (one,), DEAL, [], ["term"]) for n, one in enumerate(known)]
    found = extract_fields((new,), DEAL, adviser_for(DEAL, Knowledge(tuple(learned))))
    return found["term"][0].value if "term" in found else ""


def test_a_term_refused_on_one_agreement_is_still_found_in_another_one_with_the_same_words() -> None:
    known, new = paper(0, "5 years"), paper(1, "2 years")
    alike = similarity(*(signature_of(lay_out(one)) for one in (known, new)))
    assert NEAR < alike < 0.7 and term_of(new) == "2 years"
    assert term_of(new, known) == "2 years"


def test_on_the_same_form_a_refused_term_stays_refused() -> None:
    assert term_of(paper(0, "2 years"), paper(0, "5 years")) == ""
