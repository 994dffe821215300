"""Several known documents of a layout before a new one: which one is followed, and where the page has the last word."""

from __future__ import annotations

from dataclasses import replace

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields, gathered, open_document
from ocr_engine.extract.fields.plan import plan_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Caption, Confirmed, Exemplar
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.learn.recall.memory import Memory
from ocr_engine.learn.recall.pages import recall
from ocr_engine.types import PageText

from .pages import BILL, harbour, page

SLIP = load_type({"key": "slip", "label": {"en": "Receipt"}, "fields": [
    {"key": "company", "label": {"en": "Company"}, "kind": "name", "hint": "who sells"},
    {"key": "address", "label": {"en": "Address"}, "kind": "address", "hint": "of the seller"},
    {"key": "total", "label": {"en": "Total"}, "kind": "money"}]})
STREET = ("LOT 28, JALAN PELABUHAN,", "TAMAN MERPATI", "41150 KLANG, SELANGOR")


def slip(branch: str, *, company: str = "PASAR MERPATI SDN BHD", total: str = "8.10") -> PageText:
    return page((24, 4, company), *((24, 8 + 4 * n, text) for n, text in enumerate((*STREET, branch))),
                (20, 24, "GST ID : 000181747712"), (6, 34, "Minuman sejuk kotak"), (6, 40, "Total"), (68, 37, "RM"),
                (68, 40, total), (6, 56, "Terima kasih datang lagi"))


def read(one: PageText, *known: Exemplar) -> dict[str, str]:
    found = extract_fields((one,), SLIP, adviser_for(SLIP, Knowledge(known)))
    return {key: v[0].value for key, v in found.items()}


def told(name: str, one: PageText, **values: str) -> Exemplar:
    return observe(name, (one,), SLIP, [Confirmed(k, v) for k, v in values.items()])


def test_a_line_that_most_documents_of_a_house_count_in_is_counted_in_again() -> None:
    """The extractor leaves it out, and so did one person; that both agree is no reason against all others."""
    whole = [told(str(n), slip(b), address=" ".join((*STREET, b))) for n, b in enumerate(
        ("1181-TMN SINAR", "1320-TMN BATU", "1245-DESA HARTA"))]
    short = told("9", slip("1299-SUBANG"), address=" ".join(STREET))
    new = slip("1558-PUSAT KEPONG")
    assert read(new)["address"] == " ".join(STREET)
    assert read(new, *whole, short)["address"] == " ".join((*STREET, "1558-PUSAT KEPONG"))


def test_an_amount_with_its_currency_is_no_caption_where_the_currency_stands_over_a_column() -> None:
    known = told("1", slip("1181-TMN SINAR"), total="8.10")
    column = Caption("rm", "above", 0.0, 0.04, 0.03)
    lessons = tuple(replace(n, places=tuple(replace(p, caption=column) for p in n.places)) for n in known.lessons)
    plans = plan_fields(SLIP)
    document = open_document((slip("1320-TMN BATU", total="RM 9.35"),), plans)
    weighed = Memory([replace(known, lessons=lessons)]).weigh(document, plans, list(gathered(document, plans)))
    assert any(c.raw == "RM 9.35" and not c.how.startswith("memory:") for c in weighed)


def test_a_name_without_a_word_of_the_known_one_is_another_where_the_page_is_read_well() -> None:
    known = told("1", slip("1181-TMN SINAR", company="PASAR MERPATI (M) SDN BHD"), company="PASAR MERPATI (M) SDN BHD")
    new = slip("1320-TMN BATU")
    assert read(new, known)["company"] == "PASAR MERPATI SDN BHD"
    faint = replace(new, lines=tuple(replace(line, confidence=0.9) for line in new.lines))
    assert read(faint, known)["company"] == "PASAR MERPATI (M) SDN BHD"


