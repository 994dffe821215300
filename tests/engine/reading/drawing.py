"""Pages that the tests draw themselves, with the fonts inside PyMuPDF: nothing depends on the machine's fonts."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pymupdf
from PIL import Image

# (x, baseline y, size, text) on a page of 420 x 595 points
LETTER = (
    (40, 60, 20, "Harbour Light Trading Ltd"),
    (40, 90, 11, "14 Quay Street, Bristol BS1 4RW"),
    (40, 140, 11, "Invoice number"),
    (220, 140, 11, "INV-2024-0187"),
    (40, 165, 11, "Invoice date"),
    (220, 165, 11, "17 March 2024"),
    (40, 200, 13, "购买方名称"),
    (220, 200, 13, "北京云帆科技有限公司"),
    (40, 240, 11, "Thank you for your order of spare parts"),
    (40, 280, 11, "Total"),
    (220, 280, 11, "1,284.50"),
)
TEXTS = tuple(text for _x, _y, _size, text in LETTER)


def pdf_of(items=LETTER, *, pages: int = 1, width: float = 420, height: float = 595) -> pymupdf.Document:
    document = pymupdf.open()
    for _ in range(pages):
        write_on(document.new_page(width=width, height=height), items)
    return document


def write_on(page: pymupdf.Page, items=LETTER) -> None:
    for x, y, size, text in items:
        font = "helv" if text.isascii() else "china-s"
        page.insert_text((x, y), text, fontsize=size, fontname=font)


def picture(items=LETTER, *, dpi: int = 150, width: float = 420, height: float = 595) -> Image.Image:
    pixmap = pdf_of(items, width=width, height=height)[0].get_pixmap(dpi=dpi)
    return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)


def plain(text: str) -> str:
    """Text without spaces, for comparison: recognisers are free about them."""
    return "".join(text.split())


def png_header_only(path: Path, width: int, height: int) -> Path:
    """A PNG that says it is this large, with hardly any data behind."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 10_000))
                     + chunk(b"IEND", b""))
    return path


def raw_pdf(path: Path, content: bytes, *, resources: bytes = b"<<>>", more: tuple[bytes, ...] = (),
            compressed: bool = False) -> Path:
    """A PDF of one page written object by object, so that it may hold what no library would write."""
    extra = b"/Filter/FlateDecode" if compressed else b""
    stream = b"<<%b/Length %d>>stream\n%b\nendstream" % (extra, len(content), content)
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources" + resources + b"/Contents 4 0 R>>",
               stream, *more)
    body, offsets = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    path.write_bytes(body + tail % (len(objects) + 1, table, len(objects) + 1, len(body)))
    return path


def looping_pdf(path: Path) -> Path:
    """Drawings that each draw the next ten times, twelve deep: a trillion strokes from three kilobytes."""
    levels = []
    for level in range(12):
        inner = b"/F Do " * 10
        levels.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</F %d 0 R>>>>/Length %d>>"
                      b"stream\n%b\nendstream" % (6 + level, len(inner), inner))
    stroke = b"0 0 m 600 800 l S"
    levels.append(b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length %d>>stream\n%b\nendstream"
                  % (len(stroke), stroke))
    return raw_pdf(path, b"/F Do", resources=b"<</XObject<</F 5 0 R>>>>", more=tuple(levels))


def private_font_pdf(path: Path) -> Path:
    """Text in a font that maps its glyphs to private code points, as copy-protected files do."""
    cmap = (b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
            b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            b"1 beginbfrange <0000> <00ff> <e000> endbfrange\nendcmap end end")
    font = (b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Lost/Encoding/Identity-H/DescendantFonts[6 0 R]"
            b"/ToUnicode 8 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Lost/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            b"/Supplement 0>>/FontDescriptor 7 0 R>>",
            b"<</Type/FontDescriptor/FontName/ABCDEF+Lost/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
            b"/Descent -200/CapHeight 700/StemV 80>>",
            b"<</Length %d>>stream\n%b\nendstream" % (len(cmap), cmap))
    glyphs = b"".join(b"%04x" % number for number in range(40, 80))
    text = b"BT /F 12 Tf 50 700 Td <" + glyphs + b"> Tj ET"
    return raw_pdf(path, text, resources=b"<</Font<</F 5 0 R>>>>", more=font)
