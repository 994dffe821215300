"""Bombs, entities, wandering paths and plain nonsense: refused in a word, or read as far as they can be."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocr_engine.config import Config, Limits
from ocr_engine.errors import MESSAGES, BadFile
from ocr_engine.ingest import Parser
from ocr_engine.ingest.einvoice import codes
from ocr_engine.ingest.einvoice.document import read_bytes
from ocr_engine.ingest.einvoice.safe_xml import XmlRefused, parse
from ocr_engine.ingest.ofd.document import OfdDocument
from ocr_engine.ingest.sniff import sniff
from tests.fixtures import einvoices as made

LIMITS = {"max_pages": 50}
quick = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser(Config(limits=Limits(max_pages=50))) as parser:
        yield parser


def refusal(parser: Parser, path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(BadFile) as refused:
        parser.open(path)
    return refused.value.code


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><Invoice>&b;</Invoice>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><Invoice/>'


@pytest.mark.parametrize("data", [ENTITIES, OUTSIDE, b"<?xml version='1.0'?>" + b"<a>" * 500 + b"</a>" * 500],
                         ids=["entities", "a type from outside", "deep"])
def test_xml_that_could_harm_is_refused(parser: Parser, tmp_path: Path, data: bytes) -> None:
    assert refusal(parser, tmp_path / "x.xml", data) == "file_unsafe"


def test_xml_that_is_cut_off_or_no_invoice_is_refused(parser: Parser, tmp_path: Path) -> None:
    assert refusal(parser, tmp_path / "x.xml", made.CII[:900]) == "file_truncated"
    assert refusal(parser, tmp_path / "x.xml", b"<?xml version='1.0'?><note/>") == "file_type_unknown"


def test_a_page_for_a_browser_is_no_xml_invoice() -> None:
    for head in (b"<?xml version='1.0'?><html/>", b"<?xml version='1.0'?><svg/>", b"<!DOCTYPE html><p>"):
        with pytest.raises(BadFile):
            sniff(head)


def test_a_zip_that_is_no_ofd_is_refused(parser: Parser, tmp_path: Path) -> None:
    assert refusal(parser, tmp_path / "x.ofd", made.zipped({"a.txt": b"hello"})) == "file_type_unknown"
    assert refusal(parser, tmp_path / "x.ofd", made.zipped({"[Content_Types].xml": b"<x/>"})) == "file_type_unknown"


def test_a_packed_bomb_is_refused(parser: Parser, tmp_path: Path) -> None:
    parts = made.ofd_parts() | {"Doc_0/Res/bomb.bin": b"\0" * 20_000_000}
    assert refusal(parser, tmp_path / "x.ofd", made.zipped(parts)) == "file_unsafe"


def test_a_member_larger_than_it_says_is_not_unpacked() -> None:
    """The sizes in the directory are changed, as whoever makes a bomb would."""
    data = bytearray(made.ofd())
    name = b"Doc_0/Pages/Page_0/Content.xml"
    at = data.rindex(name) - 46
    assert data[at:at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, 10)
    document = OfdDocument(bytes(data), LIMITS)
    with pytest.raises(BadFile) as refused:
        document.info(1)
    assert refused.value.code == "page_unreadable"


def test_names_that_leave_the_archive_are_refused(parser: Parser, tmp_path: Path) -> None:
    parts = made.ofd_parts() | {"../../etc/cron.d/x": b"* * * * *"}
    assert refusal(parser, tmp_path / "x.ofd", made.zipped(parts)) == "file_unsafe"


def test_pointers_that_leave_the_archive_point_nowhere() -> None:
    parts = made.ofd_parts()
    parts["Doc_0/DocumentRes.xml"] = parts["Doc_0/DocumentRes.xml"].replace(b"red.png", b"../../../../etc/passwd")
    document = OfdDocument(made.zipped(parts), LIMITS)
    assert document.info(1)["width"] > 0 and document.text(1)["words"]


def test_an_encrypted_ofd_is_named_so(parser: Parser, tmp_path: Path) -> None:
    data = bytearray(made.ofd())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    assert refusal(parser, tmp_path / "x.ofd", bytes(data)) == "file_encrypted"


def test_an_ofd_whose_attachment_is_broken_is_still_read(parser: Parser, tmp_path: Path) -> None:
    path = tmp_path / "x.ofd"
    path.write_bytes(made.ofd(xml=ENTITIES))
    with parser.open(path) as document:
        facts, broken = document.embedded()
        assert (facts, broken) == ([], True)
        assert any(made.CN_NUMBER in word[4] for word in document.text(1)["words"])


@quick
@given(st.binary(max_size=400), st.integers(0, len(made.CII)), st.integers(0, 60))
def test_changed_xml_is_read_or_refused_in_one_way(noise: bytes, at: int, cut: int) -> None:
    for source in (made.CII, made.UBL, made.CHINESE.encode(), made.DIGITAL.encode()):
        start = min(at, len(source))
        data = source[:start] + noise[:20] + source[start + cut:]
        try:
            read_bytes(data)
        except XmlRefused:
            continue


@quick
@given(st.text(max_size=300))
def test_any_text_of_a_code_is_read_or_ignored(text: str) -> None:
    codes.read([text, "01," + text, "BCD\n002\n1\nSCT\n" + text, "SPC\n0200\n1\n" + text])


@quick
@given(st.binary(max_size=3000))
def test_any_bytes_are_xml_or_refused(data: bytes) -> None:
    with pytest.raises(XmlRefused):
        parse(b"<a>" + data)  # never closed


def test_damaged_ofd_files_never_crash_the_parser(parser: Parser, tmp_path: Path) -> None:
    """Bytes of the archive, and words inside its members, changed at random: a reason, or pages."""
    rng = random.Random(7)
    path = tmp_path / "x.ofd"
    for round_ in range(60):
        path.write_bytes(_damaged_zip(rng) if round_ % 2 else _damaged_member(rng))
        try:
            with parser.open(path) as document:
                for number in range(1, document.page_count + 1):
                    document.info(number)
                    document.text(number)
                    document.render(number, max_pixels=200_000, max_side=300)
                document.embedded()
        except BadFile as refused:
            assert refused.code in MESSAGES and refused.code not in ("parser_crashed", "parser_time", "parser_memory")


def _damaged_zip(rng: random.Random) -> bytes:
    data = bytearray(made.ofd())
    for _ in range(rng.randint(1, 30)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _damaged_member(rng: random.Random) -> bytes:
    parts = made.ofd_parts()
    for name in rng.sample(sorted(parts), 3):
        words = parts[name].split(b" ")
        for _ in range(rng.randint(1, 6)):
            words[rng.randrange(len(words))] = rng.choice(
                (b"", b"NaN", b"-1e300", b"1e9", b"g 99999999 1", b'Boundary="a b c"', b"M A B C 1 2", b"\xff\xfe",
                 b"<b/>"))
        parts[name] = b" ".join(words)
    if rng.random() < 0.3:
        del parts[rng.choice([n for n in parts if n != "OFD.xml"])]
    return made.zipped(parts)


def test_zipfile_itself_is_given_nothing_to_unpack_to_disk() -> None:
    """Members are read into memory, one by one; nothing in the engine extracts."""
    source = Path(__file__).resolve().parents[3] / "ocr_engine"
    assert not [p.name for p in source.rglob("*.py") if ".extractall(" in p.read_text("utf-8")]
    assert hasattr(zipfile.ZipFile, "extractall")
