"""What names a value is learned with it: the value is found where that stands, and told absent where it does not."""

from __future__ import annotations

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields, open_document
from ocr_engine.extract.fields.plan import plan_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.learn.recall.pages import recall
from ocr_engine.types import PageText

from .pages import page

PASS_FIELDS = [
    {"key": "holder", "label": {"en": "Holder"}, "kind": "name"},
    {"key": "berth", "label": {"en": "Berth"}, "kind": "text"},
    {"key": "fee", "label": {"en": "Fee"}, "kind": "money"},
    {"key": "call", "label": {"en": "Call sign"}, "kind": "code"}]
PASS = load_type({"key": "pass", "label": {"en": "Pass"}, "fields": PASS_FIELDS})
VALUES = {"holder": "Tilo Wedekind", "berth": "Steg sieben", "fee": "148.20", "call": "XK 4411"}
CONFIRMED = [Confirmed(key, value) for key, value in VALUES.items()]
LABELS = {"holder": "Inhaber", "berth": "Platz", "fee": "Gebühr", "call": "Rufzeichen"}


def boxed(values: dict[str, str], *, order: str = "holder berth fee call", under: bool = False) -> PageText:
    """A form with a caption over (or under) each box; a field without a value keeps its caption if it is named."""
    lines: list[tuple[float, float, str]] = [(30, 4, "Hafenmeisterei Nordlicht"), (30, 8, "Liegeplatzausweis")]
    for at, key in enumerate(order.split()):
        x, y = 8 + 46 * (at % 2), 20 + 12 * (at // 2)
        lines += [(x, y + (3 if under else 0), LABELS[key]), (x, y + (0 if under else 3), values.get(key, ""))]
    return page(*(line for line in lines if line[2]), (30, 80, "Bitte sichtbar im Fenster aushängen"))


def learned(known: PageText, values: dict[str, str] = VALUES, **more: object) -> Exemplar:
    return observe("3", (known,), PASS, [Confirmed(k, v) for k, v in values.items()], **more)


def read(new: PageText, *exemplars: Exemplar) -> dict[str, str]:
    found = extract_fields((new,), PASS, adviser_for(PASS, Knowledge(exemplars)))
    return {key: values[0].value for key, values in found.items()}


NEW = {"holder": "Anke Osterloh", "berth": "Mole Ost", "fee": "96.00", "call": "RT 2087"}


def test_captions_in_words_of_no_definition_are_learned_over_and_under_their_values() -> None:
    for under in (False, True):
        assert read(boxed(NEW, under=under), learned(boxed(VALUES, under=under))) == NEW


def test_a_value_is_found_beside_its_caption_wherever_that_has_moved() -> None:
    assert read(boxed(NEW, order="call fee holder berth"), learned(boxed(VALUES))) == NEW


def test_a_field_whose_caption_is_not_on_the_page_is_absent_though_another_value_took_its_place() -> None:
    found = read(boxed(NEW, order="holder fee call"), learned(boxed(VALUES)))
    assert found == {key: value for key, value in NEW.items() if key != "berth"}


def test_a_field_with_an_empty_box_is_absent() -> None:
    without = {**NEW, "berth": ""}
    assert "berth" not in read(boxed(without), learned(boxed(VALUES)))


def test_the_caption_of_something_nobody_asked_for_is_no_value() -> None:
    known, new = (page(*[(line.box.x0 * 100, line.box.y0 * 100, line.text) for line in made.lines],
                       (8, 50, "Bearbeiter"), (8, 53, number))
                  for made, number in ((boxed(VALUES), "77-120"), (boxed({**NEW, "call": ""}), "81-004")))
    assert read(new, learned(known)).get("berth") == NEW["berth"]
    assert "Bearbeiter" not in read(new, learned(known)).values()


def test_recall_says_which_fields_their_captions_tell_to_be_missing() -> None:
    new = boxed(NEW, order="holder fee call")
    plans = plan_fields(PASS)
    told = recall(open_document((new,), plans), plans, [learned(boxed(VALUES))])
    assert told.missing == {"berth": 1.0}


def test_what_a_page_hardly_alike_does_not_have_says_little_of_the_new_one() -> None:
    made = boxed(NEW, order="holder fee call")
    strange = ("Der Ausweis gilt bis", "Ende der Saison am", "zweiten Becken", "ohne jede Gewähr",
               "für Boote im Winter", "und ihre Anhänger")
    new = page(*[(line.box.x0 * 100, line.box.y0 * 100, line.text) for line in made.lines],
               *[(8 + 46 * (n % 2), 45 + 3 * n, text) for n, text in enumerate(strange)])
    plans = plan_fields(PASS)
    told = recall(open_document((new,), plans), plans, [learned(boxed(VALUES))])
    assert told.near and told.similarity < 0.6 and 0 < told.missing["berth"] < 0.99


def test_a_value_of_two_lines_is_read_where_one_line_was_learned() -> None:
    def form(*lines: str) -> PageText:
        own = [(54, 20 + 3 * n, line) for n, line in enumerate(lines)]
        rest = [(8, 40, "Gebühr:"), (54, 40, "12.00"), (8, 50, "Rufzeichen:"), (54, 50, "AB 1200")]
        return page((30, 4, "Hafenmeisterei Nordlicht"), (8, 20, "Platz:"), *own, *rest)
    known = learned(form("Steg sieben"), {"berth": "Steg sieben", "fee": "12.00", "call": "AB 1200"})
    assert read(form("Mole Ost", "am Kran"), known)["berth"] == "Mole Ost am Kran"


def test_a_value_in_two_lines_beside_another_column_is_found_where_it_stands() -> None:
    known = page((30, 4, "Hafenmeisterei Nordlicht"), (8, 20, "Platz:"), (54, 20, "Gebühr:"), (8, 23, "Steg sieben"),
                 (54, 23, "12.00"), (8, 26, "am alten Kran"), (54, 26, "bar"))
    lesson = next(x for x in learned(known, {"berth": "Steg sieben am alten Kran"}).lessons if x.key == "berth")
    assert [place.cells for place in lesson.places] == [2]


def test_an_exemplar_kept_before_captions_were_learned_is_still_understood() -> None:
    data = learned(boxed(VALUES)).as_json()
    for lesson in data["lessons"]:
        lesson["places"] = [{k: v for k, v in p.items() if k not in ("caption", "pitch", "room", "plain")}
                            for p in lesson["places"]]
    old = {k: v for k, v in data.items() if k not in ("lists", "unwanted")}
    assert read(boxed(NEW), Exemplar.from_json(old)).get("holder") == NEW["holder"]


def test_of_two_dates_behind_the_same_word_the_one_behind_the_same_line_of_print_is_taken() -> None:
    def letter(dated: str, ordered: str, *, rows: tuple[int, int]) -> PageText:
        return page((10, 5, "Wartburg Handelskontor"), *sorted([
            (10, rows[0], f"Zollbeleg sieben Nr. 4471 vom: {dated}"),
            (10, rows[1], f"Auftrag Referenz acht vom: {ordered}")],
            key=lambda line: line[1]), (10, 40, "Waren nach Liste"))

    kind = load_type({"key": "letter", "label": {"en": "Letter"}, "fields": [
        {"key": "number", "label": {"en": "Number"}, "kind": "code"},
        {"key": "dated", "label": {"en": "Issued"}, "kind": "date"}]})
    known = observe("1", (letter("2024-03-05", "2024-02-01", rows=(14, 20)),), kind,
                    [Confirmed("dated", "2024-03-05"), Confirmed("number", "4471")])
    new = letter("2024-09-17", "2024-08-30", rows=(20, 14))
    found = extract_fields((new,), kind, adviser_for(kind, Knowledge((known,))))
    assert [v.value for v in found["dated"]] == ["2024-09-17"]


def sided(values: dict[str, str], beside: str = "", *more: tuple[float, float, str]) -> PageText:
    """Captions with a mark behind them over their values; those of the fields ``beside`` in one row with them."""
    lines: list[tuple[float, float, str]] = [(30, 4, "Hafenmeisterei Nordlicht"), (30, 8, "Liegeplatzausweis")]
    for at, (key, label) in enumerate(LABELS.items()):
        y = 20 + 12 * at
        lines += [(8, y, f"{label}:"), (30, y, values.get(key, "")) if key in beside.split()
                  else (8, y + 3, values.get(key, ""))]
    return page(*(line for line in (*lines, *more) if line[2]), (30, 80, "Bitte sichtbar im Fenster aushängen"))


def test_a_caption_whose_value_stands_on_another_side_than_before_still_names_it() -> None:
    for known, new in (("", "holder call"), ("holder call", ""), ("holder berth fee call", "berth")):
        assert read(sided(NEW, new), learned(sided(VALUES, known))) == NEW


def test_a_value_is_not_taken_from_beside_an_empty_caption_where_another_caption_names_it() -> None:
    without = {**NEW, "holder": ""}
    assert "holder" not in read(sided(without, "berth"), learned(sided(VALUES, "holder")))


def test_a_name_is_not_looked_for_elsewhere_where_its_own_caption_stands_with_nothing_beside_it() -> None:
    title = (8, 70, "Holder: Steg und Mole GmbH")
    known, new = sided(VALUES), sided({**NEW, "holder": ""}, "", title)
    assert read(new)["holder"] == "Steg und Mole GmbH"
    assert "holder" not in read(new, learned(known))


def test_a_number_of_a_make_that_no_reading_knows_is_taken_as_its_caption_announces_it() -> None:
    number = load_type({"key": "pass", "label": {"en": "Pass"}, "fields": [
        {"key": "line", "label": {"en": "Line"}, "kind": "phone"}, *PASS_FIELDS]})

    def with_line(text: str) -> PageText:
        return page((8, 60, "Rufnr.:"), (40, 60, text), *[(x.box.x0 * 100, x.box.y0 * 100, x.text)
                                                       for x in boxed(VALUES).lines])

    known = observe("3", (with_line("+34 600 123 456"),), number, [Confirmed("line", "+34 600 123 456"), *CONFIRMED])
    found = extract_fields((with_line("912 345 678"),), number, adviser_for(number, Knowledge((known,))))
    assert found["line"][0].value == "912 345 678"
    nothing = extract_fields((with_line("nach Vereinbarung"),), number, adviser_for(number, Knowledge((known,))))
    assert "line" not in nothing


def test_of_two_fields_with_one_value_each_is_learned_where_its_label_stands() -> None:
    """Tenant and payer are one person on the known page and two on the next one."""
    rent = load_type({"key": "rent", "label": {"en": "Rent"}, "fields": [
        {"key": "tenant", "label": {"en": "Tenant"}, "kind": "name"},
        {"key": "payer", "label": {"en": "Payer"}, "kind": "name"}]})

    def slip(tenant: str, payer: str) -> PageText:
        return page((30, 4, "Hausverwaltung Nordlicht"), (8, 20, "Tenant:"), (8, 23, tenant),
                    (8, 40, "Remitter:"), (8, 43, payer), (8, 60, "Vielen Dank für die Überweisung"))

    both = [Confirmed("tenant", "Solveig Brandt"), Confirmed("payer", "Solveig Brandt")]
    known = observe("3", (slip("Solveig Brandt", "Solveig Brandt"),), rent, both)
    new = (slip("Anke Osterloh", "Tilo Wedekind"),)
    found = extract_fields(new, rent, adviser_for(rent, Knowledge((known,))))
    assert {k: v[0].value for k, v in found.items()} == {"tenant": "Anke Osterloh", "payer": "Tilo Wedekind"}
