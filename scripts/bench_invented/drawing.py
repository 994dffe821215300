"""Invented documents: a house keeps its layout, its documents differ in their values."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from ocr_engine.evaluate.gold import GoldDocument

from . import lists
from .composed.made import Composed
from .conditions import Condition
from .kinds import Asked, Invented
from .sheet import SIZE, WIDTH, Sheet
from .values import code, firm, taller

STYLES = ("inline", "right", "below", "above", "boxed", "pairs")
NOISE = {"de": ("Seite", "Unser Zeichen", "Bearbeiter"), "fr": ("Page", "Réf. interne"), "es": ("Página", "Expediente"),
         "nl": ("Pagina", "Ons kenmerk"), "pl": ("Strona", "Oddział"), "en": ("Page", "Our reference", "Branch"),
         "it": ("Pagina", "Ns. rif."), "pt": ("Página", "Processo"), "zh": ("页次", "备案", "版本")}
SAYINGS = {"de": "Es gelten unsere Bedingungen von", "fr": "Document établi par", "es": "Documento emitido por",
           "nl": "Dit stuk is opgesteld door", "pl": "Dokument wystawiony przez", "en": "This paper was issued by",
           "it": "Documento emesso da", "pt": "Documento emitido por", "zh": "本单据开具单位"}


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
    listing: str


def house(kind: Invented, number: int, *, seed: int, condition: Condition) -> House:
    rng = random.Random(f"{seed}/{kind.key}/{number}")
    order = [f for f in kind.fields if not f.many]
    rng.shuffle(order)
    labels = {f.key: _wording(f, rng, condition) for f in kind.fields}
    colon = rng.choice(("：", "") if kind.lang == "zh" else (":", "", " :"))
    turn = number + sum(map(ord, kind.key))
    style = _style(condition, turn)
    listing = lists.STYLES[turn % len(lists.STYLES)] if condition.lists else "plain"
    return House(number, firm(rng, kind.lang), style, tuple(order), labels, colon,
                 rng.choice((48.0, 62.0, 75.0)), rng.choice((19.0, 24.0, 30.0)), listing)


def _style(condition: Condition, turn: int) -> str:
    if condition.bare or condition.mixed:
        return "bare" if condition.bare else "mixed"
    return ("hanging", "across")[turn % 2] if condition.apart else STYLES[turn % len(STYLES)]


def _wording(field: Asked, rng: random.Random, condition: Condition) -> str:
    """The definition's own label, one of its aliases, or a word that only this house uses."""
    shares = (0.0, 0.0, 1.0) if condition.strange else (0.6, 0.25, 0.15)
    return rng.choices((field.label, (field.aliases or (field.label,))[0], field.strange or field.label), shares)[0]


def drawn_by(kind: Invented, number: int, count: int, *, seed: int, condition: Condition
             ) -> list[tuple[GoldDocument, Sheet]]:
    """The documents of one house, the one that is learned first."""
    if isinstance(kind, Composed):
        return [kind.document(number, one, seed=seed) for one in range(count)]
    look = house(kind, number, seed=seed, condition=condition)
    return [document(kind, look, one, seed=seed, condition=condition) for one in range(count)]


def document(kind: Invented, look: House, number: int, *, seed: int, condition: Condition
             ) -> tuple[GoldDocument, Sheet]:
    rng = random.Random(f"{seed}/{kind.key}/{look.number}/{number}/document")
    sheet = Sheet()
    gold: dict[str, tuple[str, ...]] = {}
    absent: list[str] = []
    sheet.text(look.left, 40, look.name, 13)
    sheet.text(look.left + 140, 70, kind.title, 16)
    pairs = []
    for field in look.order:
        if rng.random() < 0.12:
            absent.append(field.key)
            if rng.random() < 0.6 and not condition.bare:
                continue
            pairs.append((look.labels[field.key], ""))
            continue
        value = field.make(rng, kind.lang)
        value = taller(value, field.kind, kind.lang, rng) if condition.tall else value
        gold[field.key] = (" ".join(value.split("\n")),)
        pairs.append((look.labels[field.key], value))
    noise = [(n, code("##-###")(rng, kind.lang)) for n in NOISE[kind.lang]]
    pairs.insert(len(look.name) % (len(pairs) + 1), noise[0])
    pairs.append(noise[-1])
    y = _bare(sheet, look, pairs) if condition.bare else _draw(sheet, look, pairs, 110.0)
    for field in (f for f in kind.fields if f.many):
        values = _listed(sheet, look, field, kind, y + 20, rng, may_lack=number > 0)
        gold[field.key] = tuple(values)
        absent += [] if values else [field.key]
    sheet.text(look.left, 790, f"{SAYINGS[kind.lang]} {look.name}", 8)
    label = f"{kind.key}-{look.number}-{number}"
    return GoldDocument(label, label, gold, tuple(absent), str(look.number)), sheet


