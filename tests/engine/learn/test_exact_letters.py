"""Known values put misread letters right: never another number, and never letters that are the file's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.misreadings import is_misreading
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import PageText

from .pages import page

LETTER = load_type({"key": "letter", "label": {"en": "Letter"}, "fields": [
    {"key": "client", "label": {"en": "Client"}, "kind": "name"},
    {"key": "street", "label": {"en": "Client address"}, "kind": "address"}]})
KNOWN = "20 bis, rue de la Fontaine, 29200 Brest"


def letter(street: str, client: str = "Ateliers Kermadec SARL") -> PageText:
    return page((10, 4, "Compagnie des Brumes"), (10, 12, "Avoir sur votre commande"), (10, 20, "Client"),
                (30, 20, client), (10, 26, "Client address"), (30, 26, street), (10, 40, "Merci de votre confiance"))


def own_text(one: PageText) -> PageText:
    return replace(one, source="text_layer")


def known() -> Exemplar:
    confirmed = [Confirmed("street", KNOWN), Confirmed("client", "Ateliers Kermadec SARL")]
    return observe("1", (letter(KNOWN),), LETTER, confirmed)


def street(one: PageText) -> str:
    found = extract_fields((one,), LETTER, adviser_for(LETTER, Knowledge((known(),))))
    return found["street"][0].value


@pytest.mark.parametrize("read", [
    "16 bis, rue de la Fontaine, 29200 Brest", "120 bis, rue de la Fontaine, 29200 Brest",
    "20 bis, rue de la Fontaine, 29202 Brest", "bis, rue de la Fontaine, 29200 Brest",
])
def test_an_address_with_another_number_is_another_address(read: str) -> None:
    assert not is_misreading(read, KNOWN)
    assert street(letter("Building 7, " + read)).endswith(read)
    assert street(letter(read)) == read


@pytest.mark.parametrize("read", [
    "2O bis, rue de 1a Fontaine, 292OO Brest", "20 bis, rue de la Fonlaine, 29200 Brest",
    "20 bis, rue de la F0ntaine, 29200 Brest",
])
def test_a_known_address_with_letters_misread_is_written_as_it_was_confirmed(read: str) -> None:
    assert is_misreading(read, KNOWN)
    assert street(letter(read)) == KNOWN


def test_letters_that_are_the_files_own_are_left_as_they_are() -> None:
    other = KNOWN.replace("Fontaine", "Fontaino")
    assert street(letter(other)) == KNOWN
    assert street(own_text(letter(other))) == other


