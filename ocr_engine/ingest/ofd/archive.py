"""The zip around an OFD: members, sizes, ratios and names are checked before anything is unpacked."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from xml.etree.ElementTree import Element

from ocr_engine.errors import BadFile
from ocr_engine.ingest.einvoice.safe_xml import MAX_BYTES, XmlRefused, parse

_MAX_MEMBERS = 3_000
_MAX_UNPACKED = 300_000_000
_MAX_MEMBER = 64_000_000
# XML packs to a twentieth or so; pages of blanks to a hundredth. Beyond this it is made to blow up.
_MAX_RATIO, _RATIO_FROM = 400, 1_000_000
_ENCRYPTED = 0x1


class Archive:
    """Raises BadFile ``file_truncated``, ``file_encrypted`` or ``file_unsafe`` on opening."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise BadFile("file_truncated") from error
        if any(m.flag_bits & _ENCRYPTED for m in members):
            raise BadFile("file_encrypted")
        if len(members) > _MAX_MEMBERS or sum(m.file_size for m in members) > _MAX_UNPACKED:
            raise BadFile("file_unsafe")
        if any(_is_bomb(m) or _leaves(m.filename) for m in members):
            raise BadFile("file_unsafe")
        # Names differ in case between an entry and who points to it: TPLS/Tpl_0 for Tpls/Tpl_0.
        self._by_name = {m.filename.casefold(): m for m in members}

    def names(self) -> list[str]:
        return [m.filename for m in self._by_name.values()]

    def has(self, name: str) -> bool:
        return name.casefold() in self._by_name

    def read(self, name: str) -> bytes | None:
        """A member's bytes; None where there is none, or none that unpacks to the size that it announces."""
        member = self._by_name.get(name.casefold())
        if member is None:
            return None
        try:
            with self._zip.open(member) as stream:
                return stream.read(_MAX_MEMBER)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
            return None

    def xml(self, name: str) -> Element | None:
        """A member as XML; None where there is none or it cannot be read."""
        data = self.read(name) if name else None
        if data is None or len(data) > MAX_BYTES:
            return None
        try:
            return parse(data)
        except XmlRefused:
            return None


def resolve(base: str, location: str) -> str:
    """The member that ``location`` means when written in member ``base``; "" where it leaves the archive."""
    path = location.strip().replace("\\", "/")
    if not path:
        return ""
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    plain = posixpath.normpath(joined)
    return "" if plain.startswith("..") else plain


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > _MAX_MEMBER or (
        member.file_size > _RATIO_FROM and member.file_size > _MAX_RATIO * max(1, member.compress_size))


def _leaves(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or "\0" in name
