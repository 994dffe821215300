"""Electronic signatures of OFD files: whole, broken or not to be checked, and never believed for more than they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_engine.engine import extract
from ocr_engine.errors import MESSAGES, BadFile
from ocr_engine.ingest.ofd import der, sm2
from ocr_engine.ingest.ofd.archive import Archive
from ocr_engine.ingest.ofd.signatures import signatures_in
from ocr_engine.reading import read
from ocr_engine.request import Request
from tests.fixtures import einvoices, signed_ofd

PAGE, ATTACHED = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Attachs/original_invoice.xml"


def file_of(tmp_path: Path, members: dict[str, bytes]) -> Path:
    path = tmp_path / "signed.ofd"
    path.write_bytes(einvoices.zipped(members))
    return path


def state_of(members: dict[str, bytes]) -> tuple[str, str]:
    [signature] = signatures_in(Archive(einvoices.zipped(members)))
    return signature.state, signature.why


def test_the_example_of_the_standard_fits_and_nothing_near_it_does():
    r = 0xF5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3
    s = 0xB1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA
    key = (0x09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020,
           0xCCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13)
    assert key == signed_ofd.KEY and signed_ofd.signed(b"message digest") == (r, s)
    assert sm2.fits(b"message digest", (r, s), key)
    assert not sm2.fits(b"message digesT", (r, s), key) and not sm2.fits(b"message digest", (r, s + 1), key)
    for wrong in ((0, s), (r, 0), (r, sm2._N), (-r, s)):
        assert not sm2.fits(b"message digest", wrong, key)
    assert not sm2.fits(b"message digest", (r, s), (key[0], key[1] + 1))


@pytest.mark.parametrize("old", [False, True])
def test_a_file_as_it_was_signed_says_who_signed_and_asks_nobody_to_look(tmp_path, old):
    reading = read(file_of(tmp_path, signed_ofd.parts(old=old)))
    [issue] = [i for i in reading.issues if i.code.startswith("signature")]
    assert issue.code == "signature_intact"
    assert dict(issue.params) == {"signer": signed_ofd.SIGNER, "date": "2024-03-05"}
    assert signed_ofd.SIGNER in MESSAGES[issue.code].format(**issue.params)


@pytest.mark.parametrize("name", [PAGE, ATTACHED, "Doc_0/Tpls/Tpl_0/Content.xml", "Doc_0/Document.xml"])
def test_whatever_was_changed_after_signing_breaks_it(tmp_path, name):
    assert state_of(signed_ofd.changed(signed_ofd.parts(), name, b"<", b" <")) == ("broken", "changed")
    gone = {k: v for k, v in signed_ofd.parts().items() if k != name}
    assert [s.state for s in signatures_in(Archive(einvoices.zipped(gone)))] == ["broken"]


def test_an_amount_changed_on_the_page_is_told_as_a_possible_forgery(tmp_path):
    members = signed_ofd.parts()
    forged = signed_ofd.changed(members, PAGE, b"2020", b"2021")
    result = extract(Request(file_of(tmp_path, forged)))
    assert "signature_broken" in [i.code for i in result.issues] and result.status == "review"


def test_new_digests_without_the_key_do_not_mend_it():
    members = signed_ofd.parts()
    again = signed_ofd.changed(members, signed_ofd.SIGNATURE, b"20240305", b"20240306")
    assert state_of(again) == ("broken", "list_changed")
    other = {**again, signed_ofd.VALUE: signed_ofd.seal(again[signed_ofd.SIGNATURE], secret=signed_ofd.SECRET - 1)}
    assert state_of(other) == ("broken", "seal_wrong")


def test_a_page_that_the_signature_leaves_out_is_named(tmp_path):
    reading = read(file_of(tmp_path, signed_ofd.parts(without=(PAGE,))))
    codes = {i.code: dict(i.params) for i in reading.issues}
    assert "signature_intact" in codes and codes["signature_partial"]["pages"] == "1"


def test_what_is_not_known_here_is_not_called_whole(tmp_path):
    assert state_of(signed_ofd.parts(method="1.2.840.113549.2.5")) == ("unchecked", "digest")  # MD5 proves nothing
    members = signed_ofd.parts()
    for value in (b"", b"\x30\x80", b"PKCS7", members[signed_ofd.VALUE][:200]):
        assert state_of({**members, signed_ofd.VALUE: value}) == ("unchecked", "form")
    broken = signed_ofd.changed({**members, signed_ofd.VALUE: b"PKCS7"}, PAGE, b"<", b" <")
    assert state_of(broken) == ("broken", "changed")  # whatever the seal is, the file is not what was listed
    reading = read(file_of(tmp_path, {**members, signed_ofd.VALUE: b"PKCS7"}))
    assert [i.code for i in reading.issues if i.code.startswith("signature")] == ["signature_unchecked"]


def test_a_file_without_a_signature_says_nothing_of_one(tmp_path):
    path = tmp_path / "plain.ofd"
    path.write_bytes(einvoices.ofd())
    assert not [i for i in read(path).issues if i.code.startswith("signature")]


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_bytes_of_any_kind_are_der_or_refused(data):
    try:
        for element in der.elements(data):
            assert element.whole.endswith(element.body)
            _ = (element.number, element.parts)
    except ValueError:
        pass


@given(st.integers(0, 4000), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_no_changed_byte_of_what_is_signed_leaves_a_seal_whole(at, change):
    members = signed_ofd.parts()
    value = members[signed_ofd.VALUE]
    to_sign = der.first(value).parts[0].whole
    place = value.find(to_sign) + at % len(to_sign)
    forged = value[:place] + bytes([value[place] ^ change]) + value[place + 1:]
    assert state_of({**members, signed_ofd.VALUE: forged})[0] != "intact"


@pytest.mark.parametrize("name", ["Doc_0/Document.xml", "Doc_0/DocumentRes.xml", "Doc_0/Tpls/Tpl_0/Content.xml",
                                  "Doc_0/Res/red.png"])
def test_a_page_leans_on_more_than_its_own_member(tmp_path, name):
    """Who signed only the page's text did not sign the picture, the font or the note that covers it."""
    reading = read(file_of(tmp_path, signed_ofd.parts(without=(name,))))
    assert {"signature_intact", "signature_partial"} <= {i.code for i in reading.issues}


