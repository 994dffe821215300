"""Whose address a field asks for, told from the definition: guest_address belongs to guest, "Adresse du titulaire" to
"Titulaire".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from ocr_engine.extract.weights import OWNED
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import akin, wording

from .names import word_parts
from .ownparties import party_named
from .parties_zh import OWN_PARTY
from .plan import FieldPlan

_PLAIN = frozenset(("name", "party", "person", "full"))


def owners(plans: Iterable[FieldPlan]) -> Mapping[str, FieldPlan]:
    """Key of an address -> the one field with the name of whom it belongs to. Both are told by the words they share."""
    return _owners(tuple(plans))


@lru_cache(maxsize=32)
def _owners(plans: tuple[FieldPlan, ...]) -> Mapping[str, FieldPlan]:
    names = [p for p in plans if p.kind == "name" and not p.spec.many]
    found: dict[str, FieldPlan] = {}
    for plan in plans:
        if plan.kind == "address" and all(s.startswith(OWN_PARTY) for s in plan.sections):
            near = [n for n in names if _shared(plan, n)]
            if len(near) == 1:
                found[plan.key] = near[0]
    return found


def called(plans: Iterable[FieldPlan], asked: Iterable[str]) -> Mapping[str, str]:
    """What the definition calls parties that things are asked of, folded -> key: "Bên A", an alias of the landlord, is
    whose block "BÊN A" heads."""
    return {n.folded: party for p in plans if p.kind == "name" and not p.spec.many
            and (party := party_named(p.spec)) in asked
            for n in p.own_names if not n.section and not has_cjk(n.text) and not _says_name(n.text)}


def _says_name(text: str) -> bool:
    """Name of registrant is a caption, and heads no block."""
    return any(word in words()["label_name_words"] for word, _ in wording(text).words)


@lru_cache(maxsize=4096)
def named(plan: FieldPlan, kind: str) -> bool:
    """Whether a word of the field's own names begins like one of the list."""
    said = {fold(part) for name in plan.spec.names for part in word_parts(name)}
    return any(part.startswith(fold(word)) for part in said for word in words()[kind])


def of_receiver(plan: FieldPlan, owned: Mapping[str, FieldPlan]) -> bool:
    """Whether an address belongs to somebody else than who issued the paper: then it is not in the letter head."""
    owner = owned.get(plan.key)
    return named(plan, "receiver_words") or (owner is not None and not named(owner, "issuer_words"))


def _shared(address: FieldPlan, name: FieldPlan) -> bool:
    mine = word_parts(address.key) - _PLAIN
    if mine & (word_parts(name.key) - _PLAIN):
        return True
    said = [w for label in address.spec.label.values() for w, _ in wording(label).words if not _says_address(w)]
    theirs = [w for label in name.spec.names for w, _ in wording(label).words if w not in _PLAIN]
    return any(akin(a, b) >= OWNED["akin"] for a in said for b in theirs)


def _says_address(word: str) -> bool:
    return any(akin(word, known) for known in words()["address_names"])
