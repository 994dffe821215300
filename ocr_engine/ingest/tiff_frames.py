"""Frames of a TIFF as a file of their own, their compressed bytes copied as they stand. In the parser process only.

TIFF 6.0 and BigTIFF: a header leads to the first directory, each directory to the next. A directory lists tags with
their values, of which some say where in the file the picture's bytes lie.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from ocr_engine.errors import BadFile

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_WHOLE = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
# Where the bytes of the picture lie -> how many they are: strips, tiles, the JPEG stream of old files.
_PIECES = {273: 279, 324: 325, 513: 514}
# Further directories, which are none of a page's pixels: smaller pictures of it, what a camera noted.
_LEFT_OUT = frozenset((330, 400, 34665, 34853, 40965))
# Tables of old JPEG compression stand at further places of the file.
_OLD_JPEG = frozenset((519, 520, 521))
_MOST_TAGS = 4096


@dataclass(frozen=True, slots=True)
class _Shape:
    """How numbers are written: byte order, and the sizes that BigTIFF doubled."""

    order: str
    big: bool

    @property
    def offset(self) -> str:
        return "Q" if self.big else "I"

    def unpack(self, form: str, data: bytes, at: int) -> tuple[int, ...]:
        """Raises BadFile where the file ends before."""
        try:
            return struct.unpack_from(self.order + form, data, at)
        except struct.error:
            raise BadFile("file_truncated") from None

    def pack(self, form: str, *values: int) -> bytes:
        return struct.pack(self.order + form, *values)


@dataclass(frozen=True, slots=True)
class _Tag:
    number: int
    kind: int
    count: int
    data: bytes


def cut(data: bytes, first: int, last: int) -> bytes:
    """The frames ``first`` to ``last`` (from 1). Raises BadFile where they cannot be copied."""
    shape, start = _header(data)
    wanted = [tags for number, tags in enumerate(_directories(data, shape, start, last), 1) if number >= first]
    if len(wanted) != last - first + 1:
        raise BadFile("file_truncated")
    out = bytearray(data[:8 if shape.big else 4] + shape.pack(shape.offset, 0))
    link = len(out) - struct.calcsize(shape.offset)
    for tags in wanted:
        _pad(out)
        moved = [_moved(tag, tags, data, out, shape) for tag in tags.values() if tag.number not in _LEFT_OUT]
        link = _write(out, moved, shape, link)
    return bytes(out)


def _header(data: bytes) -> tuple[_Shape, int]:
    order = "<" if data[:2] == b"II" else ">"
    shape = _Shape(order, big=_Shape(order, big=False).unpack("H", data, 2)[0] == 43)
    return shape, shape.unpack(shape.offset, data, 8 if shape.big else 4)[0]


def _directories(data: bytes, shape: _Shape, at: int, most: int) -> Iterator[dict[int, _Tag]]:
    counts, entry = ("Q", 20) if shape.big else ("H", 12)
    for _number in range(most):
        if not at:
            return
        count = shape.unpack(counts, data, at)[0]
        if count > _MOST_TAGS:
            raise BadFile("file_truncated")
        at += struct.calcsize(counts)
        found = (_tag(data, shape, at + n * entry) for n in range(count))
        yield {tag.number: tag for tag in found if tag is not None}
        at = shape.unpack(shape.offset, data, at + count * entry)[0]


def _tag(data: bytes, shape: _Shape, at: int) -> _Tag | None:
    """None where the kind of its values is unknown: readers pass over such tags."""
    number, kind, count = shape.unpack("HH" + shape.offset, data, at)
    if kind not in _SIZES:
        return None
    size, room = _SIZES[kind] * count, struct.calcsize(shape.offset)
    at += 4 + room
    where = at if size <= room else shape.unpack(shape.offset, data, at)[0]
    return _Tag(number, kind, count, _slice(data, where, size))


def _slice(data: bytes, at: int, size: int) -> bytes:
    if at + size > len(data):
        raise BadFile("file_truncated")
    return data[at:at + size]


def _moved(tag: _Tag, tags: dict[int, _Tag], data: bytes, out: bytearray, shape: _Shape) -> _Tag:
    """The tag as it is, or with the new places of the bytes that it names, which are copied to the end of ``out``."""
    if tag.number in _OLD_JPEG:
        raise BadFile("file_uncut")
    if tag.number not in _PIECES:
        return tag
    lengths = tags.get(_PIECES[tag.number])
    places, sizes = _numbers(tag, shape), _numbers(lengths, shape) if lengths else ()
    if len(places) != len(sizes):
        raise BadFile("file_uncut")
    moved = []
    for place, size in zip(places, sizes, strict=True):
        piece = _slice(data, place, size)
        if len(out) + size > 2 * len(data) + 65_536:  # pieces that lie over each other make no file of many times it
            raise BadFile("file_uncut")
        _pad(out)
        moved.append(len(out))
        out += piece
    return _Tag(tag.number, 16 if shape.big else 4, tag.count, shape.pack(f"{len(moved)}{shape.offset}", *moved))


def _numbers(tag: _Tag, shape: _Shape) -> tuple[int, ...]:
    if tag.kind not in _WHOLE:
        raise BadFile("file_uncut")
    return shape.unpack(f"{tag.count}{_WHOLE[tag.kind]}", tag.data, 0)


def _write(out: bytearray, tags: list[_Tag], shape: _Shape, link: int) -> int:
    """Append a directory and lead ``link`` to it; where its own link to the next one stands."""
    room = struct.calcsize(shape.offset)
    entries = b""
    for tag in sorted(tags, key=lambda tag: tag.number):
        value = tag.data
        if len(value) > room:
            _pad(out)
            value = shape.pack(shape.offset, len(out))
            out += tag.data
        entries += shape.pack("HH" + shape.offset, tag.number, tag.kind, tag.count) + value.ljust(room, b"\0")
    _pad(out)
    struct.pack_into(shape.order + shape.offset, out, link, len(out))
    out += shape.pack("Q" if shape.big else "H", len(tags)) + entries + shape.pack(shape.offset, 0)
    return len(out) - room


def _pad(out: bytearray) -> None:
    """Places in the file are even."""
    if len(out) % 2:
        out.append(0)
