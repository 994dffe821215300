"""Parties that only a definition names, in words with gaps: "Targa veicolo A" and "Assicurato veicolo A" beside the
same of vehicle B, "Registrant" and "Address of registrant". A page prints "Targa" in the block of each.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import concept_named, party_terms, words
from ocr_engine.types import FieldSpec

from .meanings import is_plain
from .parties_zh import OWN_PARTY

_PERSONAL = frozenset(("name", "address", "phone", "email", "id_number"))
_OWNED = _PERSONAL | {"code", "tax_id", "iban", "bank_account", "date", "sex"} - {"name"}   # that somebody may have
_NAMES = frozenset(("name", "first_name", "last_name"))
_WORD = re.compile(r"[^\W_]+(?=['’]s\b)|(?<!['’])[^\W_]+|(?<=['’])[^\W_]{2,}")
_LONGEST = 3  # words of a party


def owners_asked(fields: Iterable[FieldSpec]) -> Mapping[str, str]:
    """Party -> key of its section: the words that several fields share and that say whose the value is."""
    asked: dict[str, dict[str, FieldSpec]] = defaultdict(dict)
    last: set[str] = set()
    fields = list(fields)
    for spec in fields:
        for name in _own(spec):
            for party, rest in _cuts(name):
                asked[party].setdefault(rest, spec)
                last |= {party} if name.casefold().endswith(party) else set()
    whole = _named_whole(fields, asked)
    found = {party: things for party, things in asked.items()
             if party in whole or (_is_party(party, things, asked) and not _is_thing(party))}
    worth = {party: (len(things), party in last) for party, things in found.items()}
    return {party: whole.get(party) or party_terms().get(fold(party), OWN_PARTY + fold(party))
            for party, things in found.items()
            if party in whole or not all(rest in found and worth[rest] > worth[party] for rest in things if rest)}


def party_named(spec: FieldSpec) -> str:
    """The key of the party that a field with a name asks for: a known one, told by its label, its key or an alias, or
    one of its own."""
    own = (*spec.label.values(), spec.key, spec.key.replace("_", " "), *spec.aliases)
    known = next((party for name in own if (party := party_terms().get(fold(name)))), "")
    return known or OWN_PARTY + fold(next(iter(spec.label.values()), spec.key))


def _named_whole(fields: Iterable[FieldSpec], asked: Mapping[str, Mapping[str, FieldSpec]]) -> dict[str, str]:
    """Party -> key, of the names of fields that others ask things of: "Bên thuê" beside "CCCD bên thuê"."""
    found: dict[str, str] = {}
    for spec in fields:
        if spec.kind != "name" or spec.many:
            continue
        for name in _own(spec):
            party = " ".join(word.casefold() for word in _WORD.findall(name))
            known = concept_named(party)
            if is_plain(party) or len(fold(party)) < 3 or (known and known.key in _NAMES):
                continue
            things = {rest: other for rest, other in asked.get(party, {}).items() if rest and other is not spec}
            if any(other.kind in _OWNED and not is_plain(rest) for rest, other in things.items()):
                found[party] = party_named(spec)
    return found


def _is_thing(party: str) -> bool:
    """Whether words are what somebody has, and nobody: Địa chỉ, an address."""
    known = concept_named(party)
    return known is not None and known.kind in _PERSONAL - {"name"}


def within_owner(name: str, owners: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(section, what is asked of the party) of a name that says whose the value is; the longest party first."""
    cuts = sorted(_cuts(name), key=lambda cut: -len(cut[0]))
    return ((owners[party], rest) for party, rest in cuts if rest and party in owners)


def _own(spec: FieldSpec) -> Iterator[str]:
    return (name for name in (*spec.label.values(), *spec.aliases) if name and not has_cjk(name))


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Each way to part a name into a party, at its beginning or its end, and what is asked of it; all of it a party."""
    printed = _WORD.findall(name)
    found = [word.casefold() for word in printed]
    particles = set(words()["label_particles"]) - {word.casefold() for word in printed[1:] if _is_sign(word)}
    for size in range(1, min(_LONGEST, len(found)) + 1):
        for party, rest in ((found[-size:], found[:-size]), (found[:size], found[size:])):
            while rest and rest[-1] in particles:
                rest = rest[:-1]
            while rest and rest[0] in particles:
                rest = rest[1:]
            if party[0] not in particles and party[-1] not in particles and (not rest or max(map(len, rest)) > 2):
                yield " ".join(party), " ".join(rest)


def _is_sign(word: str) -> bool:
    """Whether a word tells two alike apart: vehicle A."""
    return len(word) == 1 and word.isupper()


def _is_party(party: str, things: Mapping[str, FieldSpec], asked: Mapping[str, Mapping[str, FieldSpec]]) -> bool:
    """Whether what several different fields ask of it are things that somebody has."""
    if len({spec.key for spec in things.values()}) < 2 or is_plain(party) or len(fold(party)) < 3:
        return False
    rests = [rest for rest in things if rest]
    alike = any(other != party and len(set(rests) & set(more)) > 1 for other, more in asked.items())
    return alike or (len(rests) > 0 and all(things[r].kind in _PERSONAL for r in rests)
                     and any(things[r].kind in _PERSONAL - {"name"} for r in rests))
