"""Forms and cards in many languages, asked in English or by bare keys."""

from __future__ import annotations

import pytest

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.types import DocType, FieldSpec

from .drawing import page

PERSON = tuple(FieldSpec(key, {"en": label}, kind) for key, label, kind in (
    ("surname", "Surname", "name"), ("given_names", "Given names", "name"), ("birth_date", "Date of birth", "date"),
    ("expires", "Date of expiry", "date")))


def read(*lines, fields=PERSON) -> dict[str, list[str]]:
    found = extract_fields([page(*lines)], DocType("card", {"en": "Card"}, tuple(fields)))
    return {key: [v.value for v in values] for key, values in found.items()}


@pytest.mark.parametrize("captions", [
    ("Mbiemri", "Emri", "Datëlindja", "Data e skadimit"), ("Perekonnanimi", "Eesnimi", "Sünniaeg", "Kehtiv kuni"),
    ("Pavardė", "Vardas", "Gimimo data", "Galioja iki"), ("Soyadı", "Adı", "Doğum tarihi", "Son geçerlilik"),
    ("Презиме", "Име", "Датум рођења", "Важи до"), ("Επώνυμο", "Όνομα", "Ημερομηνία γέννησης", "Ημερομηνία λήξης"),
    ("Příjmení", "Jméno", "Datum narození", "Platnost do"), ("Efternamn", "Förnamn", "Födelsedatum", "Giltig till")])
def test_a_card_whose_captions_are_in_one_language_answers_labels_in_another(captions):
    values = ("Kesti", "Aila", "14.02.1981", "30.06.2031")
    lines = [(60, 80 + 50 * row + down, text) for row, pair in enumerate(zip(captions, values, strict=True))
             for down, text in zip((0, 16), pair, strict=True)]
    assert read(*lines) == {"surname": ["Kesti"], "given_names": ["Aila"], "birth_date": ["1981-02-14"],
                            "expires": ["2031-06-30"]}


def test_a_korean_slip_answers_bare_keys():
    fields = (FieldSpec("approval_number", {"en": "approval_number"}, "code"),
              FieldSpec("total", {"en": "total"}, "money"))
    assert read((60, 80, "합 계"), (200, 80, "18,400"), (60, 110, "승인번호 : 30417755"), fields=fields) == {
        "approval_number": ["30417755"], "total": ["18400"]}


def test_what_is_said_in_one_breath_with_born_is_the_day_and_the_place():
    fields = (FieldSpec("born", {"it": "Data di nascita"}, "date"),
              FieldSpec("where", {"it": "Luogo di nascita"}, "text"))
    said = "La sottoscritta Irma Bassi nata a Cesena (FC) il 04.02.1969, residente in Cesena"
    child = "– Ugo Bassi, nato a Rimini (RN) il 08.09.2001"
    assert read((60, 80, said), (60, 110, child), fields=fields) == {"born": ["1969-02-04"], "where": ["Cesena (FC)"]}


@pytest.mark.parametrize(("line", "day", "place"), [
    ("Né(e) le : 03/02/1971 à Dinan (22)", "1971-02-03", "Dinan (22)"),
    ("Nacida el 19-06-2012 en Teruel Nacionalidad: española", "2012-06-19", "Teruel"),
    ("geboren am 4. Mai 1980 in Bad Aibling", "1980-05-04", "Bad Aibling")])
def test_a_place_of_birth_ends_where_the_next_caption_begins(line, day, place):
    fields = (FieldSpec("born", {"en": "Date of birth"}, "date"), FieldSpec("where", {"en": "Place of birth"}, "text"))
    assert read((60, 80, line), fields=fields) == {"born": [day], "where": [place]}


def test_a_key_that_means_more_than_its_label_does_not_outdo_what_the_label_means():
    field = FieldSpec("phone", {"fr": "Téléphone portable"}, "phone")
    assert read((60, 80, "Portable : 06 11 22 33 44"), (60, 110, "Téléphone : 02 98 11 22 33"), fields=(field,)) == {
        "phone": ["06 11 22 33 44"]}


def test_a_number_is_known_by_its_sign_in_brackets_within_a_line():
    field = FieldSpec("licence", {"fr": "Numéro de licence"}, "code")
    assert read((60, 80, "Renouvellement (n° de licence : 0471933)"), (60, 110, "Licence : 42,00 €"), fields=(field,)
                ) == {"licence": ["0471933"]}


def test_a_caption_may_say_whose_name_it_asks_for():
    field = FieldSpec("club", {"fr": "Association"}, "name")
    assert read((60, 80, "Nom de l'association"), (220, 80, "Les Marcheurs du Trégor"), fields=(field,)) == {
        "club": ["Les Marcheurs du Trégor"]}


