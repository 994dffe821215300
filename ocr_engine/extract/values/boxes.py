"""Boxes to tick, as they are printed, drawn or read."""

from __future__ import annotations

import re

# 団 and 図 are no Chinese signs: so the reader takes a box with its mark for one; 囗 is a box without.
BOX = re.compile(r"(?P<set>[☒☑✓✔✗✘⊠■▣⬛√団図囙]|[\[(]\s?[xX✓✔✗✘]\s?[\])])|(?P<open>[☐□❏❑▢⬜囗]|\[\s{0,3}\])")


def begins_with_box(text: str) -> bool:
    return BOX.match(text.lstrip()) is not None
