"""What the files in a ZIP archive are called: the format says it of some of them only."""

from __future__ import annotations

import unicodedata
import zipfile

_IS_UTF8 = 0x800
# What programs write that do not say so: macOS, and Windows in Chinese.
_UNSAID = ("utf-8", "gb18030")


def files_of(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The entries that are files, by their names (NFC)."""
    return {composed(_name(info)): info for info in archive.infolist() if not info.is_dir()}


def composed(name: str) -> str:
    """macOS takes letters with accents apart."""
    return unicodedata.normalize("NFC", name)


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _IS_UTF8 or info.filename.isascii():
        return info.filename
    raw = info.filename.encode("cp437")  # as the library has read it
    for encoding in _UNSAID:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
