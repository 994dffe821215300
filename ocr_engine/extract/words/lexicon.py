"""What everybody knows about documents, as data: common field names in several languages, party words, legal forms.

``lexicon/concepts.json`` groups the names under which a thing is announced, ``lexicon/concepts_zh.json`` adds those of
Chinese papers, ``lexicon/concepts_asia.json`` Japanese, Korean and Vietnamese ones, ``lexicon/concepts_lands.json``
what forms, cards and slips ask in forty languages;
``lexicon/words.json`` holds word lists, ``lexicon/rings.json`` words of one meaning in many languages,
``lexicon/rings_cjk.json`` what these are in Chinese, Japanese and Korean, with further rings of their own,
``lexicon/telling.json`` values that need no name. Nothing in them comes from a single document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .folding import fold, has_cjk
from .patterns import any_word, either

_VAGUE = frozenset(("number", "name", "date", "total", "amount", "code", "net", "gross", "tax", "payment", "order"))


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
    entries = _load("concepts.json")
    for key, entry in (item for part in ("zh", "asia", "lands") for item in _load(f"concepts_{part}.json").items()):
        for name, one in _things(key, entry):
            known = entries.get(name)
            entries[name] = {**known, "names": [*known["names"], *one["names"]]} if known else one
    return {key: Concept(key, **{**entry, "names": tuple(entry["names"])}) for key, entry in entries.items()}


def _things(key: str, entry: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """``each``: things of one kind that are not one another, every one with its names, and before a sign of equality
    with the key that a definition may ask for it by."""
    if "each" not in entry:
        yield key, entry
        return
    shared = {name: value for name, value in entry.items() if name != "each"}
    for names in entry["each"]:
        asked, _, rest = names.rpartition("=")
        alike = rest.split("|")
        yield asked or f"{key}:{alike[0]}", {**shared, "names": alike}


@cache
def words() -> dict[str, Any]:
    return _load("words.json")


@cache
def sum_words() -> frozenset[str]:
    """What totals and sums before tax are called, folded."""
    roles = words()["total_roles"]
    return frozenset(fold(w) for role in ("gross", "net") for w in roles[role])


@cache
def rings() -> list[list[str]]:
    """Words of one meaning in many languages, a ring each; a word may lie in several."""
    found = [*_load("rings.json")]
    known = {word for ring in found for word in ring}
    return found + [latin.split("|") for latin in _load("rings_cjk.json") if "|" in latin or latin not in known]


@cache
def rings_cjk() -> list[tuple[str, list[str]]]:
    """What words of ``rings`` are called in Chinese, Japanese and Korean, each with the first word of its ring."""
    return [(latin.split("|")[0], words.split()) for latin, words in _load("rings_cjk.json").items()]


def told_by_look() -> list[dict[str, str]]:
    return _load("telling.json")


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for key, concept in concepts().items():
        for name in (key, *concept.names):
            table.setdefault(fold(name), []).append(key)
    return {name: tuple(dict.fromkeys(keys)) for name, keys in table.items()}


def concepts_named(name: str) -> tuple[Concept, ...]:
    """Everything that a field name may stand for, the likeliest first."""
    return tuple(concepts()[key] for key in _by_name().get(fold(name), ()))


def concept_named(name: str) -> Concept | None:
    """The concept that a field name stands for, None where the thesaurus does not hold it."""
    found = concepts_named(name)
    return found[0] if found else None


@cache
def concept_akin(key: str, kind: str) -> Concept | None:
    """The thing of this kind that a bare key seems to be about: serial (serial_number), car_insurance_policy_number
    (policy_number). None where nothing, or more than one thing, comes as near."""
    asked = key.casefold().split("_")
    near: dict[str, int] = {}
    for name, concept in concepts().items():
        parts = name.split("_")
        shared = len(set(parts) & set(asked))
        longer = len(parts) > 1 and asked[-len(parts):] == parts
        shorter = len(parts) > len(asked) and parts[: len(asked)] == asked and asked[0] not in _VAGUE
        if (longer or shorter) and concept.kind == kind and not concept.prose:
            near[name] = shared
    best = [name for name, shared in near.items() if shared == max(near.values())]
    return concepts()[best[0]] if len(best) == 1 else None


def known_name(text: str) -> bool:
    """Whether the thesaurus holds this name or it is a party word."""
    return fold(text) in _by_name() or fold(text) in party_terms()


def split_party(text: str) -> tuple[str, str]:
    """(party, rest) of 购买方名称 or seller_vat_id; ("", text) where the name begins with no party."""
    folded = fold(text)
    if not folded.startswith(tuple(party_terms())):
        return "", text
    for term, party in party_terms().items():
        if not folded.startswith(term) or len(folded) - len(term) < 2 or len(term) < 2:
            continue
        cut = next((i for i in range(1, len(text) + 1) if fold(text[:i]) == term), None)
        if cut is not None and (has_cjk(text) or re.match(r"[\s_\-]", text[cut:])):
            return party, text[cut:].strip(" _-、的'’")
    return "", text


@cache
def party_terms() -> dict[str, str]:
    """Folded party word -> party, longest first."""
    table = {fold(term): party for party, terms in words()["parties"].items() for term in terms}
    return dict(sorted(table.items(), key=lambda item: -len(item[0])))


@cache
def legal_form_pattern() -> re.Pattern[str]:
    western, chinese = either(words()["legal_forms"]), either(words()["legal_forms_zh"])
    return re.compile(rf"(?<![A-Za-z\d]){western}\.?(?![A-Za-z])|{chinese}", re.IGNORECASE)


@cache
def word_pattern(name: str) -> re.Pattern[str]:
    """A pattern that finds any word of a list (``address_words``, ``shop_words``)."""
    return any_word(words()[name])
