"""Which terms of invoice data a field means: by what the field says, or by its names.

A field may name its terms outright (``terms`` in the definition). Otherwise its labels, its key and its other names are
compared with those of each term, in German, English, French and Chinese above all; the first of the field's names that
is known decides, so that a loose alias ("Date") never overrules a clear label ("Delivery date").
"""

from __future__ import annotations

import re
from functools import cache

from ocr_engine.extract.words.folding import fold
from ocr_engine.ingest.einvoice.vocabulary import vocabulary
from ocr_engine.types import FieldSpec

_NUMBER_WORDS = re.compile(r"\b(?:n[°ºo]\.?|no\.?|nr\.?|num(?:ber|mer|éro|ero)|#)(?=\W|$)", re.IGNORECASE)
_WORDED = frozenset(("text", "name", "address", "code"))
_NUMERIC = frozenset(("money", "number"))
# A field of the first kind may take a value of the others; every field may take a value of its own kind, and a plain
# text field takes any.
_ALSO = {"code": _WORDED | {"tax_id", "iban"}, "name": _WORDED, "address": _WORDED, "tax_id": {"code"},
         "iban": {"code"}, "bank_account": {"iban", "code"}, "money": _NUMERIC, "number": _NUMERIC | {"text"}}


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for term in vocabulary().values():
        for name in dict.fromkeys(_plain(n) for n in term.names):
            found[name] = (*found.get(name, ()), term.key)
    return found


def terms_of(spec: FieldSpec) -> tuple[str, ...]:
    """The terms whose value the field wants, best first; () where it wants none of an invoice's."""
    if spec.terms:
        return spec.terms
    for names in (tuple(spec.label.values()), (spec.key,), *((alias,) for alias in spec.aliases)):
        known = dict.fromkeys(t for name in names for t in _by_name().get(_plain(name), ())
                              if _fits(spec.kind, vocabulary()[t].kind))
        if known:
            return tuple(t for t in known if vocabulary()[t].kind == spec.kind) or tuple(known)
    return ()


def _fits(kind: str, of_term: str) -> bool:
    return kind in ("text", of_term) or of_term in _ALSO.get(kind, ())


def _plain(name: str) -> str:
    """A name without case, accents, spaces and signs; "No.", "Nr." and "number" are one word."""
    words = _NUMBER_WORDS.sub(" number ", name.replace("_", " "))
    words = re.sub(r"(?<=[a-z])nummer\b", " number ", words, flags=re.IGNORECASE)
    return fold(words) or fold(name)
