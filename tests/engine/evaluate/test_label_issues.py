"""Labels to look at: what the page and the other labels say against one, and that nothing is put right silently."""

from __future__ import annotations

import json

from ocr_engine.evaluate.__main__ import main
from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.evaluate.label_issues import LabelIssue, label_issues, ranked
from ocr_engine.evaluate.label_words import LabelWords
from ocr_engine.types import BBox, FieldResult, FieldSpec, PageText, TextLine
from tests.evaluation.papers import gold_set

FIELDS = {f.key: f for f in (
    FieldSpec("shop", {"en": "Shop"}, "name"), FieldSpec("place", {"en": "Place"}, "address"),
    FieldSpec("total", {"en": "Total"}, "money"), FieldSpec("day", {"en": "Day"}, "date"),
    FieldSpec("paid", {"en": "Paid"}, "boolean"), FieldSpec("item", {"en": "Item"}, "text", many=True))}


def page(*lines: str) -> PageText:
    return PageText(1, 100, 100, lines=tuple(
        TextLine(text, BBox(0.1, n / 20, 0.9, n / 20 + 0.03), 0.99) for n, text in enumerate(lines, 1)))


def gold(name: str, absent: tuple[str, ...] = (), **fields: str | tuple[str, ...]) -> GoldDocument:
    return GoldDocument(name, "", {k: (v,) if isinstance(v, str) else v for k, v in fields.items()}, absent)


def said(confidence: float = 0.9, on: int | None = 1, **values: str | tuple[str, ...]) -> dict[str, list[FieldResult]]:
    return {key: [FieldResult(key, one, one, confidence, on) for one in ((value,) if isinstance(value, str) else value)]
            for key, value in values.items()}


def found(document: GoldDocument, answers: dict[str, list[FieldResult]], *lines: str,
          others: tuple[GoldDocument, ...] = ()) -> list[LabelIssue]:
    return label_issues(document, answers, [page(*lines)], FIELDS, LabelWords((document, *others)))


def test_a_label_that_the_page_shows_nowhere_is_named_with_the_value_that_stands_there():
    one, = found(gold("a", place="9, Jalan Subang, Shan Alam"), said(0.4, place="9, Jalan Subang, SHAH ALAM"),
                 "9, Jalan Subang, SHAH ALAM")
    assert (one.id, one.field, one.index, one.label_on_page, one.near) == ("a", "place", 0, False, True)
    assert (one.label, one.answer) == ("9, Jalan Subang, Shan Alam", "9, Jalan Subang, SHAH ALAM")


def test_a_sure_answer_speaks_against_a_label_that_stands_on_the_page_too_and_an_unsure_one_does_not():
    lines = ("Net 10.00", "Total 11.90")
    one, = found(gold("a", total="10.00"), said(0.95, total="11.90"), *lines)
    assert one.label_on_page and not one.near
    assert not found(gold("a", total="10.00"), said(0.5, total="11.90"), *lines)


def test_what_counts_as_the_same_value_is_no_issue():
    answers = said(shop="ACME LTD", total="1234.50", day="2025-03-04")
    assert not found(gold("a", shop="Acme Ltd.", total="1,234.50", day="4 March 2025"), answers, "ACME LTD 1,234.50")


def test_an_answer_without_a_place_on_the_page_speaks_against_nothing():
    assert not found(gold("a", shop="Akme Ltd"), said(0.99, on=None, shop="Acme Ltd"), "Acme Ltd")


def test_a_field_that_the_gold_does_not_know_and_one_that_the_type_does_not_have_are_left_alone():
    assert not found(gold("a", shop="Acme"), said(shop="Acme", total="1.00", nothing="x"), "Acme 1.00")
    assert not found(gold("a", nothing="y"), said(nothing="x"), "x")


def test_a_value_that_should_not_be_there_is_held_against_the_label_only_by_a_sure_answer():
    one, = found(gold("a", absent=("total",)), said(0.8, total="11.90"), "Total 11.90")
    assert (one.label, one.label_on_page, one.near) == ("", None, False)
    assert not found(gold("a", absent=("total",)), said(0.6, total="11.90"), "Total 11.90")


def test_a_reader_that_slipped_where_other_labels_know_the_word_is_not_taken_for_a_wrong_label():
    document = gold("a", place="Jalan Pelabur, Selangor")
    others = (gold("b", place="Klang, Selangor"), gold("c", place="Ampang, Selangor"))
    misread = said(0.6, place="Jalan Pelabur, Sclangor")
    assert found(document, misread, "Jalan Pelabur, Sclangor")
    assert not found(document, misread, "Jalan Pelabur, Sclangor", others=others)


def test_labels_that_no_other_document_writes_so_come_first_then_those_that_the_page_does_not_show_then_sure_answers():
    def issue(name: str, sure: float, shown: bool | None, usual: bool) -> LabelIssue:
        return LabelIssue(name, "shop", 0, "x", "y", sure, shown, True, usual)

    made = [issue("d", 0.8, True, False), issue("c", 0.9, None, False), issue("b", 0.4, False, False),
            issue("a", 0.3, False, True)]
    assert [one.id for one in ranked(made)] == ["a", "b", "c", "d"]
    others = (gold("b", place="Shah Alam"),)
    one, = found(gold("a", place="1 Jalan Tiga, Shan Alam"), said(0.2, place="1 Jalan Tiga, Shah Alam"),
                 "1 Jalan Tiga, Shah Alam", others=others)
    assert one.usual


def test_in_a_list_each_answer_is_held_against_the_label_that_it_comes_nearest_to():
    document = gold("a", item=("blue pens", "red inks", "paper"))
    answers = said(0.9, item=("paper", "blue pens", "red ink", "glue stick"))
    issues = found(document, answers, "blue pens", "red ink", "paper", "glue stick")
    assert [(one.index, one.answer, one.label) for one in issues] == [(2, "red ink", "red inks"), (3, "glue stick", "")]


def test_a_label_in_a_word_of_its_own_is_not_missed_on_the_page():
    one, = found(gold("a", paid="true"), said(0.9, paid="false"), "Paid: no")
    assert one.label_on_page is None


def test_the_command_names_the_labels_and_scores_them_as_they_are(tmp_path, capsys):
    file = gold_set(tmp_path, 3)
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    rows[1]["fields"]["number"] = "HF-1O01"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    report = tmp_path / "report.json"
    assert main(["--gold", str(file), "--type", str(tmp_path / "type.json"), "--report", str(report)]) == 0
    made = json.loads(report.read_text("utf-8"))
    assert [(one["id"], one["answer"], one["label"]) for one in made["label_issues"]] == [
        ("slip-01", "HF-1001", "HF-1O01")]
    assert made["fields"]["number"] == {"n": 3, "f1": 0.6667, "exact_f1": 0.6667, "anls": 0.9524}
    assert "Labels that deserve a look, because the page speaks against them: 1" in capsys.readouterr().err
