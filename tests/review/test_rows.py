"""Tables: rows stay together, an empty cell is no value, and a cell is decided on like any other field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.extraction import engine
from docmgr.extraction.doubt import weigh
from docmgr.extraction.models import FieldValue
from docmgr.review import deciding, row_sums, rows, services, strip
from docmgr.review.conflicts import Stale
from docmgr.review.deciding import Wanted
from docmgr.review.disclosure import shown_to
from docmgr.review.models import Correction
from docmgr.review.values import current_fields, sheets
from tests.review import makers
from tests.review.tabled import COLUMNS, PRINTED, box, table_document, table_type

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def doc_type(db: None) -> DocumentType:
    return table_type()


@pytest.fixture
def document(employee: User, doc_type: DocumentType) -> Document:
    return table_document(employee, doc_type)


def grid(document: Document) -> list[list[str]]:
    [table] = rows.tables_of(current_fields(document))
    return [[cell.value for cell in row.cells] for row in table.rows]


def values(document: Document, key: str) -> list[str]:
    return [f.value for f in current_fields(document) if f.key == key]


def change(document: Document, by: User, key: str, index: int, value: str, **more: Any) -> deciding.Decided:
    return deciding.decide(
        document, by=by, revision=document.revision, key=key, index=index, kind="change", value=value, **more)


def test_a_cell_without_a_value_is_empty_and_no_value_is_made_up_for_it(document: Document) -> None:
    assert grid(document)[1] == ["Ink black", "2", "", "24.00"]
    assert values(document, "price") == ["4.50", "31.00"]


def test_emptying_a_cell_leaves_the_others_in_their_rows(document: Document, reviewer: User) -> None:
    deciding.decide(document, by=reviewer, revision=0, key="count", index=0, kind="absent")
    assert [line[1] for line in grid(document)] == ["", "2", "1"]
    assert values(document, "count") == ["2", "1"]


def test_a_value_typed_into_an_empty_cell_stands_in_its_row_or_nowhere(document: Document, reviewer: User) -> None:
    change(document, reviewer, "price", 1, "12.00")
    [cell] = [f for f in current_fields(document) if f.place == ("price", 1)]
    assert (cell.value, cell.page, cell.box) == ("12.00", 1, pytest.approx(box("price", 1), abs=1e-3))
    change(document, reviewer, "count", 1, "10")  # printed, but in another row
    [cell] = [f for f in current_fields(document) if f.place == ("count", 1)]
    assert cell.box is None


def test_of_what_a_row_says_twice_the_one_in_the_column_is_meant(document: Document, reviewer: User) -> None:
    deciding.decide(document, by=reviewer, revision=0, key="amount", index=2, kind="absent")
    change(document, reviewer, "amount", 2, "31.00")
    [cell] = [f for f in current_fields(document) if f.place == ("amount", 2)]
    assert cell.box == pytest.approx(box("amount", 2), abs=1e-3)


def test_a_new_row_finds_its_place_on_the_page_by_what_is_printed_once(document: Document, reviewer: User) -> None:
    wanted = [Wanted(key=key, index=3, kind="change", value=text)
              for key, text in zip(COLUMNS, PRINTED[3], strict=True)]
    made = deciding.decide_each(document, by=reviewer, revision=0, wanted=wanted)
    assert made.revision == 1
    fields = {f.place: f for f in current_fields(document)}
    assert grid(document)[3] == ["Stapler", "3", "10.00", "30.00"]
    for key in COLUMNS:  # a single figure, too, once it is known where the row is
        assert fields[key, 3].box == pytest.approx(box(key, 3), abs=1e-3)


def test_a_row_put_between_others_stays_there_and_touches_none(document: Document, reviewer: User) -> None:
    change(document, reviewer, "what", 5, "Stapler", before=1)
    change(document, reviewer, "amount", 5, "30.00", before=1)
    assert [line[0] for line in grid(document)] == ["Paper A4", "Stapler", "Ink black", "Desk lamp"]
    assert values(document, "amount") == ["45.00", "30.00", "24.00", "31.00"]
    assert Correction.objects.count() == 2
    change(document, reviewer, "what", 6, "Glue")
    deciding.decide(document, by=reviewer, revision=document.revision, key="net", kind="confirm")
    assert [line[0] for line in grid(document)] == ["Paper A4", "Stapler", "Ink black", "Desk lamp", "Glue"]
    undone = [Wanted(key=key, index=5, kind="undo") for key in ("what", "amount")]
    deciding.decide_each(document, by=reviewer, revision=document.revision, wanted=undone)
    assert [line[0] for line in grid(document)] == ["Paper A4", "Ink black", "Desk lamp", "Glue"]


def test_rules_are_asked_of_the_values_in_whatever_order_rows_stand(document: Document, reviewer: User) -> None:
    made = change(document, reviewer, "amount", 7, "30.00", before=0)
    checks = {f.place: {c["name"]: c["ok"] for c in f.checks} for f in made.after if f.key in ("amount", "net")}
    assert all(found.get("sum_matches") for found in checks.values())
    made = change(document, reviewer, "amount", 7, "31.00")
    assert all(f.needs_person for f in made.after if f.key == "net")


def test_several_cells_are_decided_on_together_or_not_at_all(document: Document, reviewer: User) -> None:
    good, bad = Wanted(key="what", index=0, kind="confirm"), Wanted(key="price", index=1, kind="confirm")
    for wanted in ([good, bad], [good, good], [], [Wanted(key="what", index=n, kind="confirm") for n in range(1001)],
                   [good, Wanted(key="what", index=500, kind="change", value="x")]):
        with pytest.raises(Invalid):
            deciding.decide_each(Document.objects.get(), by=reviewer, revision=0, wanted=wanted)
    assert not Correction.objects.exists()
    assert Document.objects.get().revision == 0


def test_rows_that_were_read_beyond_those_that_people_may_add_can_be_decided_on_and_undone(
    document: Document, reviewer: User,
) -> None:
    FieldValue.objects.filter(index=2).exclude(key="price").update(index=700)
    for kind, value, told in (("absent", "", ["45.00", "24.00"]), ("undo", "", ["45.00", "24.00", "31.00"]),
                              ("absent", "", ["45.00", "24.00"]), ("change", "9.00", ["45.00", "24.00", "9.00"])):
        deciding.decide(document, by=reviewer, revision=document.revision, key="amount", index=700, kind=kind,
                        value=value)
        assert values(document, "amount") == told
    change(document, reviewer, "price", 700, "3.00")
    for key, index in (("price", 701), ("net", 700)):
        with pytest.raises(Invalid, match="field_unknown"):
            change(Document.objects.get(), reviewer, key, index, "3.00")


def test_a_value_that_is_too_long_is_refused_for_that(document: Document, reviewer: User) -> None:
    with pytest.raises(Invalid) as refused:
        change(document, reviewer, "what", 0, "x" * 20_001)
    assert "more than 20000 characters" in str(refused.value.message)


def test_each_cell_has_its_row_in_the_audit_log_and_whoever_is_late_overwrites_nothing(
    document: Document, reviewer: User, colleague: User,
) -> None:
    wanted = [Wanted(key="what", index=n, kind="confirm") for n in range(3)]
    deciding.decide_each(document, by=reviewer, revision=0, wanted=wanted)
    told = [(event.action, event.after["field"], event.after["index"])
            for event in AuditEvent.objects.filter(action__startswith="field.").order_by("id")]
    assert told == [("field.confirmed", "what", n) for n in range(3)]
    with pytest.raises(Stale) as late:
        deciding.decide_each(Document.objects.get(), by=reviewer, revision=0, wanted=wanted)
    assert len(late.value.params["saved"]) == 3


def test_a_number_of_a_row_is_never_used_twice(document: Document, reviewer: User) -> None:
    sheet = sheets([document.pk])[document.pk]
    assert sheet.rows_used(["what", "amount"]) == 3
    change(document, reviewer, "what", 8, "Glue")
    deciding.decide(document, by=reviewer, revision=document.revision, key="what", index=8, kind="absent")
    assert sheets([document.pk])[document.pk].rows_used(["what", "amount"]) == 9


def test_what_a_column_adds_up_to_is_held_against_what_a_rule_says(document: Document, reviewer: User) -> None:
    def summed() -> dict[str, Any]:
        fields, sheet = current_fields(document), sheets([document.pk])[document.pk]
        return row_sums.sums_of(rows.tables_of(fields)[0], fields, sheet.version.rules)

    assert set(summed()) == {"amount"}
    assert (summed()["amount"].amount, summed()["amount"].agrees) == (Decimal("100.00"), False)
    assert summed()["amount"].apart == Decimal("30.00")
    change(document, reviewer, "amount", 3, "30.00")
    assert summed()["amount"].agrees
    change(document, reviewer, "amount", 3, "thirty or so")
    assert summed()["amount"].amount is None


def test_without_a_rule_a_total_of_just_as_much_is_named_and_none_is_blamed(employee: User) -> None:
    document = table_document(employee, table_type(rules=[]))
    fields = current_fields(document)
    [column] = row_sums.sums_of(rows.tables_of(fields)[0], fields, []).values()
    assert (column.key, column.total, column.agrees) == ("amount", None, None)


def test_a_sensitive_column_is_masked_in_the_rows_as_everywhere(reviewer: User) -> None:
    owner, mate = makers.person("owner", Role.EMPLOYEE), makers.person("mate", Role.EMPLOYEE)
    document = table_document(owner, table_type(sensitive=True))
    in_clear = rows.by_table(shown_to(reviewer, document).fields())["items"][0]["values"]["amount"]
    masked = rows.by_table(shown_to(mate, document).fields())["items"][0]["values"]["amount"]
    assert in_clear == "45.00" and masked != "45.00"


def test_a_required_column_that_was_not_found_is_asked_for_in_one_cell(employee: User) -> None:
    doc_type = table_type(asks=False, required=True)
    document = makers.document(employee, doc_type, values={"net": "1.00"})
    [table] = rows.tables_of(current_fields(document))
    assert [(row.index, [cell.needs_person for cell in row.cells]) for row in table.rows] == [
        (0, [False, False, False, True])]


PRODUCT = {"rule": "product", "of": ["count", "price"], "equals": "amount"}


def test_a_row_tells_what_its_figures_make_where_it_says_something_else(employee: User, reviewer: User) -> None:
    document = table_document(employee, table_type())
    change(document, reviewer, "amount", 0, "40.50")    # less a tenth
    [table] = rows.tables_of(current_fields(document))
    [told] = row_sums.products_of(table, [PRODUCT]).items()
    assert told == (0, row_sums.Product(("10", "4.50"), Decimal("45"), Decimal("40.50")))
    assert row_sums.products_of(table, [{**PRODUCT, "tolerance": "5"}]) == {}
    assert row_sums.products_of(table, [{**PRODUCT, "equals": "net"}]) == {}


def test_a_rate_counts_as_its_share_of_one_in_a_row(employee: User) -> None:
    document = table_document(employee, table_type())
    for key, text in (("count", "13%"), ("price", "200.00"), ("amount", "26.00")):
        FieldValue.objects.filter(key=key, index=0).update(value=text.rstrip("%"), raw=text)
    [table] = rows.tables_of(current_fields(document))
    assert row_sums.products_of(table, [PRODUCT]) == {}


@pytest.mark.parametrize("typed", ["1_000", "9e999999", "nan"])
def test_what_is_no_number_on_paper_is_none_in_the_foot(employee: User, reviewer: User, typed: str) -> None:
    document = table_document(employee, table_type())
    FieldValue.objects.filter(key="amount", index=0).update(value=typed)
    fields = current_fields(document)
    [table] = rows.tables_of(fields)
    assert row_sums.sums_of(table, fields, [])["amount"].amount is None


def test_columns_that_are_not_required_ask_nobody_and_show_their_doubts(employee: User, reviewer: User) -> None:
    doc_type = table_type(asks=False)
    document = table_document(employee, doc_type)
    FieldValue.objects.filter(run__document=document, key="amount").update(confidence=0.2)
    fields = current_fields(document)
    assert [f.key for f in fields if f.is_doubtful] == ["amount"] * 3
    assert not any(f.needs_person for f in fields)
    values = FieldValue.objects.filter(run__document=document)
    assert weigh(doc_type.live_fields(), values, review_below=0.7) == weigh(
        [f for f in doc_type.live_fields() if not f.rows], values, review_below=0.7)
    assert strip.stands_of(reviewer, doc_type, doc_type.live_fields())["amount"] == []
    services.approve(document, by=reviewer, revision=0)
    document.refresh_from_db()
    assert document.status == Status.APPROVED and not Correction.objects.exists()


def test_what_was_read_as_one_row_stays_one_though_its_prints_stand_at_different_heights() -> None:
    def value(key: str, index: int, row: int, y: float) -> engine.EngineValue:
        return engine.EngineValue(key=key, index=index, value="x", raw="x", confidence=0.9, page=1, source="ocr",
                                  box=[0.1, y, 0.2, y + 0.02], how=f"table:{row}", checks=[], candidates=[])

    pages = [engine.EnginePage(number=1, width=1000, height=1400, rotation=0, quality=1, source="text_layer",
                               image=None, lines=[])]
    read = [value("what", 0, 1, 0.30), value("what", 1, 2, 0.36), value("amount", 0, 1, 0.33),
            value("amount", 1, 2, 0.39), value("price", 0, 2, 0.36)]
    assert [v.index for v in engine.in_rows(read, {"what", "amount", "price"}, pages)] == [0, 1, 0, 1, 1]


def test_values_that_data_told_in_lists_of_one_length_are_rows_in_their_order() -> None:
    def value(key: str, index: int, how: str, where: list[float] | None) -> engine.EngineValue:
        return engine.EngineValue(key=key, index=index, value="x", raw="x", confidence=0.9, page=1 if where else None,
                                  box=where, source="xml", how=how, checks=[], candidates=[])

    pages = [engine.EnginePage(number=1, width=1000, height=1400, rotation=0, quality=1, source="text_layer",
                               image=None, lines=[])]
    places = {"what": [box("what", 0), None], "count": [box("count", 3), box("count", 0)]}
    told = [value(key, n, "xml:BT-1", where) for key, column in places.items() for n, where in enumerate(column)]
    assert [v.index for v in engine.in_rows(told, {"what", "count"}, pages)] == [0, 1, 0, 1]
    read = [value(key, n, "table", where) for key, column in places.items() for n, where in enumerate(column)]
    assert [v.index for v in engine.in_rows(read, {"what", "count"}, pages)] == [0, 1, 1, 0]
