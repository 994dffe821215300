"""As much of DER as a seal needs: elements one after another, each with its tag and its bytes. Bounded, and strict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

INTEGER, BITS, OCTETS, OID, SEQUENCE, TIME = 0x02, 0x03, 0x04, 0x06, 0x30, 0x18
_MOST = 2_000
_LONGEST_OID = 64  # bytes; putting numbers together takes the square of their length


class Element(NamedTuple):
    """``whole`` is the element with its head, as it was signed; ``body`` is what is inside."""

    tag: int
    body: bytes
    whole: bytes

    @property
    def parts(self) -> list[Element]:
        """Raises ValueError where the inside is no row of elements."""
        return list(elements(self.body))

    @property
    def number(self) -> int:
        return int.from_bytes(self.body, "big", signed=True)

    @property
    def bits(self) -> bytes:
        """A bit string of whole bytes, or an octet string."""
        if self.tag == BITS:
            if not self.body or self.body[0] != 0:
                raise ValueError("bits that fill no bytes")
            return self.body[1:]
        return self.body

    @property
    def oid(self) -> str:
        return oid_of(self.body)


def elements(data: bytes) -> Iterator[Element]:
    """Raises ValueError where the data is cut off or no DER."""
    at, count = 0, 0
    while at < len(data):
        count += 1
        if count > _MOST or at + 2 > len(data) or data[at] & 0x1F == 0x1F:
            raise ValueError("not DER")
        start, length, at = at, data[at + 1], at + 2
        if length & 0x80:
            size = length & 0x7F
            if not 1 <= size <= 4 or at + size > len(data):
                raise ValueError("not DER")
            length, at = int.from_bytes(data[at: at + size], "big"), at + size
        if at + length > len(data):
            raise ValueError("cut off")
        yield Element(data[start], data[at: at + length], data[start: at + length])
        at += length


def first(data: bytes) -> Element:
    """The one element of the data; what follows it is left."""
    return next(elements(data))


def oid_of(body: bytes) -> str:
    if not 0 < len(body) <= _LONGEST_OID:
        raise ValueError("no identifier")
    numbers, value = [], 0
    for byte in body:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(value)
            value = 0
    head = min(numbers[0] // 40, 2)
    return ".".join(map(str, (head, numbers[0] - 40 * head, *numbers[1:])))
