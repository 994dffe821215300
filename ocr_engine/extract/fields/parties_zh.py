"""Parties that nobody listed: a definition that asks for 母亲姓名, 母亲身份证号 and 父亲姓名 names two, and a page
prints 身份证号 in the block of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import concept_named, party_terms
from ocr_engine.types import FieldSpec

OWN_PARTY = "of:"   # what the key of such a party begins with

# Who somebody is ends so; and what only somebody has, by which such a word is told from any other (工程地址).
_SOMEBODY = re.compile("(?:人|方|者|员|户|亲|偶|属|长|主|生|子|女|男|夫|妻|单位|公司|机构|企业|商|行|院|校|厂|店|代表"
                       "|原告|被告)$")
_NAMES = frozenset(("姓名", "全称", "户名"))
_PERSONAL = frozenset(("id_number", "certificate_number", "birth_date", "age", "sex", "bank", "bank_account",
                       "account_name", "phone", "mobile", "vat_id"))
_FURTHER = frozenset((*_PERSONAL, "name", "address", "nation", "nationality", "employer_name", "job_title", "degree",
                      "email", "birth_place", "legal_representative", "postcode", "credit_code"))
_LEAST = 2      # signs of a party, and of what it has


def parties_asked(fields: Iterable[FieldSpec]) -> frozenset[str]:
    """The words with which names of fields begin that say whose the value is, without those that everybody knows."""
    return frozenset(stem for spec in fields for name in _own(spec) for stem, rest in _cuts(name)
                     if rest in _NAMES or _concept(rest) in _PERSONAL)


def within_party(name: str, parties: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(key of the party, what is asked of it) of a name that begins with one of the parties."""
    for party in parties:
        rest = name[len(party):].lstrip("的之")
        if name.startswith(party) and (rest in _NAMES or _concept(rest) in _FURTHER):
            yield OWN_PARTY + fold(party), rest


def _own(spec: FieldSpec) -> Iterator[str]:
    for name in (*spec.label.values(), spec.key, *spec.aliases):
        if has_cjk(name):
            yield re.sub(r"[（(][^（）()]*[)）]", "", name).strip()


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Each way to part a name into somebody whom nobody listed and what that one has."""
    for cut in range(_LEAST, len(name) - _LEAST + 1):
        stem = name[:cut]
        if _SOMEBODY.search(stem) and fold(stem) not in party_terms():
            yield stem, name[cut:].lstrip("的之")


def _concept(name: str) -> str:
    known = concept_named(name)
    return known.key if known else ""
