"""Typefaces: the few characters a document uses, cut out of the fonts that Debian installs.

A Noto CJK collection holds five regional faces; number 2 draws the shapes used in mainland China.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

NOTO = Path("/usr/share/fonts/opentype/noto")
LIBERATION = Path("/usr/share/fonts/truetype/liberation")
SIMPLIFIED_CHINESE = 2


@dataclass(frozen=True)
class Face:
    """One typeface by the name that the drawing code uses."""

    name: str
    path: Path
    number: int = 0


FACES = {face.name: face for face in (
    Face("song", NOTO / "NotoSerifCJK-Regular.ttc", SIMPLIFIED_CHINESE),
    Face("songb", NOTO / "NotoSerifCJK-Bold.ttc", SIMPLIFIED_CHINESE),
    Face("hei", NOTO / "NotoSansCJK-Regular.ttc", SIMPLIFIED_CHINESE),
    Face("heib", NOTO / "NotoSansCJK-Bold.ttc", SIMPLIFIED_CHINESE),
    Face("sans", LIBERATION / "LiberationSans-Regular.ttf"),
    Face("sansb", LIBERATION / "LiberationSans-Bold.ttf"),
    Face("mono", LIBERATION / "LiberationMono-Regular.ttf"),
    Face("monob", LIBERATION / "LiberationMono-Bold.ttf"),
)}


def missing() -> list[Path]:
    """Font files that are not installed (apt-get install fonts-noto-cjk fonts-liberation)."""
    return sorted({face.path for face in FACES.values() if not face.path.exists()})


@cache
def _metrics(name: str) -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    """Character to glyph, glyph to (advance, bearing), and units per em."""
    font = _open(FACES[name])
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def _open(face: Face) -> TTFont:
    return TTFont(face.path, fontNumber=face.number, lazy=True, recalcTimestamp=False)


def width(text: str, *, face: str, size: float) -> float:
    """How wide the text stands, in points. KeyError names a character that the face does not have."""
    glyphs, advances, em = _metrics(face)
    return sum(advances[glyphs[ord(char)]][0] for char in text) * size / em


def cut(name: str, characters: set[str]) -> bytes:
    """A font file with just these characters."""
    font = _open(FACES[name])
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True, notdef_outline=True,
                             drop_tables=["FFTM", "GSUB", "GPOS", "BASE", "vhea", "vmtx", "VORG", "DSIG"])
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(characters)))
    cutter.subset(font)
    return _renumbered(_saved(font))


def _saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _renumbered(data: bytes) -> bytes:
    """Gives the glyphs of a CID-keyed font the character ids 0, 1, 2 … in their order.

    A PDF addresses such a font by character id and PyMuPDF writes glyph numbers, so the two have to be the same.
    """
    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    if "CFF " not in font:
        return data
    top = font["CFF "].cff.topDictIndex[0]
    names = {old: ".notdef" if number == 0 else f"cid{number:05d}" for number, old in enumerate(top.charset)}
    charstrings = top.CharStrings.charStrings
    top.CharStrings.charStrings = {names[old]: index for old, index in charstrings.items()}
    top.charset = list(names.values())
    return _saved(font)
