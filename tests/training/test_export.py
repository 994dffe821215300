"""What leaves the house: an archive that loads back, masked unless somebody insists, recorded either way."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from PIL import Image, ImageDraw

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import NotAllowed
from docmgr.doctypes import services as type_services
from docmgr.doctypes.models import DocumentType, FieldDefinition
from docmgr.documents import storage
from docmgr.documents.models import Document, Page
from docmgr.extraction.models import FieldValue
from docmgr.pipeline import flow
from docmgr.review import comments, deciding
from docmgr.review.concealing.concealment import Concealment, concealment_of
from docmgr.review.models import Correction
from docmgr.review.values import sheets
from docmgr.training.exports.export import write_zip
from docmgr.training.models import DatasetExport, ErrorSample
from docmgr.training.selectors import SampleFilter
from tests.review import makers

pytestmark = pytest.mark.django_db
SECRET = "110105194912310021"
RED = (200, 0, 0)
TOTAL_BOX = [0.2, 0.4, 0.6, 0.43]


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("ada", Role.ADMIN)


@pytest.fixture
def approved(employee: User, reviewer: User, invoice_type: DocumentType, tmp_path) -> Document:
    """Total misread (its place is red on the picture), identity number missed (white, like all else)."""
    document = makers.document(employee, invoice_type, values={
        "number": "03847562", "total": {"value": "11380.00", "raw": "11,380.00", "box": TOTAL_BOX}})
    picture = Image.new("RGB", (1000, 1400), "white")
    ImageDraw.Draw(picture).rectangle((200, 560, 600, 602), fill=RED)
    picture.save(tmp_path / "page.jpg", quality=95)
    key = storage.save_image(f"tests/{document.pk}/0001.jpg", tmp_path / "page.jpg")
    Page.objects.filter(document=document).update(image=key)
    for key, value in (("total", "11300.00"), ("id_no", SECRET)):
        deciding.decide(document, by=reviewer, revision=document.revision, key=key, kind="change", value=value,
                        page=1 if key == "total" else None, box=TOTAL_BOX if key == "total" else None)
    flow.approve(document, actor=reviewer, revision=document.revision)
    return document


def exported(by: User, **options) -> tuple[zipfile.ZipFile, list[dict], DatasetExport]:
    out = io.BytesIO()
    made = write_zip(SampleFilter(), out, by, **options)
    archive = zipfile.ZipFile(io.BytesIO(out.getvalue()))
    lines = [json.loads(line) for line in archive.read("samples.jsonl").decode().splitlines()]
    assert made.sha256 == hashlib.sha256(out.getvalue()).hexdigest()
    return archive, lines, made


@pytest.mark.database
def test_the_archive_loads_back_and_its_checksums_hold(approved: Document, admin: User) -> None:
    archive, lines, made = exported(admin)
    manifest = json.loads(archive.read("manifest.json"))
    assert manifest["samples"] == made.samples == len(lines) == 2
    assert set(manifest["files"]) | {"manifest.json"} == set(archive.namelist())
    for name, digest in manifest["files"].items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
    total = next(line for line in lines if line["field"] == "total")
    assert {k: total[k] for k in ("before", "after", "before_raw", "type", "version", "kind", "page", "box", "cause",
                                  "engine", "prompt")} == {
        "before": "11380.00", "after": "11300.00", "before_raw": "11,380.00", "type": "test_invoice", "version": 1,
        "kind": "money", "page": 1, "box": TOTAL_BOX, "cause": "misread", "engine": "test-engine", "prompt": "Read it."}


@pytest.mark.parametrize("masked", [True, False])
def test_what_people_said_of_a_document_stays_here(
        approved: Document, admin: User, reviewer: User, masked: bool) -> None:
    comments.write(approved, by=reviewer, text="behind one's hand", key="total")
    archive, lines, _made = exported(admin, masked=masked)
    assert lines and not [name for name in archive.namelist() if b"behind one" in archive.read(name)]


def test_the_crop_shows_the_value_with_some_page_around_it(approved: Document, admin: User) -> None:
    archive, lines, _made = exported(admin)
    total = next(line for line in lines if line["field"] == "total")
    crop = Image.open(io.BytesIO(archive.read(total["crop"]))).convert("RGB")
    assert 400 < crop.width < 600
    red, edge = crop.getpixel((crop.width // 2, crop.height // 2)), crop.getpixel((2, 2))
    assert red[0] > 150 > red[1]
    assert min(edge) > 240
    page = Image.open(io.BytesIO(archive.read(total["image"])))
    assert page.size == (1000, 1400)


def test_sensitive_values_are_masked_in_text_and_black_in_pictures(approved: Document, admin: User) -> None:
    archive, lines, _made = exported(admin)
    assert all(SECRET not in archive.read(name).decode("latin-1") for name in archive.namelist())
    secret = next(line for line in lines if line["field"] == "id_no")
    assert secret["after"] == "*****"
    assert secret["masked"] is True
    page = Image.open(io.BytesIO(archive.read(secret["image"]))).convert("RGB")
    x0, y0, x1, y1 = secret["box"]
    middle = (int((x0 + x1) / 2 * 1000), int((y0 + y1) / 2 * 1400))
    assert max(page.getpixel(middle)) < 30
    crop = Image.open(io.BytesIO(archive.read(secret["crop"]))).convert("RGB")
    assert max(crop.getpixel((crop.width // 2, crop.height // 2))) < 30


def test_a_field_that_becomes_sensitive_is_masked_on_documents_that_were_approved_before(
    approved: Document, admin: User,
) -> None:
    version = approved.doc_type.live
    draft = type_services.open_draft(approved.doc_type, by=admin)
    draft.fields.filter(key="total").update(sensitive=True)
    _archive, lines, _made = exported(admin)
    assert next(line for line in lines if line["field"] == "total")["after"] == "11300.00"
    type_services.publish(draft, by=admin, revision=draft.revision)
    assert approved.runs.get().type_version == version
    _archive, lines, _made = exported(admin)
    assert "11300" not in next(line for line in lines if line["field"] == "total")["after"]


def test_a_readable_export_is_possible_and_recorded_as_such(approved: Document, admin: User) -> None:
    archive, lines, made = exported(admin, masked=False)
    secret = next(line for line in lines if line["field"] == "id_no")
    assert secret["after"] == SECRET
    page = Image.open(io.BytesIO(archive.read(secret["image"]))).convert("RGB")
    assert min(page.getpixel((400, 720))) > 240
    assert made.filters == {"kind": "plain", "everything": False, "masked": False}
    row = AuditEvent.objects.get(action="samples.exported")
    assert (row.actor, row.after["masked"], row.after["sha256"]) == (admin, False, made.sha256)


def test_pictures_stay_inside_where_the_place_of_a_secret_is_not_known(
    approved: Document, reviewer: User, admin: User,
) -> None:
    Page.objects.update(lines=[])
    Correction.objects.filter(key="id_no").update(page=None, box=None)
    archive, lines, _made = exported(admin)
    assert [(line["crop"], line["image"]) for line in lines] == [(None, None)] * 2
    assert not [name for name in archive.namelist() if name.endswith((".png", ".jpg"))]


def test_the_place_of_a_wrong_reading_does_not_count_as_the_place_of_the_secret(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    document = makers.document(employee, invoice_type, values={
        "number": "1", "total": "1.00", "id_no": {"value": "PO-7781", "box": [0.1, 0.55, 0.3, 0.58]}})
    Page.objects.update(lines=[line for line in makers.LINES if SECRET not in line["text"]])
    deciding.decide(document, by=reviewer, revision=0, key="id_no", kind="change", value=SECRET)
    hidden = concealment_of(sheets([document.pk])[document.pk], list(document.pages.all()))
    assert not hidden.complete


def test_a_secret_inside_another_fields_value_is_masked_too(approved: Document, admin: User) -> None:
    ErrorSample.objects.filter(key="total").update(before=f"see {SECRET}")
    _archive, lines, _made = exported(admin)
    assert next(line for line in lines if line["field"] == "total")["before"] == "see *****"


def test_numbers_that_look_like_personal_data_are_covered_though_no_field_claims_them(
    approved: Document, admin: User,
) -> None:
    lines = [*makers.LINES, makers.line("电话 13800138000", 0.8)]
    Page.objects.update(lines=lines)
    archive, samples, _made = exported(admin)
    page = Image.open(io.BytesIO(archive.read(samples[0]["image"]))).convert("RGB")
    assert max(page.getpixel((500, int(0.815 * 1400)))) < 30
    assert min(page.getpixel((130, int(0.815 * 1400)))) > 240


def test_a_lost_picture_does_not_stop_the_export(approved: Document, admin: User) -> None:
    Page.objects.update(image="tests/gone.jpg")
    _archive, lines, _made = exported(admin)
    assert [line["image"] for line in lines] == [None, None]


def test_only_administrators_export(approved: Document, reviewer: User) -> None:
    with pytest.raises(NotAllowed):
        write_zip(SampleFilter(), io.BytesIO(), reviewer)
    assert not DatasetExport.objects.exists()


@pytest.mark.database
def test_queries_of_an_export_grow_with_documents_not_with_samples(
    approved: Document, admin: User, django_assert_max_num_queries,
) -> None:
    with django_assert_max_num_queries(24):
        exported(admin)


def hidden_on(
    document: Document, *, kind: str, lines: list[dict], value: str = "", many: bool = False,
) -> Concealment:
    """What is concealed where the sensitive field of that kind was read as ``value``, or missed."""
    FieldDefinition.objects.filter(key="id_no").update(kind=kind, many=many)
    if value:
        sheet = sheets([document.pk])[document.pk]
        FieldValue.objects.create(run=sheet.run, key="id_no", index=0, value=value, raw=value, confidence=0.9, page=1,
                                  box=lines[0]["box"], source="ocr")
    Page.objects.filter(document=document).update(lines=lines)
    return concealment_of(sheets([document.pk])[document.pk], list(Page.objects.filter(document=document)))


@pytest.fixture
def missed(employee: User, invoice_type: DocumentType) -> Document:
    """The engine found no identity number, and nobody decided on it."""
    return makers.document(employee, invoice_type, values={"number": "1", "total": "1.00"})


@pytest.mark.parametrize(("kind", "text"), [
    ("phone", "Tel. +49 30 901820"), ("phone", "电话 010-62770000"), ("bank_account", "账号 0200 3301 0902"),
    ("email", "zhang@example.com"), ("id_number", "1101O5194912310021"), ("id_number", "Passport E12345678"),
    ("tax_id", "DE136695976"), ("date", "出生 1990年1月2日"),
])
def test_what_could_be_a_secret_that_nobody_found_is_covered_by_its_shape(
    missed: Document, kind: str, text: str,
) -> None:
    hidden = hidden_on(missed, kind=kind, lines=[makers.line(text, 0.7), makers.line("Thank you", 0.8)])
    assert hidden.complete
    assert hidden.boxes[1]
    assert all(box[1] == 0.7 for box in hidden.boxes[1])


@pytest.mark.parametrize("kind", ["name", "text", "address", "code"])
def test_pictures_stay_inside_where_a_secret_without_a_shape_was_missed(missed: Document, kind: str) -> None:
    assert not hidden_on(missed, kind=kind, lines=[makers.line("Zhang San", 0.7)]).complete


def test_a_persons_word_that_there_is_no_such_value_lets_the_pictures_out(
    missed: Document, reviewer: User,
) -> None:
    deciding.decide(missed, by=reviewer, revision=0, key="id_no", kind="absent")
    hidden = hidden_on(missed, kind="name", lines=[makers.line("Zhang San", 0.7)])
    assert hidden.complete
    assert not hidden.boxes[1]


def test_a_second_value_that_the_engine_missed_is_covered_too(missed: Document) -> None:
    lines = [makers.line("0200 3301 0902", 0.6), makers.line("0200 4401 0903", 0.7)]
    hidden = hidden_on(missed, kind="bank_account", lines=lines, value="020033010902", many=True)
    assert {box[1] for box in hidden.boxes[1]} == {0.6, 0.7}


def test_a_secret_that_nobody_found_is_masked_inside_another_fields_value(missed: Document) -> None:
    hidden = hidden_on(missed, kind="phone", lines=[makers.line("Tel. 010-62770000", 0.7)])
    assert "62770000" not in hidden.text("call 010-62770000 first", sensitive=False)
    assert hidden.text("Thank you", sensitive=False) == "Thank you"


def test_no_export_shows_a_secret_on_a_page_where_the_engine_missed_it(
    approved: Document, admin: User,
) -> None:
    """The whole way: a second sensitive field, its value on the page, no reading of it."""
    FieldDefinition.objects.create(version=approved.doc_type.live, key="phone", label_zh="电话", label_en="Phone",
                                   kind="phone", sensitive=True, position=99)
    Page.objects.update(lines=[*makers.LINES, makers.line("010-62770000", 0.8)])
    archive, lines, _made = exported(admin)
    page = Image.open(io.BytesIO(archive.read(lines[0]["image"]))).convert("RGB")
    assert max(page.getpixel((350, int(0.815 * 1400)))) < 30
    assert min(page.getpixel((800, int(0.815 * 1400)))) > 240
