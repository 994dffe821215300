"""Fonts for OFD text: the file's own where it holds the letter, else one of those that come with MuPDF."""

from __future__ import annotations

from functools import lru_cache

import pymupdf

from .structure import Package

# Words in a font's name -> MuPDF's own font; all others are drawn with the one that has Chinese.
_LATIN = (("courier", "cour"), ("times", "tiro"), ("arial", "helv"), ("helvetica", "helv"))
_EVERYTHING = "china-s"
_MAX_FONT_BYTES = 40_000_000


@lru_cache(maxsize=8)
def _builtin(name: str) -> pymupdf.Font:
    return pymupdf.Font(name)


class Face:
    """The fonts to try for a letter, in order."""

    def __init__(self, fonts: Fonts, names: list[tuple[str, pymupdf.Font]]) -> None:
        self._fonts, self._names = fonts, names
        self._known: dict[str, tuple[str, int] | None] = {}

    def glyph(self, letter: str) -> tuple[str, int] | None:
        """The name of a font on the page and the number of the glyph; None where nothing is to be drawn."""
        if letter not in self._known:
            self._known[letter] = self._search(letter)
        return self._known[letter]

    def _search(self, letter: str) -> tuple[str, int] | None:
        if letter.isspace():
            return None
        for key, font in self._names:
            number = int(font.has_glyph(ord(letter)) or 0)
            if 0 < number < 65_536:
                return self._fonts.on_page(key, font), number
        return None

    def advance(self, letter: str) -> float:
        """The width of the letter as a part of the type size."""
        for _key, font in self._names:
            if font.has_glyph(ord(letter)):
                return min(2.0, max(0.0, float(font.glyph_advance(ord(letter)))))
        return 0.5


class Fonts:
    """The faces of a page by the key of their resource: the file's own, else the nearest that PyMuPDF brings along."""

    def __init__(self, package: Package, page: pymupdf.Page) -> None:
        self._package, self._page = package, page
        self._faces: dict[str, Face] = {}
        self._placed: dict[str, str] = {}

    def get(self, key: str) -> Face:
        if key not in self._faces:
            names, member = self._package.resources.fonts.get(key, ("", ""))
            told = names.casefold()
            own = self._own(member) if member else None
            latin = next((font for word, font in _LATIN if word in told), "")
            tries = [*([(member, own)] if own else ()), *([(latin, _builtin(latin))] if latin else ()),
                     (_EVERYTHING, _builtin(_EVERYTHING))]
            self._faces[key] = Face(self, tries)
        return self._faces[key]

    def _own(self, member: str) -> pymupdf.Font | None:
        data = self._package.archive.read(member)
        if not data or len(data) > _MAX_FONT_BYTES:
            return None
        try:
            return pymupdf.Font(fontbuffer=data)
        except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
            return None

    def on_page(self, key: str, font: pymupdf.Font) -> str:
        """The font's name in the page's resources, put there on first use."""
        if key not in self._placed:
            name = f"F{len(self._placed)}"
            self._page.insert_font(fontname=name, fontbuffer=font.buffer)
            self._placed[key] = name
        return self._placed[key]
