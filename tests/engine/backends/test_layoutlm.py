"""LayoutLMv3 marks words; what it marks becomes fields of the type that bear the labels' names."""

from __future__ import annotations

import itertools
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ocr_engine.backends import registry
from ocr_engine.backends.layoutlm import LayoutLmTagger, windows
from ocr_engine.config import Config
from ocr_engine.engine import extract
from ocr_engine.errors import BackendFailed
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.tagged import keys_of, upright_words, with_tags
from ocr_engine.request import Request
from ocr_engine.types import BBox, DocType, FieldResult, FieldSpec, PageText, TextLine, Word
from tests.engine.backends import tiny_layoutlm
from tests.engine.reading import drawing

os.environ.setdefault("HF_HUB_OFFLINE", "1")
TYPE = DocType("slip", {"en": "Slip"}, (
    FieldSpec("invoice_no", {"en": "Invoice no", "zh": "发票号码"}, "code"),
    FieldSpec("total", {"en": "Total"}, "money"),
    FieldSpec("seller", {"en": "Seller"}, "name"),
))
PLAIN = ("Harbour Light Trading Ltd 14 Quay Street, Street Bristol BS1 4RW Invoice number date 17 March 2024 Thank you "
         "for your order of spare parts Total 购买方名称 北京云帆科技有限公司")
LESSONS = dict.fromkeys(PLAIN.split(), "O")
LESSONS |= {"INV-2024-0187": "B-INVOICE_NO", "1,284.50": "B-TOTAL"}
WHITE = np.full((100, 80, 3), 255, np.uint8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    torch.set_num_threads(1)
    return tiny_layoutlm.layoutlm(tmp_path_factory.mktemp("layoutlm") / "weights", lessons=LESSONS)


@pytest.fixture(scope="module")
def config(folder: Path) -> Config:
    return Config(layoutlm_path=str(folder), vlm_device="cpu")


@pytest.fixture(scope="module")
def tagger(config: Config) -> LayoutLmTagger:
    return LayoutLmTagger(config)


def words(*texts: str) -> list[Word]:
    return [Word(t, BBox(0.1, i / len(texts), 0.5, (i + 0.5) / len(texts))) for i, t in enumerate(texts)]


def test_each_word_bears_a_label_of_the_checkpoint_with_its_probability(tagger):
    tags = tagger.tag(words("Quay", "INV-2024-0187", "1,284.50", "March"), WHITE)
    assert [t.label for t in tags] == ["", "INVOICE_NO", "TOTAL", ""]
    assert tags[1].begins and all(0.9 < t.probability <= 1 for t in tags)
    assert tagger.labels == ("INVOICE_NO", "TOTAL", "SHOE_SIZE") and tagger.tag([], WHITE) == []


def test_a_page_longer_than_the_model_sees_at_once_gets_a_label_for_every_word(tagger):
    long = words(*(["Street"] * 400), "INV-2024-0187", *(["Quay"] * 400))
    tags = tagger.tag(long, WHITE)
    assert len(tags) == 801 and tags[400].label == "INVOICE_NO"


@pytest.mark.parametrize("lengths", [[3] * 50, [1] * 10, [40, 1, 1], [], [9, 9, 30, 2]])
def test_windows_cover_every_word_within_the_limit_and_move_on(lengths):
    found = list(windows(lengths, 20))
    covered = {i for start, end in found for i in range(start, end)}
    assert covered == set(range(len(lengths)))
    assert all(sum(lengths[s:e]) <= 20 or e - s == 1 for s, e in found)
    assert all(b[0] > a[0] and b[1] > a[1] for a, b in itertools.pairwise(found))


def test_a_label_belongs_to_the_field_that_bears_its_name():
    assert keys_of(("INVOICE_NO", "发票号码", "Total", "SHOE_SIZE"), TYPE) == {
        "INVOICE_NO": "invoice_no", "发票号码": "invoice_no", "Total": "total"}


def test_words_of_a_turned_page_are_given_as_the_upright_page_shows_them():
    line = TextLine("ab cd", BBox(0.8, 0.1, 0.9, 0.5))
    page = PageText(1, 100, 200, (line,), "ocr", rotation=90)
    found = upright_words(page)
    assert [w.text for w, _shown in found] == ["ab", "cd"]
    assert found[0][0].box == found[0][1].turned(90)


def test_marked_values_become_fields_with_their_place_and_normal_form(tmp_path, config):
    file = tmp_path / "page.pdf"
    drawing.pdf_of().save(file)
    bare = extract(Request(file, doc_type=TYPE), config=Config())
    result = extract(Request(file, doc_type=TYPE), config=config)
    total = result.fields["total"][0]
    assert total.value == "1284.50" and total.box is not None and total.page == 1
    assert "layoutlmv3" in total.how and "tags" in result.ms
    assert total.confidence > bare.fields["total"][0].confidence  # two readers found the same
    assert result.fields["invoice_no"][0].value == "INV-2024-0187"
    assert result.fields.get("seller") == bare.fields.get("seller")  # no label names it


def test_a_value_that_only_the_tagger_finds_is_added(tmp_path, config):
    file = tmp_path / "page.pdf"
    drawing.pdf_of().save(file)
    pages = extract(Request(file, doc_type=TYPE), config=Config()).pages
    fields, issues = with_tags(Case(file, pages, TYPE, config), {})
    assert set(fields) == {"invoice_no", "total"} and not issues
    assert fields["total"][0].how == "model:layoutlmv3" and fields["total"][0].source == "text_layer"


def test_a_type_whose_fields_no_label_names_is_left_alone(tmp_path, config):
    other = replace(TYPE, fields=(FieldSpec("seller", {"en": "Seller"}),))
    own = {"seller": (FieldResult("seller", "x", confidence=0.9),)}
    assert with_tags(Case(tmp_path / "absent.pdf", (), other, config), own) == (own, ())


def test_missing_weights_leave_the_light_reader_alone_at_work_and_are_told(tmp_path):
    file = tmp_path / "page.pdf"
    drawing.pdf_of().save(file)
    result = extract(Request(file, doc_type=TYPE), config=Config(layoutlm_path=str(tmp_path)))
    assert result.fields["total"][0].value == "1284.50"
    assert [i.params["reason"] for i in result.issues if i.code == "vlm_fallback"] == ["backend_weights"]
    with pytest.raises(BackendFailed):
        LayoutLmTagger(Config(layoutlm_path=str(tmp_path)))


def test_the_list_of_readers_tells_its_state(config):
    rows = {r["name"]: r for c in (Config(), config) for r in registry.listing(c)}
    assert rows["layoutlmv3"]["state"] == "ready"
    missing = next(r for r in registry.listing(Config()) if r["name"] == "layoutlmv3")
    assert missing["state"] == "missing: weights" and "DOCMGR_OCR_LAYOUTLM_PATH" in missing["where"]
