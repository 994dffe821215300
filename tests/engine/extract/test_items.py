"""Columns of a table are read as a table, and change nothing of what the other fields answer."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from ocr_engine.doctypes.load import builtin_type
from ocr_engine.extract.classify import recognise
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec, PageText
from scripts.bench_invented.fapiao import CASES, FORMS, bill, draw

from .drawing import page

WORDS = {
    "de": ("Rechnung", "Rechnungsnummer", "Rechnungsdatum", "Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis",
           "Nettobetrag", "MwSt.", "Gesamtbetrag"),
    "en": ("Invoice", "Invoice No.", "Invoice date", "Description", "Qty", "Unit price", "Amount",
           "Subtotal", "VAT", "Total"),
    "fr": ("Facture", "Facture n°", "Date de facture", "Désignation", "Qté", "Prix unitaire", "Montant",
           "Total HT", "TVA", "Total TTC"),
    "es": ("Factura", "Número de factura", "Fecha de factura", "Descripción", "Cantidad", "Precio unitario", "Importe",
           "Base imponible", "IVA", "Total"),
    "it": ("Fattura", "Numero fattura", "Data fattura", "Descrizione", "Quantità", "Prezzo unitario", "Importo",
           "Imponibile", "IVA", "Totale"),
    "zh": ("发票", "发票号", "开票日期", "品名", "数量", "单价", "金额", "不含税合计", "税额合计", "含税合计"),
}
ITEMS = ("Paper A4", "Blue pen", "Desk lamp", "Folder", "Chair K7", "Coffee beans")


def table_type(*columns: FieldSpec, rules=()) -> DocType:
    return DocType("bill", {"en": "Bill"}, columns, rules=rules)


def column(key: str, label: str, kind: str = "money", *aliases: str) -> FieldSpec:
    return FieldSpec(key, {"en": label}, kind, aliases, many=True, rows="items")


NAME, QUANTITY = column("name", "Description", "text"), column("quantity", "Quantity", "number")
PRICE, AMOUNT = column("price", "Unit price"), column("amount", "Line amount", "money", "Amount")
UNIT = column("unit", "Unit", "text")
BILL = table_type(NAME, QUANTITY, PRICE, AMOUNT)
PRODUCT = {"rule": "product", "of": ["quantity", "price"], "equals": "amount"}


def rows_of(pages: list[PageText], doc_type: DocType) -> list[dict[str, str]]:
    """The values by the row that they were read in."""
    found: dict[str, dict[str, str]] = {}
    for key, values in extract_fields(pages, doc_type).items():
        for value in values:
            if value.how.startswith("table:"):
                found.setdefault(value.how, {})[key] = value.value
    return [found[how] for how in sorted(found, key=lambda how: int(how[6:]))]


def table(*rows: tuple[str, ...], x=(50, 280, 350, 460), y=300, step=18):
    return [(left, y + step * n, text) for n, row in enumerate(rows) for left, text in zip(x, row, strict=True) if text]


def test_each_row_has_its_name_and_figures() -> None:
    paper = page(*table(
        ("Description", "Quantity", "Unit price", "Amount"), ("Paper A4", "3", "4.00", "12.00"),
        ("Blue pen", "10", "1.50", "15.00"), ("Total", "", "", "27.00")))
    assert rows_of([paper], BILL) == [
        {"name": "Paper A4", "quantity": "3", "price": "4.00", "amount": "12.00"},
        {"name": "Blue pen", "quantity": "10", "price": "1.50", "amount": "15.00"}]


def test_figures_in_a_line_of_a_name_end_no_table_and_sums_are_no_item() -> None:
    paper = page(*table(
        ("Description", "Quantity", "Unit price", "Amount"), ("Total station", "1", "900.00", "900.00"),
        ("Pen", "2", "1.00", "2.00"), ("", "", "Subtotal", "902.00"), ("Shipping", "1", "5.00", "5.00")))
    assert [row["name"] for row in rows_of([paper], BILL)] == ["Total station", "Pen"]


def test_a_name_goes_on_where_its_next_word_had_no_room() -> None:
    paper = page(*table(
        ("Description", "Quantity", "Unit price", "Amount"),
        ("Archive scanning of bound volumes and", "3", "4.00", "12.00"), ("manuscripts", "", "", ""),
        ("Blue pen", "10", "1.50", "15.00"), ("with three refills", "", "", "")))
    assert [row["name"] for row in rows_of([paper], BILL)] == [
        "Archive scanning of bound volumes and manuscripts", "Blue pen"]


def test_a_short_word_for_a_sum_under_a_name_ends_no_table() -> None:
    paper = page(*table(
        ("Description", "Quantity", "Unit price", "Amount"), ("Power", "3", "4.00", "12.00"), ("HT", "", "", ""),
        ("Power", "10", "1.50", "15.00"), ("NT", "", "", ""), ("Subtotal", "", "", "27.00"),
        ("Pen", "1", "1.00", "1.00")))
    assert [row["amount"] for row in rows_of([paper], BILL)] == ["12.00", "15.00"]


def test_what_things_are_counted_in_stands_behind_their_number() -> None:
    paper = page(*table(
        ("Description", "Quantity", "Unit price", "Amount"), ("Power", "120 kWh", "0.30", "36.00"),
        ("Meter", "1 pcs", "9.00", "9.00")))
    kinds = table_type(NAME, QUANTITY, UNIT, PRICE, AMOUNT)
    assert [(row["quantity"], row["unit"]) for row in rows_of([paper], kinds)] == [("120", "kWh"), ("1", "pcs")]


def test_a_column_with_a_strange_header_is_told_by_the_product() -> None:
    paper = page(*table(
        ("Description", "Ct.", "Unit price", "Amount"), ("Paper A4", "3", "4.00", "12.00"),
        ("Blue pen", "10", "1.50", "15.00")))
    assert all("quantity" not in row for row in rows_of([paper], BILL))
    assert [row["quantity"] for row in rows_of([paper], replace(BILL, rules=(PRODUCT,)))] == ["3", "10"]


def test_a_table_goes_on_over_the_page_without_a_new_header() -> None:
    head, rest = ("Description", "Quantity", "Unit price", "Amount"), ("Blue pen", "10", "1.50", "15.00")
    first = page(*table(head, ("Paper A4", "3", "4.00", "12.00"), y=700))
    second = page(*table(rest, ("Total", "", "", "27.00"), ("Other", "1", "1.00", "1.00"), y=60), number=2)
    assert [row["name"] for row in rows_of([first, second], BILL)] == ["Paper A4", "Blue pen"]


def test_where_no_header_names_two_columns_nothing_is_made_up() -> None:
    paper = page(*table(("Was", "Wieviel", "Wovon", "Amount"), ("Paper A4", "3", "4.00", "12.00")))
    assert rows_of([paper], BILL) == []


def test_columns_of_words_alone_are_read_as_lists() -> None:
    words = table_type(column("course", "Course", "text"), column("teacher", "Teacher", "text"))
    paper = page((50, 300, "Course"), (250, 300, "Teacher"), (50, 320, "Algebra"), (250, 320, "Ann Hill"),
                 (50, 340, "Botany"), (250, 340, "Max Born"))
    found = extract_fields([paper], words)
    assert [v.value for v in found["course"]] == ["Algebra", "Botany"]
    assert [v.value for v in found["teacher"]] == ["Ann Hill", "Max Born"]


def invoice(language: str, seed: int) -> tuple[list[tuple[str, int, int]], PageText]:
    """An invoice with its columns in any order and any number of lines, and these: what, how many, cents for one."""
    rng = random.Random(f"{language}/{seed}")
    title, number, date, name, quantity, price, amount, net, tax, gross = WORDS[language]
    lines = [(rng.choice(ITEMS), rng.randint(1, 40), rng.randint(50, 90000)) for _ in range(rng.randint(1, 6))]
    order = rng.sample(range(4), 4)
    heads = [(name, quantity, price, amount)[n] for n in order]
    rows = [[(item, str(count), f"{cents / 100:.2f}", f"{count * cents / 100:.2f}")[n] for n in order]
            for item, count, cents in lines]
    total = sum((Decimal(count * cents) / 100 for _, count, cents in lines), Decimal(0))
    taxed = (total / 5).quantize(Decimal("0.01"))
    end = 330 + 20 * len(rows)
    return lines, page(
        (50, 60, title), (50, 100, f"{number}: RE-2024-117"), (50, 120, f"{date}: 14.03.2024"),
        *table(tuple(heads), *map(tuple, rows), x=(50, 190, 320, 450), y=300, step=20),
        (320, end, net), (450, end, f"{total:.2f}"), (320, end + 18, tax), (450, end + 18, f"{taxed}"),
        (320, end + 36, gross), (450, end + 36, f"{total + taxed:.2f}"))


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("seed", range(8))
def test_columns_change_no_answer_of_the_other_fields(language: str, seed: int) -> None:
    lines, paper = invoice(language, seed)
    whole = builtin_type("invoice")
    alone = replace(whole, fields=whole.alone)
    found = extract_fields([paper], whole)
    others = {key: values for key, values in found.items() if key in {f.key for f in alone.fields}}
    assert others == extract_fields([paper], alone)
    assert [v.value for v in found["item_amount"]] == [f"{count * cents / 100:.2f}" for _, count, cents in lines]
    assert [v.value for v in found["item_quantity"]] == [str(count) for _, count, _ in lines]
    assert [v.value for v in found["item_name"]] == [item for item, _, _ in lines]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_a_chinese_vat_invoice_answers_the_same_with_and_without_its_lines(form: str, case: str) -> None:
    rng = random.Random(f"{form}/{case}")
    made = bill(form, case, rng)
    pages = draw(made, rng).read()
    whole = builtin_type("vat_invoice")
    alone = replace(whole, fields=whole.alone)
    found = extract_fields(pages, whole)
    assert {key: found[key] for key in found if key in {f.key for f in alone.fields}} == extract_fields(pages, alone)
    assert [v.value for v in found["项目名称"]] == [line[0] for line in made.lines]
    if form != "roll":      # which prints amounts with tax
        assert [v.value for v in found["金额"]] == [f"{line[2]:.2f}" for line in made.lines]


def test_a_type_is_recognised_by_the_same_words_with_and_without_columns() -> None:
    paper = page((50, 60, "Rechnung"), (50, 90, "Rechnungsnummer: 17"), *table(
        ("Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis"), ("Papier", "3", "4,00", "12,00")))
    whole = builtin_type("invoice")
    both = [recognise([paper], [one, builtin_type("receipt")]) for one in (whole, replace(whole, fields=whole.alone))]
    assert both[0].certainty == both[1].certainty