def test_a_word_lost_at_the_edge_of_a_line_is_put_back() -> None:
    known = [told(str(n), slip("1181-TMN SINAR"), company="PASAR MERPATI SDN BHD") for n in (1, 2)]
    assert read(slip("1320-TMN BATU", company="PASAR MERPAT1 SDN BH"), *known)["company"] == "PASAR MERPATI SDN BHD"


def test_a_date_with_letters_read_for_digits_is_found_where_dates_stand() -> None:
    dated = load_type({"key": "slip", "label": {"en": "Receipt"}, "fields": [
        {"key": "day", "label": {"en": "Date"}, "kind": "date"}]})

    def days(text: str, *known: Exemplar) -> list[str]:
        found = extract_fields((paper(text),), dated, adviser_for(dated, Knowledge(known)))
        return [v.value for v in found.get("day", ())]

    def paper(text: str) -> PageText:
        return page((24, 4, "PASAR MERPATI SDN BHD"), (24, 8, "TAMAN MERPATI, KLANG"), (6, 20, "09:41PM"),
                    (40, 20, "568008"), (70, 20, text), (6, 56, "Terima kasih datang lagi"))
    known = observe("1", (paper("19-03-18"),), dated, [Confirmed("day", "2018-03-19")])
    assert days("03-0S-18", known) == ["2018-05-03"]
    assert days("03-SS-18", known) == []


def test_a_known_address_with_letters_lost_is_found_without_what_stands_before_it() -> None:
    whole = "NO.12,JALAN SS4C/5,PETALING JAYA SELANGOR DARUL EHSAN"

    def paper(*lines: str) -> PageText:
        return page((24, 4, "PASAR MERPATI SDN BHD"), (24, 8, "GST ID : 000181747768"), (24, 12, lines[0]),
                    (24, 16, lines[1]), (6, 56, "Terima kasih datang lagi"))
    known = told("1", paper("NO.12,JALAN SS4C/5,PETALING JAYA", "SELANGOR DARUL EHSAN"), address=whole)
    misread = paper("NO.12,JA:AN SS4C/5,PETALING JAYA", "SE:_ANGOR DARUL EHSAN")
    assert read(misread, known)["address"] == whole
    assert told("2", misread, address=whole).lessons[0].read == "NO.12,JA:AN SS4C/5,PETALING JAYA SE:_ANGOR DARUL EHSAN"


def test_of_many_documents_of_a_layout_those_speak_that_hold_what_the_page_holds() -> None:
    """The barest are the likest, since they differ in the least: what they lack would be forgotten with a hundred."""
    wishes = ("Fensterplatz backbord hinten", "Decke sowie Kissen", "vegetarisches Essen", "Rollstuhl beim Anlegen")

    def wished(number: int) -> Exemplar:
        wish = wishes[number % 3]
        return observe(f"{number:03}", (harbour(extra=f"Wunsch: {wish}"),), BILL, [Confirmed("remark", wish)])
    few = [wished(number) for number in range(6)]
    bare = [observe(f"{number:03}", (harbour(),), BILL, [Confirmed("ticket", "K-20417")]) for number in range(10, 30)]
    new = (harbour(extra=f"Wunsch: {wishes[3]}"),)
    for known in (few, [*few, *bare]):
        found = extract_fields(new, BILL, adviser_for(BILL, Knowledge(tuple(known))))
        assert [v.value for v in found.get("remark", ())] == [wishes[3]]


def test_a_known_name_within_a_longer_one_is_not_that_name() -> None:
    known, plans = told("1", slip("1181-TMN SINAR", company="MERPATI GMBH"), company="MERPATI GMBH"), plan_fields(SLIP)
    for name in ("MERPATI GMBH", "MERPATI GMBH & CO. KG", "KUDAMERPATI GMBH"):
        document = open_document((slip("1320-TMN BATU", company=name),), plans)
        proposed = {p.known for p in recall(document, plans, [known]).proposals if p.key == "company"}
        assert ("MERPATI GMBH" in proposed) == (name == "MERPATI GMBH")