def test_a_note_laid_over_a_signed_page_is_told(tmp_path):
    members = signed_ofd.parts(without=("Doc_0/Annots.xml", "Doc_0/Annot_0.xml"), more={
        "Doc_0/Document.xml": (b"</ofd:Document>", b"<ofd:Annotations>Annots.xml</ofd:Annotations></ofd:Document>")})
    assert "signature_partial" not in {i.code for i in read(file_of(tmp_path, members)).issues}
    note = {"Doc_0/Annots.xml": b'<Annotations><Page PageID="1"><FileLoc>Annot_0.xml</FileLoc></Page></Annotations>',
            "Doc_0/Annot_0.xml": b'<PageAnnot><Annot><Appearance Boundary="0 0 50 50"/></Annot></PageAnnot>'}
    assert "signature_partial" in {i.code for i in read(file_of(tmp_path, {**members, **note})).issues}


def test_an_endless_identifier_costs_no_time():
    """A number of a million bits and more, put together seven bits at a time."""
    with pytest.raises(ValueError, match="identifier"):
        der.oid_of(b"\xff" * 3_000_000 + b"\x01")


def test_a_signature_is_looked_at_although_the_data_inside_ended_the_parser(tmp_path, monkeypatch):
    def dies(document):
        document.close()
        raise BadFile("parser_crashed")

    monkeypatch.setattr("ocr_engine.ingest.ParsedDocument.embedded", dies)
    codes = {i.code for i in read(file_of(tmp_path, signed_ofd.parts())).issues}
    assert {"embedded_unreadable", "signature_intact"} <= codes
