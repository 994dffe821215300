"""A type that is in doubt, and that a file holds a second paper, are told."""

from __future__ import annotations

import pytest

from ocr_engine.doctypes.load import builtin_types
from ocr_engine.extract.classify import Recognised, _Evidence, recognise
from ocr_engine.extract.papers import titles
from ocr_engine.extract.type_doubts import doubts
from ocr_engine.types import DocType, FieldSpec, PageText

from .drawing import page

TYPES = builtin_types()
ORDER = (
    (50, 90, "Badger Fabrication Inc."), (50, 110, "Invoice to: Harbour Works"), (50, 130, "Invoice date: 2024-03-05"),
    (50, 150, "Due date: 2024-04-05"), (50, 170, "Ship to: Dock 4"), (50, 190, "Currency: USD"),
    (50, 210, "Net total: 100.00"), (50, 230, "Tax: 19.00"), (50, 250, "Total: 119.00"), (50, 270, "IBAN"))


def codes(*pages: PageText) -> list[str]:
    return [issue.code for issue in doubts(recognise(pages, TYPES), pages, TYPES)]


@pytest.mark.parametrize("title", ["PURCHASE ORDER", "DELIVERY NOTE", "Lieferschein Nr. 4711", "BON DE LIVRAISON",
                                   "PAKBON"])
def test_a_paper_that_calls_itself_otherwise_is_no_sure_one_of_the_type_that_its_words_fit(title):
    told = recognise([page((50, 50, title), *ORDER)], TYPES)
    assert told.doc_type is not None and told.doc_type.key == "invoice"
    assert told.doubt == "titled" and told.certainty < 0.7 and told.title in title


@pytest.mark.parametrize("title", ["INVOICE", "Rechnung Nr. 4711", "FACTURE", "Handwerkerrechnung"])
def test_a_title_of_the_type_leaves_no_doubt(title):
    assert codes(page((50, 50, title), *ORDER)) == []


def test_a_reference_to_another_paper_is_no_title_beside_the_papers_own():
    assert codes(page((50, 50, "INVOICE"), (50, 70, "DELIVERY NOTE"), *ORDER)) == []


def test_a_tax_invoice_is_no_word_of_a_type_that_says_invoice_where_another_says_tax_invoice():
    total = FieldSpec("total", {"en": "Total"})
    slip = DocType("slip", {"en": "Slip"}, (total,), ("Tax invoice", "Cashier"))
    bill = DocType("bill", {"en": "Bill"}, (total,), ("Invoice", "Payment terms"))
    told = recognise([page((50, 50, "Tax Invoice"), (50, 70, "Cashier: Ann"), (50, 90, "Total: 5.00"))], (slip, bill))
    assert told.doc_type is slip and told.doubt != "close"


def test_of_terms_that_overlap_the_longest_counts_whatever_the_order_of_the_types():
    """CARD of the other types' ID CARD and CARD NO CARD: the longer one takes both, and none is left."""
    field = FieldSpec("holder", {"en": "Holder"})
    others = [DocType(word, {"en": "Other"}, (field,), (word,)) for word in ("id card", "card no card")]
    own = DocType("own", {"en": "Own"}, (field,), ("card",))
    sheet = page((50, 50, "Id card no card"), (50, 70, "Holder: Ann"))
    scores = {_Evidence([line.text for line in sheet.lines], types).score(own)
              for types in ([own, *others], [*reversed(others), own])}
    alone = _Evidence(["Holder: Ann"], [own, *others]).score(own)
    assert scores == {alone}


def test_two_types_that_fit_alike_are_both_named():
    field = FieldSpec("vessel", {"en": "Vessel name"})
    one, two = (DocType(key, {"en": key}, (field,), ("Harbour", "Berth", "Quay")) for key in ("permit", "pass"))
    sheet = page((50, 50, "Harbour"), (50, 70, "Berth 4"), (50, 90, "Quay 2"), (50, 110, "Vessel name: Gull"))
    told = recognise([sheet], (one, two))
    assert told.doubt == "close" and told.doc_type is not told.other
    issue = next(doubts(told, [], (one, two)))
    assert issue.params["labels"].keys() == {"permit", "pass"} and issue.params["other"] in ("permit", "pass")


def test_a_type_that_was_chosen_is_never_doubted():
    assert list(doubts(Recognised(TYPES[0], 1.0), [page((50, 50, "PURCHASE ORDER"))], ())) == []


def test_a_chinese_title_is_told_by_its_last_word():
    (title,) = titles(page((50, 50, "江苏送货单"), (50, 90, "客户"), (50, 110, "数量"), (50, 130, "备注"),
                            sizes={"江苏送货单": 20}))
    assert title.rings == {"delivery"} and title.prominent and title.name == "送货单"


def test_of_a_title_only_the_words_that_name_a_paper_are_told():
    (title,) = titles(page((50, 50, "MAX MUSTERMANN DELIVERY NOTE"), (50, 90, "Goods")))
    assert title.name == "DELIVERY NOTE"


def test_all_pages_on_which_a_paper_begins_are_told_with_one_issue_on_the_first():
    sheets = [page((50, 50, "INVOICE"), (50, 80, f"Invoice No: 2024-{number}"), number=number) for number in (1, 2, 3)]
    (issue,) = [one for one in doubts(Recognised(TYPES[0], 1.0), sheets, ()) if one.code == "several_papers"]
    assert issue.page == 2 and issue.params == {"page": 2, "pages": [2, 3]}
