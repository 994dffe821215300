"""The names that a field borrows from the thesaurus: what a page may call it, beyond what its definition says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import Concept, concept_akin, concept_named, concepts, party_terms, split_party
from ocr_engine.types import FieldSpec

from .meanings import is_plain
from .names import COMMON, LOOSE, SHORTENED, TURNED, Name, named
from .ownparties import party_named, within_owner
from .parties_zh import within_party


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of a definition says about each of its fields.

    ``taken``: the keys of what its fields mean, so that "VAT" is the tax beside a "VAT number". ``parties`` and
    ``owners``: who has things in it, by the words of its own. ``papers``: what the type is called: of a purchase order
    the number is the order number.
    """

    taken: frozenset[str]
    parties: frozenset[str]
    owners: Mapping[str, str]
    papers: Sequence[str]


def of_paper(spec: FieldSpec, beside: Surroundings) -> list[Name]:
    """Purchase order number, and what that is called, of a field of purchase orders whose name is Number."""
    told = [f"{paper} {text}" for text in spec.label.values() if is_plain(text) for paper in beside.papers]
    meant = [own for text in told
             if (own := concept_named(text)) and own.kind == spec.kind and own.key not in beside.taken]
    return [*(replace(named(text, SHORTENED), plain=True) for text in told),
            *(named(name, COMMON) for own in meant for name in own.names)]


def of_thesaurus(spec: FieldSpec, kind: str, concept: Concept | None, lender: Concept | None, own: Sequence[Name],
                 beside: Surroundings) -> list[Name]:
    """``concept``: what the field means; ``lender``: whose common names it may bear; ``own``: the names it has."""
    found = _of_akin(spec, kind, beside.taken) if concept is None else []
    section = _section_for(lender, own) if lender else ""
    if lender and lender.key == "phone" and "mobile" not in beside.taken:    # the only telephone that a form asks for
        found += [named(text, LOOSE, section) for text in concepts()["mobile"].names]
    found += [named(text, COMMON, section) for text in (lender.names if lender else ())]
    found += [named(text, LOOSE) for text in _of_its_aliases(spec, concept)]
    found += [named(text, COMMON) for text in _of_its_key(spec, concept, beside.taken)]
    found += _of_its_party(spec, beside.parties)
    found += _of_its_owner(spec, beside.owners)
    if kind == "name" and (party := lender.party if lender and lender.party else _party_itself(spec, beside)):
        found += [named(text, COMMON, party) for key in ("name", "account_name") for text in concepts()[key].names]
    return found


def _of_akin(spec: FieldSpec, kind: str, taken: frozenset[str]) -> list[Name]:
    """The names of what a key without a meaning of its own is nearest to."""
    akin = concept_akin(spec.key, kind)
    return [named(text, LOOSE, akin.party) for text in akin.names] if akin and akin.key not in taken else []


def _of_its_key(spec: FieldSpec, concept: Concept | None, taken: frozenset[str]) -> tuple[str, ...]:
    """What the key stands for, where the label says no more than "Date": signed, with the label Datum."""
    if concept is None or not all(map(is_plain, spec.label.values())):
        return ()
    said = concept_named(spec.key.replace("_", " "))
    return said.names if said and said.key not in taken and said.kind == spec.kind else ()


def _of_its_aliases(spec: FieldSpec, concept: Concept | None) -> list[str]:
    """What a Chinese alias stands for, where that is wider than the label: 报销事由 with the alias 摘要."""
    if concept is None or spec.kind != "text":
        return []
    wider = (concept_named(alias) for alias in spec.aliases if has_cjk(alias))
    return [name for other in wider if other and other.key != concept.key for name in other.names if has_cjk(name)]


def _of_its_party(spec: FieldSpec, parties: frozenset[str]) -> list[Name]:
    """母亲身份证号: 身份证号 and what else it is called, in the block of 母亲."""
    found: list[Name] = []
    for text in (*spec.label.values(), *spec.aliases):
        for section, rest in within_party(text, parties):
            known = concept_named(rest)
            found.append(named(rest, SHORTENED, section))
            more = concepts()["certificate_number"].names if known and known.key == "id_number" else ()
            found += [named(n, COMMON, section) for n in (*(known.names if known else ()), *more)
                      if has_cjk(n) and not split_party(n)[0] and not TURNED.match(n)]
    return found


def _of_its_owner(spec: FieldSpec, owners: Mapping[str, str]) -> list[Name]:
    """Targa veicolo A: Targa, in the block of vehicle A, and what else it is called."""
    found: list[Name] = []
    for text in (*spec.label.values(), *spec.aliases):
        for section, rest in [*within_owner(text, owners)][:1]:
            known = concept_named(rest)
            found.append(named(rest, SHORTENED, section))
            found += [named(n, COMMON, section) for n in (known.names if known and known.kind == spec.kind else ())
                      if not has_cjk(n) and not split_party(n)[0]]
    return found


def _party_itself(spec: FieldSpec, beside: Surroundings) -> str:
    """采购人 as a field: in the block of that heading its name stands behind 名称."""
    if not spec.many and (party := party_named(spec)) in beside.owners.values():
        return party
    own = (party_terms().get(fold(name)) for name in (*spec.label.values(), *spec.aliases) if has_cjk(name))
    return next((party for party in own if party), "")


def _section_for(concept: Concept, names: Sequence[Name]) -> str:
    """A field that is always told with its party (甲方联系电话) keeps the party when it borrows common names."""
    sections = {n.section for n in names if n.section}
    return next(iter(sections)) if len(sections) == 1 and sections != {concept.party} else ""
