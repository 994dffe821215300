"""What papers of other houses showed: rows of headers and of sums, letters that greet, labels up to their colon."""

from __future__ import annotations

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.words.wordings import akin, likeness
from ocr_engine.types import DocType, FieldSpec

from .drawing import page


def read(*lines, fields) -> dict[str, object]:
    found = extract_fields([page(*lines)], DocType("paper", {"en": "Paper"}, tuple(fields)))
    return {key: [v.value for v in values] if len(values) > 1 else values[0].value for key, values in found.items()}


def test_the_neighbour_of_a_header_is_no_value_and_keeps_none_away():
    lines = ((50, 100, "Saldo inicial"), (200, 100, "Entradas"), (300, 100, "Salidas"), (50, 116, "1.982,95 €"),
             (200, 116, "0,00 €"), (300, 116, "-712,34 €"))
    assert read(*lines, fields=(FieldSpec("opening", {"es": "Saldo inicial"}, "money"),)) == {"opening": "1982.95"}


def test_the_total_of_a_row_of_figures_is_its_last():
    lines = ((50, 100, "Totaal uren"), (150, 100, "6,00"), (220, 100, "7,50"), (290, 100, "13,50"))
    assert read(*lines, fields=(FieldSpec("total", {"nl": "Totaal uren"}, "number"),))["total"] == "13.50"


def test_an_amount_beside_the_fields_own_name_is_surer_than_one_in_a_row_about_totals():
    lines = ((50, 100, "Balance on your last bill"), (400, 100, "£64.64"), (50, 116, "Payments received"),
             (400, 116, "-£64.64"), (50, 132, "Amount due"), (400, 132, "£544.96"))
    assert read(*lines, fields=(FieldSpec("total", {"en": "Amount due"}, "money"),))["total"] == "544.96"


def test_whom_a_letter_greets_receives_it_and_the_greeting_is_no_part_of_the_name():
    lines = ((50, 40, "Voltly Ltd"), (50, 100, "Hi Alison Bickerstaff,"), (50, 130, "Your bill is £20.00"))
    assert read(*lines, fields=(FieldSpec("customer", {"en": "Customer"}, "name"),))["customer"] == "Alison Bickerstaff"


def test_a_label_goes_on_with_what_it_is_of_up_to_its_colon():
    line = (50, 100, "Motif de l'avoir : Retour marchandise")
    assert read(line, fields=(FieldSpec("reason", {"fr": "Motif"}, "text"),))["reason"] == "Retour marchandise"


def test_the_next_pair_of_a_list_does_not_continue_an_address():
    lines = ((50, 100, "Supply address"), (200, 100, "48 Harrow Weald Road"), (200, 115, "Swansea SA1 8AY"),
             (50, 130, "Your plan"), (200, 130, "Economy Flexible"))
    found = read(*lines, fields=(FieldSpec("supply", {"en": "Supply address"}, "address"),))
    assert found["supply"] == "48 Harrow Weald Road Swansea SA1 8AY"


def test_numbers_of_a_list_and_of_a_register_are_no_part_of_names():
    lines = ((50, 100, "Witnesses:"), (150, 100, "1. Prakash Bhandari"), (150, 115, "2. Deepika Iyer"),
             (50, 200, "Importer:"), (150, 200, "Salento S.r.l. (IT53619316986)"))
    fields = (FieldSpec("witnesses", {"en": "Witnesses"}, "name", many=True),
              FieldSpec("importer", {"en": "Importer"}, "name"))
    assert read(*lines, fields=fields) == {"witnesses": ["Prakash Bhandari", "Deepika Iyer"],
                                           "importer": "Salento S.r.l."}


def test_compounds_of_one_beginning_are_different_words_and_a_participle_is_no_number():
    assert not akin("versicherungsnehmer", "versicherungssumme")
    assert akin("merce", "merci")
    assert likeness("POBRANO", "Data pobrania").share > 0.6


def test_a_key_says_more_than_the_label_date():
    lines = ((50, 60, "04-08-2025"), (50, 75, "05-08-2025"), (50, 200, "Datum ondertekening"), (50, 215, "12-08-2025"))
    assert read(*lines, fields=(FieldSpec("signed", {"nl": "Datum"}, "date"),)) == {"signed": "2025-08-12"}


def test_a_number_plate_is_taken_whole_and_a_week_is_no_range():
    lines = ((50, 100, "Kennzeichen: GS-JU 338"), (50, 120, "Woche 32 – 2025"))
    fields = (FieldSpec("plate", {"de": "Kennzeichen"}, "code"), FieldSpec("week", {"de": "Woche"}, "number"))
    assert read(*lines, fields=fields) == {"plate": "GS-JU 338", "week": "32"}


def test_a_column_holds_no_label_of_another_field_no_second_line_and_nothing_that_runs_over():
    header = ((50, 100, "Fecha"), (130, 100, "Concepto"), (300, 100, "Importe"), (400, 100, "Saldo"))
    rows = [line for i, what in enumerate(("CUOTA 00-331", "ABONO")) for line in
            ((50, 132 + 32 * i, f"0{i + 2}/06/26"), (130, 132 + 32 * i, what), (300, 132 + 32 * i, "-614,12"),
             (400, 132 + 32 * i, "5.777,65"))]
    rest = ((130, 116, "SALDO ANTERIOR"), (400, 116, "6.391,77"), (130, 148, "ref. 88-1"),
            (130, 196, "Entidad adherida al fondo de garantía de depósitos"))
    fields = (FieldSpec("what", {"es": "Concepto"}, "text", many=True),
              FieldSpec("opening", {"es": "Saldo anterior"}, "money"))
    assert read(*header, *rows, *rest, fields=fields) == {"what": ["CUOTA 00-331", "ABONO"], "opening": "6391.77"}
