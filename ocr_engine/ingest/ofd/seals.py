"""The picture inside an electronic seal (GB/T 38540): an image, or a small OFD of its own.

The seal is a DER structure; its picture is found by its first bytes, because makers differ in what stands around it.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM")
_ZIP = b"PK\x03\x04"


def picture_of(value: bytes) -> tuple[str, bytes]:
    """("image" or "ofd", bytes), or ("", b"")."""
    at = value.find(_ZIP)
    if at >= 0 and _is_zip(value[at:]):
        return "ofd", value[at:]
    for mark in _PICTURES[:3]:
        at = value.find(mark)
        if at >= 0:
            return "image", value[at:]
    return "", b""


def _is_zip(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return "OFD.xml" in archive.namelist()
    except (BadZipFile, ValueError):
        return False
