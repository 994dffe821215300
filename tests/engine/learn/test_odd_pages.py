"""What was learned on pages that nobody expects: blank backs, upright print, signs of our own, one word a thousand
times. Steps are counted, not seconds.
"""

from __future__ import annotations

import pytest

from ocr_engine.extract.candidates import Document
from ocr_engine.extract.extractor import open_document
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.learn.examples.contexts import Stream, cut, stretches, told
from ocr_engine.learn.examples.exemplar import Choices, Context
from ocr_engine.learn.examples.ticked import ticked
from ocr_engine.types import BBox, PageText, TextLine
from tests.engine.extract.test_large_pages import calls_in, made_of

from .pages import page
from .test_contexts import HIRE, after, kind

CARD = kind(who={"kind": "name"}, post={})


def opened(*pages: PageText) -> Document:
    return open_document(list(pages), [])


def test_the_blank_back_of_a_card_does_not_keep_its_front_from_being_read() -> None:
    known, new = (page((10, 10, who), (10, 16, post), (10, 20, call)) for who, post, call in (
        ("Jane Hill", "baker", "+31 6 1234 5678"), ("Tom Reed", "miller", "+31 6 8765 4321")))
    blank = PageText(2, 1000, 1000, (), "ocr")
    assert after(known, {"who": "Jane Hill", "post": "baker"}, (new, blank), CARD) == {
        "who": ["Tom Reed"], "post": ["miller"]}


def test_upright_print_has_no_words_around_it() -> None:
    upright = [(70, 30 + 2.6 * n, sign) for n, sign in enumerate("二四年三月二日")]
    sheet = opened(page((10, 10, "taken on from 2025-03-02 on board"), *upright)).sheets[0]
    (standing,) = [c for c in sheet.cells if c.standing]
    context = Context(("from", "on"), ("on", "board"), 2, 2, 1)
    assert told(context, Stream(sheet), Piece(standing, 0, len(standing.text))) == 0


@pytest.mark.parametrize("sign", ["*", "#", "¶"])
def test_a_printed_sign_is_not_taken_for_one_that_stands_for_a_value_a_number_or_the_end_of_a_line(sign: str) -> None:
    forms = [page((10, 10, f"{sign} The sum of {sign} is {sum_} {sign} to be paid back {sign}"),
                  (10, 20, "signed under the harbour lamp by both of them"))
             for sum_ in ("forty pounds", "thirty marks")]
    assert after(forms[0], {"post": "forty pounds"}, forms[1], HIRE)["post"] == ["thirty marks"]


def test_a_word_that_stands_a_thousand_times_is_not_tried_to_the_end_each_time() -> None:
    counts = []
    for n in (1_000, 4_000):
        line = TextLine("lamp / " * n, BBox(0.05, 0.05, 0.95, 0.07))
        sheet = opened(PageText(1, 1000, 1400, (line,), "text_layer")).sheets[0]
        stream, context = Stream(sheet), Context(("/", "lamp"), ("/", "lamp"), 2, 2, 1)
        whole = Piece(sheet.cells[0], 0, len(sheet.cells[0].text))
        counts.append(calls_in(lambda c=context, s=stream: list(stretches(c, s)))
                      + calls_in(lambda c=context, w=whole: cut(c, w)))
    assert counts[1] < 6 * counts[0]


def test_choices_of_a_long_list_are_looked_at_once() -> None:
    counts = []
    for n in (50, 200):
        document = opened(made_of(["☒ lantern", "☐ blanket"] * n, 2))
        choices = Choices("extras", ("lantern", "blanket"), "☒")
        assert len(ticked(choices, document) or ()) == n
        counts.append(calls_in(lambda d=document, c=choices: ticked(c, d)))
    assert counts[1] < 6 * counts[0]
