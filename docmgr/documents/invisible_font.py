"""A font whose every sign is blank and half as wide as high: what it writes is searched and copied, and never seen.

Text recognition programs lay such a font over scans. As none of its signs has a shape, it holds every script in some
hundred bytes. A character is written as its UTF-16 code; those beyond 16 bits get a code of the private use area.
"""

from __future__ import annotations

import struct

WIDTH = 0.5             # of the size, of every sign
DESCENT = 0.2           # of the size, below the line on which signs stand
_EM = 1000
_PRIVATE = 0xE000
_A_SECTION = 100        # so many mappings a section of a CMap may have
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{ranges}
endcmap CMapName currentdict /CMap defineresource pop end end"""


class Codes:
    """Characters as this font writes them; remembers those beyond 16 bits, which have no code of their own."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def of(self, text: str) -> str:
        """As hexadecimal digits, four for each character."""
        return "".join(f"{self._code(character):04X}" for character in text)

    def _code(self, character: str) -> int:
        if ord(character) <= 0xFFFF:
            return ord(character)
        return self._given.setdefault(character, _PRIVATE + len(self._given))

    def cmap(self) -> bytes:
        """What the codes mean, for programs that search and copy."""
        single = {code: character for character, code in self._given.items()}
        rows = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
        parts = [f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange"
                 for start in range(0, len(rows), _A_SECTION) if (part := rows[start:start + _A_SECTION])]
        given = [f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in single.items()]
        parts += [f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar"
                  for start in range(0, len(given), _A_SECTION) if (part := given[start:start + _A_SECTION])]
        return _CMAP.format(ranges="\n".join(parts)).encode("ascii")


def font_file() -> bytes:
    """The font as TrueType: two blank signs, the second of which stands for every code."""
    ascent, descent = round((1 - DESCENT) * _EM), -round(DESCENT * _EM)
    head = struct.pack(">IIIIHHQQhhhhHHhhh", 0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0x000B, _EM, 0, 0,
                       0, 0, 0, 0, 0, 8, 2, 0, 0)
    hhea = struct.pack(">IhhhHhhhhhh8xhH", 0x00010000, ascent, descent, 0, round(WIDTH * _EM), 0, 0, 0, 1, 0, 0, 0, 2)
    maxp = struct.pack(">IH26x", 0x00010000, 2)
    hmtx = struct.pack(">HhHh", *(2 * (round(WIDTH * _EM), 0)))
    tables = {b"glyf": b"\0\0\0\0", b"head": head, b"hhea": hhea, b"hmtx": hmtx, b"loca": bytes(6), b"maxp": maxp}
    directory, body, at = b"", b"", 12 + 16 * len(tables)
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">III", total, at + len(body), len(data))
        body += padded
    return struct.pack(">IHHHH", 0x00010000, len(tables), 64, 2, 32) + directory + body
