"""Where data comes from besides the file's own parts, and which type a document is by what its data says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ocr_engine.config import Config
from ocr_engine.errors import BadFile
from ocr_engine.ingest import shared_parser
from ocr_engine.ingest.einvoice.facts import Facts
from ocr_engine.types import DocType, PageText

from .terms import terms_of

# What the codes on invoices can say; a type that wants less than two of these is not worth the look.
_IN_CODES = frozenset(("CN-1", "CN-2", "BT-1", "BT-2", "BT-5", "BT-83", "BT-84", "BT-85", "BT-109", "BT-112", "BT-115"))
# A type that finds this share of its fields in the data is the type, whatever the page looks like.
_MIN_SHARE = 0.4
SURE = 0.95


def code_facts(file: Path, doc_type: DocType, pages: Sequence[PageText], config: Config) -> list[Facts]:
    """What a QR code on the first or the last page says, for types that have use for it. 30 to 300 ms a page."""
    wanted = {term for spec in doc_type.fields for term in terms_of(spec)}
    if len(wanted & _IN_CODES) < 2 or not pages:
        return []
    try:
        with shared_parser(config).open(file) as document:
            for number in dict.fromkeys((1, document.page_count)):
                if facts := document.codes(number):
                    return facts
    except BadFile:
        return []  # what is wrong with the page was told when it was read
    return []


def facts_of(file: Path, pages: Sequence[PageText], doc_type: DocType, config: Config | None = None) -> list[Facts]:
    """All that a file says to machines, its parts first; [] for one that cannot be opened."""
    config = config or Config.from_env()
    try:
        with shared_parser(config).open(file) as document:
            found, _broken = document.embedded()
    except BadFile:
        return []
    return [*found, *code_facts(file, doc_type, pages, config)]


def type_by_data(types: Sequence[DocType], facts: Sequence[Facts]) -> DocType | None:
    """The type whose fields the data fills best, columns of tables aside; None where it fills none to a good part."""
    told = {f.term for carrier in facts for f in carrier.items}

    def filled(doc_type: DocType) -> int:
        return sum(1 for spec in doc_type.alone or doc_type.fields if told.intersection(terms_of(spec)))

    best = max(types, key=filled, default=None)
    return best if best is not None and filled(best) >= _MIN_SHARE * len(best.alone or best.fields) else None
