"""Masked pictures: a date or an amount that a person stands for may be seen, a secret never."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents.models import Document, Page
from docmgr.review.concealing.concealment import Concealment, concealment_of
from docmgr.review.concealing.line_parts import turned
from docmgr.review.concealing.sparing import spared
from docmgr.review.deciding import decide
from docmgr.review.places import part_of, plain
from docmgr.review.values import Sheet, sheets
from tests.review import makers

BOX = [0.1, 0.1, 0.9, 0.13]
LONG = re.compile(r"\d(?:[ .\-/()]?\d){5,}")


def paper(
    text: str, *, value: str, kind: str = "date", missing: str = "phone", known: str = "",
    box: list[float] | None = None, own_sensitive: bool = False, decided: bool = True, also: tuple[str, ...] = (),
) -> tuple[Sheet, list[Page]]:
    """One line of print in BOX, of which a person stands for ``value``; a sensitive field of the kind ``missing`` has
    no value that anybody knows, another one has ``known``. No database."""
    fields = [FieldDefinition(key="own", kind=kind, sensitive=own_sensitive),
              FieldDefinition(key="secret", kind=missing, sensitive=True)]
    read: dict[Any, Any] = {}
    if known:
        fields.append(FieldDefinition(key="known", kind="text", sensitive=True))
        read["known", 0] = SimpleNamespace(value=known, raw=known, page=1, box=[0.1, 0.8, 0.2, 0.83], candidates=[])
    decision = SimpleNamespace(key="own", index=0, kind="confirm", after=value, before=value, raw=value, page=1,
                               box=box or BOX)
    made = _Sheet(fields, read, [decision] if decided else [])
    lines = [{"text": t, "box": [BOX[0], y, BOX[2], y + 0.03]} for t, y in zip((text, *also), (0.1, 0.2, 0.3, 0.4),
                                                                               strict=False)]
    return made, [Page(number=1, lines=lines)]  # type: ignore[return-value]


class _Sheet:
    """What concealing asks of a sheet."""

    def __init__(self, fields: list[FieldDefinition], read: dict[Any, Any], decisions: list[Any]) -> None:
        self.version = SimpleNamespace(fields=SimpleNamespace(all=lambda: fields))
        self.read, self.corrections = read, decisions

    def decided(self) -> dict[Any, Any]:
        return {(d.key, d.index): d for d in self.corrections}

    def place_of(self, decision: Any) -> tuple[int, list[float]]:
        return decision.page, decision.box

    def fields(self) -> list[Any]:
        told = {d.key for d in self.corrections} | {key for key, _index in self.read}
        return [SimpleNamespace(sensitive=f.sensitive, kind=f.kind, many=f.many, value="x" if f.key in told else "",
                                decided_at=None) for f in self.version.fields.all()]


def uncovered(hidden: Concealment, text: str, y: float = 0.1) -> str:
    """The line as the picture shows it, black places left out, blanks left out."""
    bare, seen = plain(text), ""
    for at, letter in enumerate(bare):
        x0, _, x1, _ = part_of([BOX[0], y, BOX[2], y + 0.03], at, at + 1, bare)
        middle = (x0 + x1) / 2
        black = any(b[0] <= middle <= b[2] and b[1] <= y + 0.015 <= b[3] for b in hidden.boxes[1])
        seen += "" if black else letter
    return seen


def seen(text: str, **about: Any) -> str:
    return uncovered(concealment_of(*paper(text, **about)), text)


@pytest.mark.parametrize(("text", "value", "kind"), [
    ("2024-03-11", "2024-03-11", "date"), ("11.03.2024", "2024-03-11", "date"),
    ("Date: 2024/03/11", "2024-03-11", "date"), ("2024-03-11 13:05:22", "2024-03-11", "date"),
    ("12500.00", "12500.00", "money"), ("¥ 12500.00", "12500.00", "money"), ("1.250.000,00 EUR", "1250000.00", "money"),
])
def test_a_date_or_an_amount_that_a_person_stands_for_is_seen(text: str, value: str, kind: str) -> None:
    assert seen(text, value=value, kind=kind) == plain(text)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_so_it_is_on_a_page_that_lies_on_its_side_and_only_in_its_own_place(degrees: int) -> None:
    text = "2024-03-11 paid, due 2024-03-11"
    own = part_of(BOX, 0, 10, text)
    sheet, [page] = paper(text, value="2024-03-11", box=turned(own, -degrees))
    page.rotation, page.lines = degrees, [{**page.lines[0], "box": turned(BOX, -degrees)}]
    found = spared(sheet, page, kinds={"phone"}, secrets=())
    assert found[0] == [(0, 10)]


@pytest.mark.parametrize(("text", "about"), [
    ("20240311", {"value": "2024-03-11"}),                                             # eight digits may be a telephone
    ("01.02.2003 555", {"value": "2003-02-01"}),                                       # the number goes on
    ("110101 2024-03-11 0021", {"value": "2024-03-11", "missing": "id_number"}),       # a birth date inside a number
    ("0301 2024-03-11", {"value": "2024-03-11"}),
    ("2024-03-11", {"value": "2024-03-12"}),                                           # says something else
    ("2024-03-11", {"value": "2024-03-11", "missing": "date"}),                        # is of the kind that is missing
    ("2024-03-11", {"value": "2024-03-11", "own_sensitive": True}),
    ("2024-03-11", {"value": "2024-03-11", "decided": False}),                         # only the machine says so
    ("2024-03-11", {"value": "2024-03-11", "box": [0.1, 0.5, 0.9, 0.53]}),             # confirmed in another place
    ("2024-03-11", {"value": "2024-03-11", "known": "2024 0311"}),                     # is a known secret as well
    ("2024-03-11", {"value": "2024-03-11", "known": "110105202403110021"}),
    ("11.03.2024", {"value": "2024-03-11", "known": "20240311"}),
    ("12500.00", {"value": "12500.00", "kind": "money", "missing": "money"}),
    ("1250000", {"value": "1250000", "kind": "money"}),                                # no decimals: a number like any
    ("2024-03-11", {"value": "2024-03-11", "kind": "code"}),
])
def test_what_could_be_the_secret_is_covered(text: str, about: dict[str, Any]) -> None:
    assert not LONG.search(seen(text, **about))


def test_the_same_print_in_another_place_is_covered() -> None:
    sheet, pages = paper("2024-03-11", value="2024-03-11", also=("Tel 2024-03-11",))
    hidden = concealment_of(sheet, pages)
    assert uncovered(hidden, "2024-03-11") == "2024-03-11"
    assert not LONG.search(uncovered(hidden, "Tel 2024-03-11", y=0.2))


DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))
WAYS = st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d", "%d-%m-%Y"])
SECRETS = st.one_of(
    st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.from_regex(r"0\d{2,3}[- ]\d{7,8}", fullmatch=True),
    st.from_regex(r"\d{4} \d{4}( \d{4}){0,3}", fullmatch=True),
    st.from_regex(r"\+\d{2} \d{2,4}[ /-]\d{4,8}", fullmatch=True),
    st.from_regex(r"\d{2}\.\d{2}\.\d{2}\.\d{2}", fullmatch=True),
    st.from_regex(r"\d{6}(19|20)\d{6}\d{3}[\dX]", fullmatch=True),
    st.from_regex(r"\d{4}-\d{2}-\d{2,5}", fullmatch=True), st.from_regex(r"\d{6,12}", fullmatch=True))
GAPS = st.sampled_from(["", " ", "  ", "-", ".", "/", " - ", ":", ": ", "号", " Tel. ", "(", " 13:05 "])
MISSING = st.sampled_from(["phone", "bank_account", "id_number", "tax_id", "iban", "date", "money"])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(day=DAYS, way=WAYS, secret=SECRETS, gap=GAPS, behind=st.booleans(), missing=MISSING)
def test_a_secret_beside_a_date_is_covered_as_well_as_without_sparing(
    day: Any, way: str, secret: str, gap: str, behind: bool, missing: str,
) -> None:
    """Whatever stands before or behind the date that a person stands for: only the date itself comes to light."""
    print_ = day.strftime(way)
    text = f"{print_}{gap}{secret}" if behind else f"{secret}{gap}{print_}"
    about = {"value": day.isoformat(), "missing": missing}
    before = seen(text, decided=False, **about)
    after = seen(text, **about)
    if after != before:
        assert plain(print_) in after
        # Without the print of the date, and the time of day behind it, no more is to be seen than before.
        assert len(after) - len(before) <= len(plain(print_)) + len("13:05")
        rest = after.replace(plain(print_), "|", 1)
        assert not LONG.search(rest)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(secret=SECRETS, missing=MISSING)
def test_a_value_that_is_confirmed_and_secret_is_covered(secret: str, missing: str) -> None:
    """Somebody confirms as a date (or an amount) what another field holds as its secret."""
    for kind in ("date", "money"):
        assert not LONG.search(seen(secret, value=secret, kind=kind, missing=missing, known=secret))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(day=DAYS, way=WAYS, missing=MISSING)
def test_a_birthday_inside_a_known_number_is_covered(day: Any, way: str, missing: str) -> None:
    number = f"110105{day:%Y%m%d}002X"
    shown = seen(day.strftime(way), value=day.isoformat(), missing=missing, known=number)
    assert shown == seen(day.strftime(way), value=day.isoformat(), missing=missing, known=number, decided=False)


@pytest.fixture
def dated(employee: Any, reviewer: Any, invoice_type: DocumentType) -> Document:
    """A sensitive telephone that nobody found, and a date."""
    FieldDefinition.objects.filter(key="id_no").update(kind="phone")
    lines = [makers.line("2024-03-11", 0.1), makers.line("62770000", 0.2)]
    document = makers.document(employee, invoice_type, values={
        "number": "1", "total": "1.00", "date": {"value": "2024-03-11", "box": lines[0]["box"]}})
    Page.objects.filter(document=document).update(lines=lines)
    return document


@pytest.mark.django_db
def test_a_confirmation_brings_the_date_to_light_and_nothing_else(dated: Document, reviewer: Any) -> None:
    def covered() -> set[float]:
        pages = list(Page.objects.filter(document=dated))
        return {box[1] for box in concealment_of(sheets([dated.pk])[dated.pk], pages).boxes[1]}

    assert covered() == {0.1, 0.2}
    decide(dated, by=reviewer, revision=0, key="date", kind="confirm")
    assert covered() == {0.2}
