"""Pages in scripts that the reader never learned: it says so, and what it read there is worth little."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.config import Config
from ocr_engine.ingest import Parser
from ocr_engine.preprocess.quality import LOW
from ocr_engine.reading import Reading as DocumentReading
from ocr_engine.reading import read
from ocr_engine.recognise.unread import is_unknown_script, unread_share

KOREAN = ("매장명 : 바다분식 강릉점", "대표자 : 한지우", "품목과 단가 그리고 수량", "비빔국수 두 그릇 주문",
          "현금 영수증을 받으십시오",
          "감사합니다 또 오십시오", "합계 23,500")
RUSSIAN = ("Договор поставки оборудования", "Заказчик подписал настоящий документ", "Исполнитель обязуется доставить",
           "Срок поставки пятнадцать дней", "Юридический адрес исполнителя", "Банковские реквизиты сторон",
           "Подпись уполномоченного лица")
POLISH = ("Imię i nazwisko: Łukasz Wójcik", "Adres zamieszkania: ul. Żwirki 7", "Data urodzenia: 03.02.1984",
          "Miejscowość: Święciechowa", "Numer zamówienia: 2031/05")


@pytest.fixture
def reads(config: Config, parser: Parser, reader: RapidReader) -> Callable[[Path], DocumentReading]:
    return lambda path: read(path, config=config, parser=parser, reader=reader)


def scanned(path: Path, *lines: str, font: str = "helv", encoding: int = pymupdf.TEXT_ENCODING_LATIN) -> Path:
    with pymupdf.open() as document:
        sheet = document.new_page(width=420, height=60 + 34 * len(lines))
        for number, line in enumerate(lines):
            sheet.insert_text((40, 60 + 34 * number), line, fontname=font, fontsize=15, encoding=encoding)
        sheet.get_pixmap(dpi=150).save(path)
    return path


@pytest.mark.parametrize(("lines", "font", "encoding"), [
    (KOREAN, "korea", pymupdf.TEXT_ENCODING_LATIN), (RUSSIAN, "helv", pymupdf.TEXT_ENCODING_CYRILLIC)],
    ids=["Korean", "Cyrillic"])
def test_a_scan_in_a_script_that_the_reader_does_not_know_is_told(
    reads, tmp_path: Path, lines, font, encoding,
) -> None:
    reading = reads(scanned(tmp_path / "scan.png", *lines, font=font, encoding=encoding))
    assert [(i.code, i.page) for i in reading.issues] == [("page_script", 1)]
    assert reading.pages[0].quality <= LOW


def test_latin_letters_with_marks_are_no_unknown_script(reads, tmp_path: Path) -> None:
    reading = reads(scanned(tmp_path / "scan.png", *POLISH, font="helv"))
    assert reading.issues == () and reading.pages[0].quality > LOW


def strip(length: float) -> Quad:
    return Quad(np.array([[0, 0], [length, 0], [length, 10], [0, 10]], np.float64))


def test_figures_and_single_signs_say_nothing_of_the_script() -> None:
    assert unread_share([strip(90), strip(9)], [Reading("1,203.50", 0.6), Reading("", 0.0)]) == 0.0


def test_what_is_dropped_counts_by_its_length() -> None:
    quads, readings = [strip(300), strip(100)], [Reading("Summe der Posten", 0.99), Reading("", 0.1)]
    assert unread_share(quads, readings) == pytest.approx(0.25)
    assert is_unknown_script(quads, readings)


def test_greek_is_told_though_the_reader_is_sure_of_it() -> None:
    lines = ("KAPAΓIANNH ΣOΦIA", "Tónoς yέvvησηc", "Hμερoμηvίa έκδoσης")
    assert is_unknown_script([strip(200)] * 3, [Reading(text, 0.98) for text in lines])
    assert not is_unknown_script([strip(200)] * 3, [Reading(text, 0.98) for text in ("Δ 0.5 mm", "Force", "Length")])