def test_whoever_is_to_be_told_in_an_emergency_stands_in_the_block_of_that_heading():
    fields = (FieldSpec("first", {"fr": "Prénom"}, "name"),
              FieldSpec("call", {"fr": "Personne à prévenir en cas d'urgence"}, "name"))
    lines = ((60, 80, "Prénom"), (200, 80, "Yann"), (60, 120, "Contact d'urgence"), (60, 145, "Nom et prénom"),
             (200, 145, "Riou Gaëlle"))
    assert read(*lines, fields=fields) == {"first": ["Yann"], "call": ["Riou Gaëlle"]}


def test_a_caption_in_two_languages_does_not_part_its_value():
    field = FieldSpec("where", {"en": "Place of birth"}, "text")
    assert read((60, 80, "Doğulduğu yer / Place of birth"), (60, 98, "ŞƏKİ / AZE"), fields=(field,)) == {
        "where": ["ŞƏKİ / AZE"]}


def test_korean_amounts_firms_and_cards_are_known_by_their_look():
    fields = (FieldSpec("firm", {"ko": "사업자번호"}, "tax_id"), FieldSpec("total", {"ko": "결제금액"}, "money"),
              FieldSpec("phone", {"ko": "전화번호"}, "phone"), FieldSpec("card", {"ko": "카드사"}, "text"))
    lines = ((60, 60, "바다분식"), (60, 80, "412-55-90817"), (60, 120, "결제금액"), (260, 120, "23,500원"),
             (60, 150, "삼성카드 4112-09**-****-113*"))
    assert read(*lines, fields=fields) == {"firm": ["412-55-90817"], "total": ["23500"], "card": ["삼성카드"]}


def test_an_examination_names_its_subject_in_its_title():
    field = FieldSpec("subject", {"zh": "科目"}, "text")
    assert read((60, 60, "八年级物理试卷"), (60, 100, "姓名"), fields=(field,)) == {"subject": ["物理"]}


def test_a_paper_that_names_its_kind_in_brackets_is_no_house():
    field = FieldSpec("house", {"zh": "收款单位"}, "name")
    assert read((60, 60, "住院收费票据（电子）"), (60, 300, "收款单位（章）：白鹭市保健院"), fields=(field,)) == {
        "house": ["白鹭市保健院"]}


def test_an_asterisk_that_marks_what_must_be_filled_in_is_as_good_as_a_colon():
    fields = (FieldSpec("state", {"en": "marital_status"}, "text"), FieldSpec("code", {"en": "tax_code"}, "code"))
    lines = ((60, 80, "6) Stato civile** vedova"), (60, 105, "8) Codice Fiscale* BSSRMI69B44C573K"))
    assert read(*lines, fields=fields) == {"state": ["vedova"], "code": ["BSSRMI69B44C573K"]}


def test_a_town_under_a_street_behind_its_caption_belongs_to_the_address():
    field = FieldSpec("home", {"fr": "Adresse"}, "address")
    assert read((60, 80, "Adresse : 14 bis, rue du Phare"), (60, 96, "29200 Brest"), (60, 112, "Profession : marin"),
                fields=(field,)) == {"home": ["14 bis, rue du Phare 29200 Brest"]}


def test_a_ticked_choice_that_the_hint_lists_needs_no_caption():
    field = FieldSpec("kind", {"fr": "Type d'adhésion"}, "text", hint="Nouvelle adhésion ou Renouvellement")
    lines = ((60, 80, "☐ Nouvelle adhésion"), (260, 80, "☒ Renouvellement (n° de licence : 0471933)"))
    assert read(*lines, fields=(field,)) == {"kind": ["Renouvellement"]}


def test_the_only_telephone_that_is_asked_for_may_be_a_mobile_one():
    phone, mobile = FieldSpec("phone", {"en": "phone"}, "phone"), FieldSpec("mobile", {"en": "mobile"}, "phone")
    line = (60, 80, "Cellulare 386 6884620")
    assert read(line, fields=(phone,)) == {"phone": ["386 6884620"]}
    assert read(line, fields=(phone, mobile)) == {"mobile": ["386 6884620"]}


def test_a_caption_whose_last_word_wraps_is_read_past_it():
    field = FieldSpec("number", {"en": "Passport number"}, "code")
    assert read((60, 80, "Број пасоша / Passport"), (60, 94, "No."), (60, 110, "032540344"), fields=(field,)) == {
        "number": ["032540344"]}


def test_a_value_beside_both_lines_of_a_bilingual_caption_is_its_value():
    field = FieldSpec("engine", {"zh": "发动机号码"}, "code")
    lines = ((60, 80, "发动机号码"), (60, 96, "Engine No."), (140, 88, "V815832"), (60, 130, "车辆识别代号"),
             (60, 146, "VIN"), (160, 138, "LEVA5438H7N104420"))
    assert read(*lines, fields=(field,)) == {"engine": ["V815832"]}
