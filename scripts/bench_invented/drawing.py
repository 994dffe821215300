"""Invented documents as pages of text with boxes: a house keeps its layout, its documents differ in their values."""

from __future__ import annotations

import random
from dataclasses import dataclass

from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.types import BBox, PageText, TextLine

from .kinds import Asked, Invented
from .values import code, firm

WIDTH, HEIGHT, SIZE = 595, 842, 10.5
STYLES = ("inline", "right", "below", "above", "boxed", "pairs")
NOISE = {"de": ("Seite", "Unser Zeichen", "Bearbeiter"), "fr": ("Page", "Réf. interne"), "es": ("Página", "Expediente"),
         "nl": ("Pagina", "Ons kenmerk"), "pl": ("Strona", "Oddział"), "en": ("Page", "Our reference", "Branch"),
         "zh": ("页次", "备案", "版本")}
QUANTITY = {"de": "Menge", "en": "Qty", "zh": "数量"}
SAYINGS = {"de": "Es gelten unsere Bedingungen von", "fr": "Document établi par", "es": "Documento emitido por",
           "nl": "Dit stuk is opgesteld door", "pl": "Dokument wystawiony przez", "en": "This paper was issued by",
           "zh": "本单据开具单位"}


@dataclass(frozen=True)
class House:
    """A layout: the words and places that its documents share."""

    number: int
    name: str
    style: str
    order: tuple[Asked, ...]
    labels: dict[str, str]
    colon: str
    left: float
    gap: float


def house(kind: Invented, number: int, *, seed: int) -> House:
    rng = random.Random(f"{seed}/{kind.key}/{number}")
    order = [f for f in kind.fields if not f.many]
    rng.shuffle(order)
    labels = {f.key: _wording(f, rng) for f in kind.fields}
    colon = rng.choice(("：", "") if kind.lang == "zh" else (":", "", " :"))
    style = STYLES[(number + sum(map(ord, kind.key))) % len(STYLES)]
    return House(number, firm(rng, kind.lang), style, tuple(order), labels, colon,
                 rng.choice((48.0, 62.0, 75.0)), rng.choice((19.0, 24.0, 30.0)))


def _wording(field: Asked, rng: random.Random) -> str:
    """The definition's own label, one of its aliases, or a word that only this house uses."""
    return rng.choices((field.label, (field.aliases or (field.label,))[0], field.strange or field.label),
                       (0.6, 0.25, 0.15))[0]


def document(kind: Invented, look: House, number: int, *, seed: int) -> tuple[GoldDocument, PageText]:
    rng = random.Random(f"{seed}/{kind.key}/{look.number}/{number}/document")
    sheet = _Sheet()
    gold: dict[str, tuple[str, ...]] = {}
    absent: list[str] = []
    sheet.text(look.left, 40, look.name, 13)
    sheet.text(look.left + 140, 70, kind.title, 16)
    y = 110.0
    pairs = []
    for field in look.order:
        if rng.random() < 0.12:
            absent.append(field.key)
            if rng.random() < 0.6:
                continue
            pairs.append((look.labels[field.key], ""))
            continue
        value = field.make(rng, kind.lang)
        gold[field.key] = (" ".join(value.split("\n")),)
        pairs.append((look.labels[field.key], value))
    noise = [(n, code("##-###")(rng, kind.lang)) for n in NOISE[kind.lang]]
    pairs.insert(len(look.name) % (len(pairs) + 1), noise[0])
    pairs.append(noise[-1])
    y = _draw(sheet, look, pairs, y)
    for field in (f for f in kind.fields if f.many):
        gold[field.key] = _table(sheet, look, field, kind, y + 20, rng)
    sheet.text(look.left, 790, f"{SAYINGS[kind.lang]} {look.name}", 8)
    label = f"{kind.key}-{look.number}-{number}"
    return GoldDocument(label, label, gold, tuple(absent), str(look.number)), sheet.page()


def _draw(sheet: _Sheet, look: House, pairs: list[tuple[str, str]], y: float) -> float:
    columns = {"below": 2, "above": 2, "boxed": 3, "pairs": 2}.get(look.style, 1)
    width = (WIDTH - 2 * look.left) / columns
    tall = {"below": 44.0, "above": 44.0, "boxed": 52.0}.get(look.style, look.gap)
    for start in range(0, len(pairs), columns):
        row = pairs[start:start + columns]
        deep = max(value.count("\n") for _, value in row) * 14
        for column, (label, value) in enumerate(row):
            _pair(sheet, look, label, value, look.left + column * width, y)
        y += tall + deep
    return y


def _pair(sheet: _Sheet, look: House, label: str, value: str, x: float, y: float) -> None:
    lines = value.split("\n")
    if look.style in ("inline", "pairs"):
        space = "" if look.colon == "：" else " "
        sheet.text(x, y, f"{label}{look.colon or ':'}{space}{lines[0]}".rstrip())
        behind = x + sheet.wide(f"{label}: ")
        for step, line in enumerate(lines[1:], 1):
            sheet.text(behind, y + 14 * step, line)
    elif look.style == "right":
        sheet.text(x, y, label + look.colon)
        for step, line in enumerate(lines):
            sheet.text(x + 190, y + 14 * step, line)
    elif look.style == "above":
        for step, line in enumerate(lines):
            sheet.text(x, y + 14 * step, line)
        sheet.text(x, y + 14 * len(lines) + 2, label, 7)
    else:
        sheet.text(x, y, label + look.colon, 7.5 if look.style == "boxed" else SIZE)
        for step, line in enumerate(lines):
            sheet.text(x, y + 15 + 14 * step, line)


def _table(sheet: _Sheet, look: House, field: Asked, kind: Invented, y: float, rng: random.Random) -> tuple[str, ...]:
    sheet.text(look.left, y, look.labels[field.key])
    sheet.text(look.left + 260, y, QUANTITY[kind.lang])
    values: list[str] = []
    for _ in range(rng.randint(2, 4)):
        value = field.make(rng, kind.lang)
        if value not in values:
            values.append(value)
            sheet.text(look.left, y + 17 * len(values), value)
            sheet.text(look.left + 260, y + 17 * len(values), str(rng.randint(1, 40)))
    return tuple(values)


class _Sheet:
    def __init__(self) -> None:
        self._lines: list[tuple[float, float, str, float]] = []

    @staticmethod
    def wide(text: str, size: float = SIZE) -> float:
        return sum(size if ord(c) > 0x2E80 else size * 0.52 for c in text)

    def text(self, x: float, y: float, text: str, size: float = SIZE) -> None:
        if text.strip():
            self._lines.append((x, y, text.strip(), size))

    def page(self) -> PageText:
        """In reading order, as a text layer gives it."""
        made = [TextLine(text, BBox(x / WIDTH, y / HEIGHT, (x + self.wide(text, size)) / WIDTH, (y + size) / HEIGHT))
                for x, y, text, size in sorted(self._lines, key=lambda line: (round(line[1] / 6), line[0]))]
        return PageText(1, WIDTH, HEIGHT, tuple(made), "text_layer")
