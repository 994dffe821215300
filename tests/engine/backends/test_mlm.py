"""A masked language model offers the likelier of two look-alike words, and edits nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ocr_engine import engine
from ocr_engine.backends import registry
from ocr_engine.backends.mlm import MaskedLm, Phrase
from ocr_engine.cli import text as text_command
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.opinions import spelling
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.second import HOW as SECOND
from ocr_engine.reading import Reading
from ocr_engine.request import Request
from ocr_engine.types import BBox, DocType, FieldResult, FieldSpec, PageText, TextLine, Word
from ocr_engine.validate.lookalikes import readings
from tests.engine.backends.tiny_bert import bert

os.environ.setdefault("HF_HUB_OFFLINE", "1")
BOX = BBox(0.1, 0.1, 0.9, 0.15)
TYPE = DocType("t", {"en": "T"}, (FieldSpec("place", {"en": "Place"}, "address"), FieldSpec("terms", {"en": "Terms"}),
                                  FieldSpec("number", {"en": "Number"}, "code")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bert(tmp_path_factory.mktemp("mlm") / "bert")


@pytest.fixture(scope="module")
def judge(folder: Path) -> MaskedLm:
    return MaskedLm(Config(mlm_path=str(folder), vlm_device="cpu"))


def page(text: str, unsure: str = "", sure: float = 0.6, source: str = "ocr") -> PageText:
    words = tuple(Word(w, BOX, sure if unsure and unsure in w else 0.99) for w in text.split())
    return PageText(1, 100, 100, (TextLine(text, BOX, 0.95, words),), source)


def value(text: str, key: str = "place", **more) -> FieldResult:
    return FieldResult(key, text, text, 0.9, 1, BOX, "ocr", "label_right", **more)


def judged(judge, one: FieldResult, on: PageText) -> FieldResult:
    return spelling.judged([on], TYPE, {one.key: (one,)}, judge)[one.key][0]


@pytest.mark.parametrize(("key", "read", "unsure", "meant"), [
    ("place", "Harbour 5treet 12, Millbrook", "5treet", "Harbour Street 12, Millbrook"),
    ("place", "Harbour Street 3, Eastharn", "Eastharn", "Harbour Street 3, Eastham"),
    ("terms", "Payment within thirty clays of delivery", "clays", "Payment within thirty days of delivery"),
    ("terms", "货款利率按合同约定执行", "货款", "贷款利率按合同约定执行"),
])
def test_a_word_that_the_model_knows_better_stands_first_among_the_candidates(judge, key, read, unsure, meant):
    found = judged(judge, value(read, key), page(read, unsure))
    assert found.value == found.raw == read, "the value itself is never edited"
    assert found.candidates[0].raw == read and found.candidates[0].how == spelling.HOW
    assert found.candidates[0].value == meant
    assert [c.name for c in found.checks] == ["likelier_word"] and found.confidence <= spelling.DOUBTED_CAP


@pytest.mark.parametrize(("one", "on"), [
    (value("Harbour Street 12, Millbrook"), page("Harbour Street 12, Millbrook", "Street")),
    (value("Harbour 5treet 12, Millbrook"), page("Harbour 5treet 12, Millbrook")),
    (value("5treet", "number"), page("5treet", "5treet")),
    (value("Harbour 5treet 12, Millbrook"), page("Harbour 5treet 12, Millbrook", "5treet", source="text_layer")),
    (value("Zorbax Quillem 12, Xylo"), page("Zorbax Quillem 12, Xylo", "Quillem")),
])
def test_what_is_right_certain_printed_unknown_or_a_code_is_left_alone(judge, one, on):
    assert judged(judge, one, on) == one


def test_the_second_reading_of_a_word_is_weighed_too(judge):
    other = FieldResult("place", "Station Road 7, Millbrook", "Station Road 7, Millbrook", 0.4, 1, BOX, "ocr", SECOND)
    read = "Station Rqxd 7, Millbrook"  # no exchange of look-alikes leads from here to the word
    found = judged(judge, value(read, candidates=(other,)), page(read))
    assert found.value == read and [c.name for c in found.checks] == ["likelier_word"]
    assert [(c.value, c.how) for c in found.candidates] == [("Station Road 7, Millbrook", spelling.HOW)]


def test_lines_are_looked_at_on_request(judge):
    found = spelling.on_lines(page("Payment within thirty clays of delivery", "clays"), judge)
    assert [(f.read, f.meant, f.page) for f in found] == [("clays", "days", 1)] and found[0].factor >= 20
    assert spelling.on_lines(page("Payment within thirty clays", "clays", source="text_layer"), judge) == []


def test_words_scored_together_score_as_alone(judge):
    phrases = [Phrase("Harbour ", w, " 12, Millbrook") for w in ("Street", "5treet", "Strcet")]
    phrases.append(Phrase("本公司法定", "代", "表人签章"))
    together = judge.scores(phrases)
    for one, phrase in zip(together, phrases, strict=True):
        assert one.log == pytest.approx(judge.scores([phrase])[0].log, abs=1e-3)
    assert together[0].log > together[1].log + 3 and judge.scores([Phrase("", "☃", "")]) == [None]


def test_figures_are_never_guessed():
    assert readings("12345") == [] and readings("A1") == []
    for word in ("5treet", "R0ad", "Leve1", "B1lling"):
        assert readings(word) and all(sum(map(str.isdigit, r)) <= sum(map(str.isdigit, word)) for r in readings(word))
    assert {"Street", "Road", "Level"} <= {r for w in ("5treet", "R0ad", "Leve1") for r in readings(w)}


def test_the_cost_is_bounded(judge):
    class Counting:
        asked = 0

        def scores(self, phrases):
            Counting.asked += len(phrases)
            return [None] * len(phrases)

    text = " ".join(f"5treet{c}nrnrn" for c in "abcdefghijklmnopqrstuvwxyz" * 8)
    spelling.judged([page(text, "5treet")], TYPE, {"terms": (value(text, "terms"),)}, Counting())
    assert 0 < Counting.asked <= 24 * 18


def test_without_weights_it_is_not_used_and_listed_with_what_it_lacks(folder, tmp_path):
    def row(config):
        return next(r for r in registry.listing(config) if r["name"] == "mlm")

    assert row(Config())["state"] == "missing: weights" and "MLM_PATH" in row(Config())["where"]
    assert row(Config(mlm_path=str(folder)))["state"] == "ready"
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    wrong = Config(mlm_path=str(tmp_path))
    assert "bert" in row(wrong)["state"] and "gpt2" in row(wrong)["state"]
    with pytest.raises(BackendFailed):
        MaskedLm(wrong)
    fields = {"place": (value("Harbour 5treet 12"),)}
    kept, issues = spelling.with_likelier(Case(None, [page("Harbour 5treet 12", "5treet")], TYPE, wrong), fields)
    assert kept == fields and [i.code for i in issues] == ["backend_weights"]


def test_the_command_adds_doubts_only_where_they_are_asked_for(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("DOCMGR_OCR_MLM_PATH", str(folder))
    registry.forget()
    unsure = page("Payment within thirty clays of delivery", "clays")
    monkeypatch.setattr("ocr_engine.reading.read", lambda path: Reading((unsure,), (), {}))
    told = text_command.text_of(tmp_path / "x.png", doubts=True)["pages"][0]["doubts"]
    assert [(d["read"], d["meant"]) for d in told] == [("clays", "days")] and told[0]["box"] == BOX.as_list()
    assert "doubts" not in text_command.text_of(tmp_path / "x.png")["pages"][0]
    monkeypatch.delenv("DOCMGR_OCR_MLM_PATH")
    assert text_command.text_of(tmp_path / "x.png", doubts=True)["error"]["code"] == "backend_missing"
    registry.forget()


def test_reading_a_document_asks_the_model_only_where_its_weights_are_named(folder, monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "trusted", lambda case, fields, **_more: fields)
    unsure, fields = page("Harbour 5treet 12, Millbrook", "5treet"), {"place": (value("Harbour 5treet 12, Millbrook"),)}

    def read(config: Config):
        clock = engine._Clock()
        form = engine._Form(Request(tmp_path / "x"), Reading((unsure,), (), {}), TYPE, config, clock)
        return form._weighed(fields)["place"][0], form.issues, clock.stages

    assert read(Config())[0] == fields["place"][0] and "spelling" not in read(Config())[2]
    found, issues, stages = read(Config(mlm_path=str(folder), vlm_device="cpu"))
    assert found.candidates[0].value == "Harbour Street 12, Millbrook" and not issues and "spelling" in stages
    registry.forget()
