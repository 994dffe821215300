"""What a person decided, on the workbench and in the downloads: no score of the machine, no place it does not have."""

from __future__ import annotations

import csv
import io
import json

import pytest

from docmgr.documents.models import Document
from docmgr.review import deciding
from docmgr.review.fields import CurrentField
from docmgr.review.values import current_fields
from docmgr.web import bench, exporters
from tests.review import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided() -> tuple[Document, list[CurrentField]]:
    """A number that the engine misread, put right in words that stand on no page."""
    document = makers.document(makers.person("own"), makers.invoice_type(), values={"number": ("03847567", 0.42)})
    deciding.decide(document, by=makers.person("wei"), revision=0, key="number", kind="change", value="99999999")
    return document, current_fields(document)


def test_the_workbench_still_shows_where_the_engine_had_looked_and_offers_its_reading(decided) -> None:
    card = bench.card(decided[1][0], {})
    assert (card["page"], card["box"]) == (1, makers.BOX)
    assert [(c["value"], c["confidence"], c["box"]) for c in card["candidates"]] == [("03847567", 0.42, makers.BOX)]


def test_tables_leave_the_score_of_a_decided_value_empty(decided) -> None:
    assert exporters.export("xlsx", *decided, pages=[])
    rows = list(csv.DictReader(io.StringIO(exporters.export("csv", *decided, pages=[]).decode("utf-8-sig"))))
    told = list(rows[0].values())
    assert told[1:5] == ["number", "99999999", "", ""]
    assert told[6:] == ["", "wei", ""]  # no field of a table, so in no row


def test_the_json_names_the_person_as_the_source(decided) -> None:
    told = json.loads(exporters.export("json", *decided, pages=[]))["fields"]["number"]
    assert (told["source"], told["confidence"], told["raw"], told["box"], told["confirmed_by"]) == (
        "person", None, "", None, "wei")
