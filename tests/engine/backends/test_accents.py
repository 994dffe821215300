"""Accents that nobody printed."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.backends.accents import Accents, has_accents

ALPHABET = ["", *"aäeéoöSŚ1中"]


def spelled(accents: Accents, *lines: tuple[str, float]) -> list[str]:
    """Each line read with this probability of every letter."""
    steps = [(np.array([ALPHABET.index(letter) for letter in text], int), np.full(len(text), chance))
             for text, chance in lines]
    return ["".join(ALPHABET[index] for index in best) for best, _ in accents.without_doubtful(steps)]


def test_a_doubtful_accent_is_left_out_on_a_page_that_has_no_sure_one() -> None:
    assert spelled(Accents(ALPHABET), ("Śa1", 0.7), ("中eä", 0.8)) == ["Sa1", "中ea"]


def test_a_page_with_a_sure_accent_keeps_its_doubtful_ones() -> None:
    assert spelled(Accents(ALPHABET), ("ä", 0.95), ("ö", 0.4)) == ["ä", "ö"]


def test_a_word_of_a_page_with_accents_keeps_its_doubtful_one() -> None:
    one = np.array([ALPHABET.index("ä")])
    ((best, _),) = Accents(ALPHABET).without_doubtful([(one, np.array([0.4]))], page="Größe")
    assert best.tolist() == one.tolist()


def test_a_text_is_known_to_have_accents_by_latin_letters_with_marks_alone() -> None:
    assert has_accents("Größe 12") and has_accents("Śa")
    assert not has_accents("Cheras 中文 がぎ ΦΩ No. 12½")


def test_a_letter_whose_plain_form_is_not_in_the_alphabet_stays() -> None:
    alphabet = ["", "ö"]
    (best, _), = Accents(alphabet).without_doubtful([(np.array([1]), np.array([0.2]))])
    assert best.tolist() == [1]


@given(st.text(alphabet="aeoS1中"), st.floats(0, 1))
def test_text_without_accents_is_never_changed(text: str, chance: float) -> None:
    assert spelled(Accents(ALPHABET), (text, chance)) == [text]
