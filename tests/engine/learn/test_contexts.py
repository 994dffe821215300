"""After one paper: values in the midst of lines and sentences, ticked choices, cards without a label, sums."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, PageText

from .pages import page


def kind(**fields: Any) -> DocType:
    """A type whose labels stand on no page."""
    return load_type({"key": "paper", "label": {"en": "Paper"}, "fields": [
        {"key": key, "label": {"en": f"Quux {key}"}, "kind": "text", **how} for key, how in fields.items()]})


def after(known: PageText, values: Mapping[str, str | Sequence[str]], new: PageText | tuple[PageText, ...],
          doc_type: DocType) -> dict[str, list[str]]:
    told = [Confirmed(key, v) for key, given in values.items() for v in ([given] if isinstance(given, str) else given)]
    learned = observe("7", (known,), doc_type, told)
    learned = Exemplar.from_json(json.loads(json.dumps(learned.as_json())))
    pages = (new,) if isinstance(new, PageText) else new
    found = extract_fields(pages, doc_type, adviser_for(doc_type, Knowledge((learned,))))
    return {key: [v.value for v in given] for key, given in found.items()}


HIRE = kind(who={"kind": "name"}, post={}, since={"kind": "date"})


def contract(who: str, post: str, since: str) -> PageText:
    """The sentence breaks where the line is full."""
    text = (f"between the owner of the vessel and {who}, born abroad, who is taken on from {since} as {post} on board "
            "of the same vessel, for as long as nobody gives notice in writing")
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return page((20, 6, "DECK HANDS ARTICLES"), *((8, 14 + 4 * n, t) for n, t in enumerate([*lines, line])),
                (8, 70, "signed under the harbour lamp"))


def test_what_stands_in_a_sentence_is_found_in_the_same_sentence_with_other_values_and_other_line_ends() -> None:
    known = contract("Olga Brandt", "second mate", "2024-03-02")
    new = contract("Bartholomew van der Meulen", "cook and keeper of stores", "2025-11-30")
    found = after(known, {"who": "Olga Brandt", "post": "second mate", "since": "2024-03-02"}, new, HIRE)
    assert found["who"] == ["Bartholomew van der Meulen"]
    assert found["post"] == ["cook and keeper of stores"]
    assert found["since"] == ["2025-11-30"]


SHIP = kind(ship={}, trip={"kind": "code"})


def voyage(both: str) -> PageText:
    return page((10, 6, "Leafy Lines Limited"), (10, 20, "Hull / Run:"), (40, 20, both),
                (10, 30, "all goods stowed well"))


def test_two_values_in_one_cell_are_parted_as_on_the_known_page() -> None:
    found = after(voyage("EVER ONWARD / 095C"), {"ship": "EVER ONWARD", "trip": "095C"}, voyage("MARY ANN / 12W"), SHIP)
    assert (found["ship"], found["trip"]) == (["MARY ANN"], ["12W"])


def test_a_word_before_the_known_value_in_its_line_is_no_part_of_the_next_one() -> None:
    letter = [page((10, 6, "Voltly and Sons"), (10, 20, f"Hi {who},"), (10, 26, "this is what you used in spring"))
              for who in ("Sam Rowe", "Philippa Winterbourne")]
    assert after(letter[0], {"who": "Sam Rowe"}, letter[1], HIRE)["who"] == ["Philippa Winterbourne"]


FORM = kind(berth={}, extras={"many": True})


def form(berth: str, *extras: str, mark: str = "☒", open_: str = "☐ ") -> PageText:
    def box(word: str, ticked: bool) -> str:
        return f"{mark} {word}" if ticked else f"{open_}{word}"

    return page((10, 4, "Rowing Club Application"), (10, 16, "Wishes to lie in"),
                *((30 + 20 * n, 16, box(w, w == berth)) for n, w in enumerate(("harbour", "river", "meadow"))),
                (10, 28, "And would have"),
                *((30 + 20 * n, 28, box(w, w in extras)) for n, w in enumerate(("lantern", "blanket", "whistle"))),
                (10, 50, "the warden looks at all of them"))


def test_the_ticked_choice_is_taken_wherever_the_tick_was_on_the_known_paper() -> None:
    known = {"berth": "meadow", "extras": ["lantern"]}
    found = after(form("meadow", "lantern"), known, form("river", "blanket", "whistle"), FORM)
    assert (found["berth"], found["extras"]) == (["river"], ["blanket", "whistle"])


def test_a_cross_before_a_word_is_a_tick_where_the_others_bear_nothing() -> None:
    papers = [form(*given, mark="x", open_="") for given in (("meadow", "lantern"), ("harbour", "whistle"))]
    found = after(papers[0], {"berth": "meadow", "extras": ["lantern"]}, papers[1], FORM)
    assert (found["berth"], found["extras"]) == (["harbour"], ["whistle"])


def test_where_nothing_is_ticked_there_is_no_value() -> None:
    known = {"berth": "meadow", "extras": ["lantern"]}
    assert "berth" not in after(form("meadow", "lantern"), known, form("", "blanket"), FORM)


CARD = kind(who={"kind": "name"}, title={}, call={"kind": "phone"})


def card(who: str, title: str, call: str) -> PageText:
    return page((40, 10, who), (40, 16, title), (5, 24, "lichtwerk"), (40, 30, call),
                (40, 36, "hafen@lichtwerk.example"))


def test_a_card_of_which_only_the_house_stays_the_same_is_known_by_how_its_lines_lie() -> None:
    known = card("Marjolein Verhoeven", "Researcher", "+31 6 9432 7450")
    told = {"who": "Marjolein Verhoeven", "title": "Researcher", "call": "+31 6 9432 7450"}
    found = after(known, told, card("Ingrid van den Berg", "Head of Operations", "+31 6 8973 1336"), CARD)
    assert (found["who"], found["title"]) == (["Ingrid van den Berg"], ["Head of Operations"])


LOAD = kind(heavy={"kind": "number"})


def load(*heavy: int) -> PageText:
    rows = [((10, 26 + 6 * n, f"crate {'abcdef'[n]}"), (60, 26 + 6 * n, f"{kg:>6}")) for n, kg in enumerate(heavy)]
    end = 26 + 6 * len(heavy)
    return page((10, 6, "Merlion Stowage Company"), (10, 20, "what"), (60, 20, "mass  "),
                *(c for row in rows for c in row),
                (10, end, "TOTAL"), (60, end, f"{sum(heavy):>6}"), (10, end + 10, "received in good order"))


def test_an_amount_that_stood_in_the_only_row_and_in_the_sum_is_the_sum_where_there_are_more_rows() -> None:
    assert after(load(9859), {"heavy": "9859"}, load(1629, 1327, 1234), LOAD)["heavy"] == ["4190"]
