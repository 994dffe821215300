"""A letter that the recogniser is unsure of is settled by what words look like, a missed one put in, dirt left out;
names, numbers, codes and signs of their own stay."""

from __future__ import annotations

import math
import string

import numpy as np
import pytest

from ocr_engine.backends.doubts import Doubts
from ocr_engine.backends.letter_model import KINDS, ORDER, LetterModel, keys_of, letter_model, padded, store
from ocr_engine.backends.letters import Best, runners_up
from scripts.letter_sequences import counted, words_of

ALPHABET = ["", *string.ascii_letters, *string.digits, *" .,-/ÒÀüö中国↑×→Ω®©√★№"]
DOUBTS = Doubts(ALPHABET)


def steps(text: str, **others: tuple[float, str, float]) -> Best:
    """A line with blanks between its letters. ``p4=(0.6, "l", 0.3)``: the fourth has a chance of 0.6, l of 0.3;
    ``g4``: the blank behind the fourth."""
    count = 2 * len(text)
    letter, chance = np.zeros(count, np.int64), np.full(count, 0.99)
    other, behind = np.zeros((count, 3), np.int64), np.full((count, 3), np.inf)
    letter[::2] = [ALPHABET.index(one) for one in text]
    for name, (sure, instead, less) in others.items():
        place = 2 * (int(name[1:]) - 1) + (name[0] == "g")
        chance[place], other[place, 0], behind[place, 0] = sure, ALPHABET.index(instead), math.log(sure / less)
    return Best(letter, chance, other, behind)


def read(text: str, **others: tuple[float, str, float]) -> str:
    return "".join(ALPHABET[index] for index in DOUBTS.settled(steps(text, **others)).letter)


@pytest.mark.parametrize(("text", "place", "other", "wanted"), [
    ("The WorId Bank", "p8", (0.69, "l", 0.30), "The World Bank"),
    ("RECHNUNQ", "p8", (0.55, "G", 0.40), "RECHNUNG"),
    ("Barce1ona", "p6", (0.70, "l", 0.25), "Barcelona"),
    ("FACTVRA 12", "p5", (0.60, "U", 0.30), "FACTURA 12"),
])
def test_a_doubtful_letter_becomes_the_other_one_where_that_makes_a_usual_word(text, place, other, wanted) -> None:
    assert read(text, **{place: other}) == wanted


def test_a_letter_that_was_read_surely_is_never_touched() -> None:
    assert read("The WorId Bank", p8=(0.94, "l", 0.05)) == "The WorId Bank"


def test_a_letter_that_was_hardly_thought_of_is_never_taken() -> None:
    assert read("The WorId Bank", p8=(0.90, "l", 0.04)) == "The WorId Bank"


@pytest.mark.parametrize("name", ["Szczebrzeszyn", "Nguyen", "Xhosa", "Llanfair", "Hjalmarsson"])
def test_a_rare_name_read_rather_surely_is_not_made_a_common_one(name: str) -> None:
    assert read(name, p2=(0.85, "o", 0.06)) == name


@pytest.mark.parametrize(("text", "place"), [("RM8", "p3"), ("8OO", "p1"), ("A1B2C", "p2"), ("4330O", "p5"),
                                             ("2O18", "p2"), ("INV-8", "p5"), ("B8", "p2")])
def test_numbers_and_codes_are_left_alone(text: str, place: str) -> None:
    other = {"8": "B", "1": "I", "O": "Q"}[text[int(place[1:]) - 1]]
    assert read(text, **{place: (0.5, other, 0.45)}) == text


def test_a_code_of_random_letters_is_not_made_another_one() -> None:
    assert read("XKVQZW", p3=(0.5, "Y", 0.45)) == "XKVQZW"


def test_no_small_letter_comes_into_a_word_of_capitals() -> None:
    assert read("BALANCE VEI", p11=(0.6, "r", 0.35)) == "BALANCE VEI"


def test_an_accent_is_no_other_letter() -> None:
    assert read("Gruppe", p3=(0.5, "ü", 0.45)) == "Gruppe"


def test_two_equal_letters_side_by_side_stay_two() -> None:
    seen = steps("Suma", p4=(0.5, "m", 0.45))
    both = Best(*(np.delete(part, 5, axis=0) for part in seen))  # no blank between m and a
    assert "".join(ALPHABET[index] for index in DOUBTS.settled(both).letter) == "Suma"


def test_chinese_is_left_alone() -> None:
    assert read("中国中国", p2=(0.5, "中", 0.45)) == "中国中国"


@pytest.mark.parametrize(("text", "place", "letter", "wanted"), [
    ("Confidentil Information", "g10", "a", "Confidential Information"),
    ("facilties", "g5", "i", "facilities"),
    ("PROFSSIONAL", "g4", "E", "PROFESSIONAL"),
    ("nderneming", "g1", "a", "nderneming"),
])
def test_a_letter_that_was_nearly_seen_comes_in_where_that_makes_a_usual_word(text, place, letter, wanted) -> None:
    assert read(text, **{place: (0.6, letter, 0.35)}) == wanted


