"""Whether an OFD is still what was signed: every file that a signature names, the list of them, and the seal's SM2.

What is not looked into is who may sign: no authority's certificates come with this program, so a good signature says
that nothing was changed since the owner of the certificate signed, and not that the owner is who the name says.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ocr_engine.ingest.einvoice.safe_xml import text

from . import der, sm2
from .archive import Archive, resolve

_MOST = 20                      # signatures of one file
_SM2_WITH_SM3 = "1.2.156.10197.1.501"
_COMMON_NAME, _ORGANISATION = "2.5.4.3", "2.5.4.10"
_DIGESTS = {"1.2.156.10197.1.401": "sm3", "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.3": "sha512",
            "sm3": "sm3", "sha256": "sha256", "sha-256": "sha256"}


@dataclass(frozen=True, slots=True)
class Signature:
    """``state``: "intact", "broken" or "unchecked"; ``why`` is a word for the last two. ``covered`` are members."""

    state: str
    why: str = ""
    signer: str = ""
    date: str = ""
    covered: frozenset[str] = frozenset()


class _Unknown(Exception):
    """A form of signature that is not known here."""


def signatures_in(archive: Archive) -> list[Signature]:
    """Every signature of the file, in the order in which they were made."""
    root = archive.xml("OFD.xml")
    found: list[Signature] = []
    for body in root.findall("DocBody") if root is not None else ():
        listing = resolve("", text(body, "Signatures"))
        listed = archive.xml(listing)
        for entry in listed.findall("Signature") if listed is not None else ():
            if len(found) < _MOST:
                found.append(_checked(archive, resolve(listing, entry.get("BaseLoc", ""))))
    return found


def _checked(archive: Archive, member: str) -> Signature:
    """The first thing that is wrong decides; a broken file is broken whatever the seal says."""
    raw, signature = archive.read(member), archive.xml(member)
    if raw is None or signature is None:
        return Signature("unchecked", "unreadable")
    date = _day(text(signature, "SignedInfo/SignatureDateTime"))
    result = Signature("intact", date=date, covered=frozenset(
        resolve(member, ref.get("FileRef", "")).casefold() for ref in signature.iter("Reference")))
    try:
        if any(_changed(archive, member, signature)):
            return replace(result, state="broken", why="changed", signer=_signer(archive, member, signature))
        value = archive.read(resolve(member, text(signature, "SignedValue"))) or b""
        signer, why = _seal(value, raw)
    except _Unknown as unknown:
        return replace(result, state="unchecked", why=str(unknown))
    return replace(result, state="broken" if why else "intact", why=why, signer=signer)


def _signer(archive: Archive, member: str, signature: Element) -> str:
    """The name in the seal of a file that is broken anyway; "" where it cannot be read."""
    try:
        return _seal(archive.read(resolve(member, text(signature, "SignedValue"))) or b"", b"")[0]
    except _Unknown:
        return ""


def _changed(archive: Archive, member: str, signature: Element) -> Iterator[str]:
    """The members that are not what they were when they were signed. Raises _Unknown."""
    references = signature.find("SignedInfo/References")
    listed = list(references.iter("Reference")) if references is not None else []
    if references is None or not listed:
        raise _Unknown("form")
    method = _DIGESTS.get(references.get("CheckMethod", "").casefold())
    for reference in listed:
        name = resolve(member, reference.get("FileRef", ""))
        data = archive.read(name)
        if data is None:
            yield name
            continue
        if method is None:
            raise _Unknown("digest")
        try:
            said = base64.b64decode("".join(text(reference, "CheckValue").split()), validate=True)
            made = hashlib.new(method, data).digest()
        except (binascii.Error, ValueError) as error:
            raise _Unknown("digest") from error
        if said != made:
            yield name


def _seal(value: bytes, signed: bytes) -> tuple[str, str]:
    """(the signer's name, what is wrong or "") of a seal of GB/T 38540 or GM/T 0031. Raises _Unknown."""
    try:
        parts = der.first(value).parts
        to_sign = parts[0].parts
        if len(parts) >= 4:  # GB/T 38540: certificate, algorithm and signature stand behind what is signed
            certificate, algorithm, signature = parts[1], parts[2], parts[3]
        else:                # GM/T 0031: the first two of them are a part of it
            certificate, algorithm, signature = to_sign[5], to_sign[6], parts[1]
        if algorithm.tag != der.OID or algorithm.oid != _SM2_WITH_SM3:
            raise _Unknown("algorithm")
        signer, key = _owner(certificate.bits)
        if to_sign[3].bits != sm2.sm3(signed):
            return signer, "list_changed"
        return signer, "" if sm2.fits(parts[0].whole, _pair(signature.bits), key) else "seal_wrong"
    except (ValueError, IndexError, StopIteration) as error:
        raise _Unknown("form") from error


def _owner(certificate: bytes) -> tuple[str, tuple[int, int]]:
    """Name and key in an X.509 certificate."""
    fields = der.first(certificate).parts[0].parts
    fields = fields[1:] if fields[0].tag == 0xA0 else fields  # the version may be left out
    key = fields[5].parts[1].bits
    if len(key) != 65 or key[0] != 4:
        raise ValueError("no key of SM2")
    return _name(fields[4]), (int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big"))


def _name(subject: der.Element) -> str:
    named = {}
    for relative in subject.parts:
        kind, value = relative.parts[0].parts[:2]
        named[kind.oid] = value.body.decode("utf-16-be" if value.tag == 0x1E else "utf-8", "replace")
    return (named.get(_COMMON_NAME) or named.get(_ORGANISATION) or "")[:80]


def _pair(signature: bytes) -> tuple[int, int]:
    if len(signature) == 64:
        return int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    r, s = der.first(signature).parts
    return r.number, s.number


def _day(written: str) -> str:
    """The day of "20201010151120Z" or "2020-10-10T15:11:20" as 2020-10-10; "" where there is none."""
    digits = "".join(c for c in written if c.isdigit())
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if len(digits) >= 8 else ""
