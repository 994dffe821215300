"""Papers as a company gets them by the thousand: many suppliers, each with a layout, small print and lists of its own.

The other invented types draw their names from a few words, so that a thousand papers would share a dozen values. Here
names, addresses and words are made of syllables: nearly every value is another one, as in a real archive.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.signature import words_of

from .conditions import CONDITIONS
from .drawing import House, document, house
from .kinds import Asked, Invented
from .sheet import Sheet
from .values import code, day, money

_SYLLABLES = tuple(a + b for a in (*"bdfgklmnprstvw", "br", "st", "tr") for b in (*"aeiou", "ei"))
_FORMS = ("Ltd", "GmbH", "SARL", "Inc", "plc", "B.V.", "AG")
_STREETS = ("Street", "Lane", "Road", "Avenue", "Square")
_SMALL_PRINT = 90       # words of its own that a house prints at the foot of every paper
_LISTED = CONDITIONS[[c.name for c in CONDITIONS].index("lists")]


def word(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.choice((2, 2, 3)))) + rng.choice(("", "n", "r", "s"))


def _firm(rng: random.Random, lang: str) -> str:
    return f"{word(rng).title()} {word(rng).title()} {rng.choice(_FORMS)}"


def _person(rng: random.Random, lang: str) -> str:
    return f"{word(rng).title()} {word(rng).title()}"


def _place(rng: random.Random, lang: str) -> str:
    street = f"{rng.randint(1, 400)} {word(rng).title()} {rng.choice(_STREETS)}"
    return f"{street}\n{rng.randint(10000, 99999)} {word(rng).title()}"


def _things(rng: random.Random, lang: str) -> str:
    return f"{word(rng).title()} {word(rng)}"


COMPANY = Invented("company", "en", "Supply note", tuple(Asked(*asked) for asked in (
    ("number", "Note number", "code", code("SN-######"), ("Note no.",), "Paper"),
    ("day", "Note date", "date", day, ("Date of note",), "Made up"),
    ("due", "Payment due", "date", day, ("Due date",), "Pay until"),
    ("delivered", "Delivery date", "date", day, ("Delivered on",), "Arrived"),
    ("order", "Order number", "code", code("PO-#######"), ("Purchase order",), "Your call"),
    ("customer", "Customer", "name", _firm, ("Bill to",), "Sold for"),
    ("customer_address", "Customer address", "address", _place, ("Billing address",), "Sits at"),
    ("consignee", "Ship to", "name", _firm, ("Consignee",), "Goes to"),
    ("consignee_address", "Delivery address", "address", _place, ("Shipping address",), "Brought to"),
    ("contact", "Contact", "name", _person, ("Contact person",), "Ask"),
    ("clerk", "Clerk", "name", _person, ("Handled by",), "In the hands of"),
    ("account", "Bank account", "bank_account", code("########"), ("Account number",), "Pay into"),
    ("tax_number", "Tax number", "tax_id", code("GB#########"), ("VAT number",), "Registered as"),
    ("project", "Project", "text", _things, ("Job",), "Undertaking"),
    ("carrier", "Carrier", "name", _firm, ("Forwarder",), "Driven by"),
    ("net", "Net amount", "money", money, ("Amount before tax",), "Bare"),
    ("tax", "Tax amount", "money", money, ("VAT amount",), "Levy"),
    ("total", "Amount payable", "money", money, ("Total due",), "Altogether"),
    ("lot", "Lot", "code", code("L#####"), ("Batch",), "Heap"),
    ("items", "Goods", "text", _things, ("Articles",), "Wares", True))))


def papers(count: int, *, layouts: int, seed: int = 0, first: int = 0) -> Iterator[tuple[GoldDocument, Sheet]]:
    """``count`` papers from the number ``first`` on, of so many layouts in turn, each house's share about equal."""
    houses = {number: _house(number, seed) for number in range(min(layouts, first + count))}
    for number in range(first, first + count):
        look, print_ = houses[number % layouts]
        # Its first paper shows every list; see ``drawing``.
        gold, sheet = document(COMPANY, look, number // layouts, seed=seed, condition=_LISTED)
        _foot(sheet, look, print_)
        name = f"{number:05}"
        yield replace(gold, id=name, file=name), sheet


def _house(number: int, seed: int) -> tuple[House, list[str]]:
    rng = random.Random(f"company/{seed}/{number}")
    look = replace(house(COMPANY, number, seed=seed, condition=_LISTED), name=_firm(rng, "en"), gap=17.0)
    return look, [word(rng) for _ in range(_SMALL_PRINT)]


def _foot(sheet: Sheet, look: House, words: list[str]) -> None:
    """Small print in two columns at the foot of the first page."""
    rows = [" ".join(words[start:start + 6]) for start in range(0, len(words), 6)]
    half = (len(rows) + 1) // 2
    for at, row in enumerate(rows):
        sheet.pages[0].append((look.left + (at // half) * 250, 720.0 + 8 * (at % half), row, 6.0))


def like(known: Exemplar, number: int, *, seed: int = 0) -> Exemplar:
    """What a further paper of the same layout would have taught: the same places, every value another one.

    To observe a paper takes 0.2 s of CPU, and this a millisecond.
    """
    rng = random.Random(f"like/{seed}/{known.id}/{number}")
    asked = {f.key: f for f in COMPANY.fields}
    signature, lessons = dict(known.signature), []
    for lesson in known.lessons:
        value = " ".join(asked[lesson.key].make(rng, COMPANY.lang).split("\n"))
        gone = [w for w in words_of(lesson.value) if w in signature]
        for old, new in zip(gone, words_of(value), strict=False):
            signature.setdefault(new, signature.pop(old))
        lessons.append(replace(lesson, value=value, read=value if lesson.read else ""))
    return replace(known, id=f"{number:05}", signature=signature, lessons=tuple(lessons))