@pytest.mark.parametrize("gap", [(0.94, "a", 0.05), (0.9, "a", 0.04)])
def test_a_gap_that_is_sure_or_hardly_a_letter_stays_one(gap) -> None:
    assert read("Confidentil", g10=gap) == "Confidentil"


@pytest.mark.parametrize(("text", "place"), [("AB0123", "g2"), ("INV1", "g1"), ("2018", "g2"), ("KLM", "g1"),
                                             ("中国中国", "g2")])
def test_no_letter_comes_into_numbers_codes_short_words_and_chinese(text: str, place: str) -> None:
    assert read(text, **{place: (0.5, "A", 0.45)}) == text


def test_a_letter_that_is_rather_dirt_goes_where_a_usual_word_is_left() -> None:
    assert read("Grounid Floor", p6=(0.5, "", 0.4)) == "Ground Floor"
    assert read("Adjustiment", p7=(0.5, "", 0.4)) == "Adjustment"


@pytest.mark.parametrize(("text", "place"), [("Holdco", "p5"), ("Paraphes", "p8"), ("MAKAJAR", "p5"), ("AB0123", "p2"),
                                             ("virement", "p2"), ("4330", "p4")])
def test_no_letter_goes_from_a_name_a_number_or_a_word_that_is_as_usual(text: str, place: str) -> None:
    assert read(text, **{place: (0.6, "", 0.3)}) == text


def test_what_is_left_of_a_word_is_no_surer_than_the_letter_that_went() -> None:
    seen = steps("Grounid", p6=(0.5, "", 0.4))
    left = DOUBTS.settled(seen)
    assert left.chance[left.letter != 0].min() == pytest.approx(0.5) and seen.chance[8] == 0.99


@pytest.mark.parametrize(("text", "place", "letter", "wanted"), [
    ("KG.BA↑U,", "p6", "T", "KG.BATU,"), ("Invo×ce", "p5", "i", "Invoice"), ("J©lan", "p2", "a", "Jalan"),
])
def test_a_sign_that_no_word_holds_becomes_the_letter_that_it_may_be(text, place, letter, wanted) -> None:
    assert read(text, **{place: (0.6, letter, 0.34)}) == wanted


@pytest.mark.parametrize(("text", "place", "letter"), [
    ("BATU ↑ UTARA", "p6", "T"), ("10×20", "p3", "x"), ("Windows®", "p8", "e"), ("A→B", "p2", "I"), ("A4×2", "p3", "x"),
    ("中√国", "p2", "y"), ("★", "p1", "A"), ("№ 12", "p1", "N"), ("kΩ", "p2", "O"),
])
def test_signs_with_a_sense_of_their_own_stay(text: str, place: str, letter: str) -> None:
    assert read(text, **{place: (0.6, letter, 0.34)}) == text


def test_a_sign_that_was_read_surely_stays_in_its_word() -> None:
    assert read("Berlin→Hamburg", p7=(0.95, "t", 0.05)) == "Berlin→Hamburg"


def test_runners_up_are_told_of_doubtful_letters_and_gaps_alone() -> None:
    scores = np.log(np.array([[.01, .6, .3, .05, .04], [.01, .96, .01, .01, .01], [.6, .3, .05, .03, .02]], np.float32))
    others, behind = runners_up(scores, np.array([1, 1, 0]), np.array([.6, .96, .6], np.float32))
    assert sorted(others[0].tolist()) == [2, 3, 4]
    assert behind[0].min() == pytest.approx(math.log(2), rel=1e-4)
    assert sorted(others[2].tolist()) == [1, 2, 3] and behind[2].min() == pytest.approx(math.log(2), rel=1e-4)
    assert np.isinf(behind[1]).all()


def test_a_model_kept_in_a_file_says_what_the_counts_say(tmp_path) -> None:
    keys, counts = counted({"jalan", "taman", "tamam", "straße"})
    store(keys, counts, tmp_path / "kept.npz")
    with np.load(tmp_path / "kept.npz") as kept:
        again = np.cumsum(np.ascontiguousarray(kept["steps"].T).view("<u4")[:, 0], dtype=np.int64)
        assert again.tolist() == keys.tolist() and kept["counts"].tolist() == counts.tolist()
    model = LetterModel(keys, counts)
    assert model.log_chance("taman") > model.log_chance("tamen") > model.log_chance("xqxqx")
    assert model.log_chance("TAMAN") == model.log_chance("tamán")


def test_the_chances_of_what_may_follow_add_up_to_one() -> None:
    model, seen = letter_model(), padded("jala")[:-1]
    chance = np.full(KINDS, 1 / KINDS)
    for length, level in enumerate(model._levels, 1):
        runs = [keys_of([*seen, last], length)[-1] for last in range(KINDS)]
        chance = level.mixed(np.array(runs), chance)
    assert len(seen) >= ORDER and chance.sum() == pytest.approx(1, abs=1e-4)


def test_words_of_other_scripts_and_names_in_code_do_not_train() -> None:
    assert list(words_of("Größer, Москва 12 naïve x1")) == ["grösser", "naïve", "x"]
