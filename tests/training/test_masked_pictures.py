"""Masked exports of papers about people: neither the product's own reader nor a reader of codes finds anything of a
person in what leaves the house."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from docmgr.accounts.models import User
from docmgr.documents import storage
from docmgr.documents.models import Page
from docmgr.review.concealing.concealment import Concealment
from docmgr.review.concealing.line_parts import part_on, turned
from docmgr.review.concealing.masked_pictures import masked_picture
from docmgr.review.models import Correction
from docmgr.review.places import part_of
from docmgr.training.exports import formats
from ocr_engine.reading import read
from tests.training import cards
from tests.training.shops import items

PIECE = 6
DAYS = ("19971228", "28121997", "971228")


def bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def pieces() -> set[str]:
    """Every six signs of a sensitive value, whole shorter ones, and the day of birth in its spellings."""
    values = [bare(value) for value in cards.SENSITIVE.values()]
    cut = {value[at:at + PIECE] for value in values for at in range(max(1, len(value) - PIECE + 1))}
    return {*DAYS, "yangli"} | cut


def worded(file: Path) -> str:
    """All that a file tells, but the moments of decisions and measured fractions: any digits stand in those, and now
    and then six that stand in a number on the paper too."""
    if file.suffix != ".jsonl":
        return file.read_text("utf-8")
    moments = {correction.at.isoformat() for correction in Correction.objects.all()}

    def words(told: object) -> str:
        if isinstance(told, dict):
            return " ".join(f"{key} {words(inner)}" for key, inner in told.items())
        if isinstance(told, list):
            return "".join(map(words, told))
        return "" if isinstance(told, float) or told in moments else str(told)

    return " ".join(words(json.loads(line)) for line in file.read_text("utf-8").splitlines())


def exported(folder: Path) -> dict[str, formats.Facts]:
    return {kind: formats.write(kind, items(masked=True), folder / kind) for kind in formats.KINDS}


@pytest.mark.django_db
@pytest.mark.parametrize("degrees", [0, 90])
def test_nothing_of_a_person_is_found_in_any_file_of_a_masked_export(
    employee: User, reviewer: User, tmp_path: Path, degrees: int,
) -> None:
    document = cards.approved(employee, reviewer, degrees=degrees)
    clear = bare("".join(line["text"] for line in Page.objects.get(document=document).lines))
    assert sum(piece in clear for piece in pieces()) > PIECE  # the reader does see them where nothing is masked
    facts = exported(tmp_path)
    assert facts["plain"].samples and facts["conversations"].samples
    for file in tmp_path.rglob("*"):
        if file.suffix in (".jsonl", ".txt"):
            told = bare(worded(file))
            assert not [piece for piece in pieces() if piece in told], file.name
        elif file.suffix in (".jpg", ".png"):
            with Image.open(file) as picture:
                assert not zxingcpp.read_barcodes(picture.convert("L")), file.name
    (page,) = (tmp_path / "plain" / "pages").iterdir()
    seen = bare("".join(line.text for line in read(page).pages[0].lines))
    assert not [piece for piece in pieces() if piece in seen]
    assert bare("性别女民族汉") in seen


@pytest.mark.django_db
def test_faces_signatures_seals_and_codes_leave_bare_paper_and_ruled_lines_and_questions_stay(
    employee: User, reviewer: User, tmp_path: Path,
) -> None:
    cards.approved(employee, reviewer)
    facts = exported(tmp_path)["conversations"]
    told = json.loads((tmp_path / "conversations" / "train.jsonl").read_text("utf-8"))
    assert (cards.OPEN.items() <= json.loads(told["messages"][2]["content"]).items(), facts.left_out) == (True, {})
    (name,) = (tmp_path / "conversations" / "images").iterdir()
    with Image.open(name) as picture:
        page = np.asarray(picture.convert("L")).astype(int)
    scale = page.shape[1] / cards.WIDTH
    bare_places = ((*cards.FACE[:3], 400), (560, 1060, 740, 1180), (755, 1040, 1005, 1245), (120, 1210, 1000, 1520))
    for x0, y0, x1, y1 in bare_places:
        place = page[int(y0 * scale):int(y1 * scale), int(x0 * scale):int(x1 * scale)]
        assert np.ptp(place) < 24  # the card's ground and the sheet's, and no ink
    ruled = page[int(950 * scale):int(1030 * scale), int(1000 * scale)]
    assert (ruled < 140).sum() >= 2


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_part_of_a_line_is_found_on_a_page_that_lies_on_its_side(degrees: int) -> None:
    upright, text = [0.2, 0.4, 0.6, 0.45], "Number 110105194912310021"
    line = {"text": text, "box": turned(upright, -degrees)}
    page = Page(number=1, width=1000, height=1000, rotation=degrees)
    part = turned(part_on(page, line, 7, len(text)), degrees)
    assert part == pytest.approx(part_of(upright, 7, len(text), text))
    wider = turned(part_on(page, line, 7, len(text), wider=True), degrees)
    assert wider[0] < part[0] and wider[2] == pytest.approx(upright[2])


def test_a_document_without_sensitive_fields_keeps_its_pictures_but_no_codes(tmp_path: Path) -> None:
    picture = Image.new("RGB", (800, 1000), "white")
    picture.paste(cards.face(), (50, 50))
    code = zxingcpp.create_barcode("number and amount", zxingcpp.BarcodeFormat.QRCode)
    picture.paste(Image.fromarray(code.to_image(scale=5)).convert("RGB"), (500, 600))
    picture.save(tmp_path / "page.jpg", quality=90)
    key = storage.save_image("tests/code/0001.jpg", tmp_path / "page.jpg")
    shown, gone = masked_picture(Page(number=1, width=800, height=1000, image=key), Concealment())
    assert shown is not None and len(gone) == 1
    assert zxingcpp.read_barcodes(picture.convert("L")) and not zxingcpp.read_barcodes(shown.convert("L"))
    assert np.ptp(np.asarray(shown.convert("L"))[60:300, 60:250]) > 60