def _draw(sheet: Sheet, look: House, pairs: list[tuple[str, str]], y: float) -> float:
    if look.style == "mixed":
        return _mixed(sheet, look, pairs, y)
    columns = {"below": 2, "above": 2, "boxed": 3, "pairs": 2, "across": 3}.get(look.style, 1)
    width = (WIDTH - 2 * look.left) / columns
    tall = {"below": 44.0, "above": 44.0, "boxed": 52.0, "hanging": 40.0, "across": 62.0}.get(look.style, look.gap)
    for start in range(0, len(pairs), columns):
        row = pairs[start:start + columns]
        deep = max(value.count("\n") for _, value in row) * 14
        for column, (label, value) in enumerate(row):
            _pair(sheet, look, label, value, look.left + column * width, y)
        y += tall + deep
    return y


def _mixed(sheet: Sheet, look: House, pairs: list[tuple[str, str]], y: float) -> float:
    """Blocks of two or three fields, each block in another style, as forms are put together; a house keeps its own."""
    rng = random.Random(f"{look.name}/{look.number}")
    while pairs:
        count = rng.choice((2, 3))
        block = replace(look, style=rng.choice(("inline", "right", "below", "boxed", "hanging", "pairs")))
        y = _draw(sheet, block, pairs[:count], y) + 8
        pairs = pairs[count:]
    return y


def _pair(sheet: Sheet, look: House, label: str, value: str, x: float, y: float) -> None:
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
        aside, under = {"hanging": (90.0, 15.0), "across": (22.0, 30.0)}.get(look.style, (0.0, 15.0))
        sheet.text(x, y, label + look.colon, 7.5 if look.style == "boxed" else SIZE)
        for step, line in enumerate(lines):
            sheet.text(x + aside, y + under + 14 * step, line)


def _bare(sheet: Sheet, look: House, pairs: list[tuple[str, str]]) -> float:
    """A printed form filled in by a machine that knows it: every value at its own place, an absent one leaves a gap."""
    columns, y = 2, 120.0
    width = (WIDTH - 2 * look.left) / columns
    for start in range(0, len(pairs), columns):
        for column, (_label, value) in enumerate(pairs[start:start + columns]):
            for step, line in enumerate(value.split("\n")):
                sheet.text(look.left + column * width, y + 14 * step, line)
        y += 38.0
    return y


def _listed(sheet: Sheet, look: House, field: Asked, kind: Invented, y: float, rng: random.Random, *,
            may_lack: bool) -> list[str]:
    """The first document of a house has some: one without would teach nothing of where they stand."""
    if look.listing == "plain":
        return _table(sheet, look, field, kind, y, rng)
    if rng.random() < 0.1 and may_lack:
        return []
    values = lists.values_of(field, kind.lang, rng, most=20 if look.listing == "pages" else 6)
    lists.draw(sheet, lists.Listing(look.listing, look.left, look.labels[field.key], kind.lang), values, y, rng)
    return values


def _table(sheet: Sheet, look: House, field: Asked, kind: Invented, y: float, rng: random.Random) -> list[str]:
    sheet.text(look.left, y, look.labels[field.key])
    sheet.text(look.left + 260, y, lists.QUANTITY[kind.lang])
    values: list[str] = []
    for _ in range(rng.randint(2, 4)):
        value = field.make(rng, kind.lang)
        if value not in values:
            values.append(value)
            sheet.text(look.left, y + 17 * len(values), value)
            sheet.text(look.left + 260, y + 17 * len(values), str(rng.randint(1, 40)))
    return values
