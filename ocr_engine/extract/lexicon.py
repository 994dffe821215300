"""What everybody knows about documents, as data: common field names in several languages, party words, legal forms.

``lexicon/concepts.json`` groups the names under which a thing is announced; ``lexicon/words.json`` holds word lists.
Nothing in them comes from a single document.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .folding import fold, has_cjk


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that documents announce: how its values look (kind, shape) and what it is called."""

    key: str
    kind: str
    names: tuple[str, ...]
    shape: str = ""
    party: str = ""
    role: str = ""
    finder: str = ""
    prose: str = ""


def _load(name: str) -> Any:
    return json.loads((files(__package__) / "lexicon" / name).read_text("utf-8"))


@cache
def concepts() -> dict[str, Concept]:
    return {key: Concept(key, **{**entry, "names": tuple(entry["names"])}) for key, entry in _load("concepts.json").items()}


@cache
def words() -> dict[str, Any]:
    return _load("words.json")


@cache
def _by_name() -> dict[str, str]:
    table: dict[str, str] = {}
    for key, concept in concepts().items():
        for name in (key, *concept.names):
            table.setdefault(fold(name), key)
    return table


def concept_named(name: str) -> Concept | None:
    """The concept that a field name stands for, None where the thesaurus does not hold it."""
    key = _by_name().get(fold(name))
    return concepts()[key] if key else None


@cache
def party_terms() -> dict[str, str]:
    """Folded party word -> party, longest first."""
    table = {fold(term): party for party, terms in words()["parties"].items() for term in terms}
    return dict(sorted(table.items(), key=lambda item: -len(item[0])))


@cache
def legal_form_pattern() -> re.Pattern[str]:
    forms = sorted(words()["legal_forms"], key=len, reverse=True)
    western = "|".join(re.escape(f) for f in forms)
    chinese = "|".join(sorted(words()["legal_forms_zh"], key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z])(?:{western})\.?(?![A-Za-z])|(?:{chinese})", re.IGNORECASE)


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of a list (``address_words``, ``shop_words``)."""
    items = sorted(words()[name], key=len, reverse=True)
    return re.compile("|".join(re.escape(w) if has_cjk(w) else rf"(?<![^\W\d_]){re.escape(w)}(?![^\W\d_])" for w in items),
                      re.IGNORECASE)
