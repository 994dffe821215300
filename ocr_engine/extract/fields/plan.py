"""What to look for: each field with every wording, section and shape that the thesaurus adds to its definition."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import Concept, concept_akin, concept_named, concepts, party_terms, split_party
from ocr_engine.extract.words.wordings_zh import marks
from ocr_engine.types import DocType, FieldSpec

from .meanings import is_plain, meanings_of, paper_names
from .openfields import OPEN_TYPE
from .ownparties import owners_asked, within_owner
from .parties_zh import parties_asked, within_party

_TURNED = re.compile("[收付转汇送发]")  # 收款账号: whose account it is
# How much a name is worth by where it comes from.
OWN, ALIAS, SHORTENED, COMMON, LOOSE = 1.0, 0.97, 0.93, 0.88, 0.7
LENDS = 0.8  # a name shortened further than this does not borrow the common names of what it stands for


# Things that each party of a paper has: their label counts only in the block of the right one.
_PARTY_BOUND = frozenset(
    (
        "name",
        "address",
        "street",
        "city",
        "state_code",
        "country_code",
        "country",
        "address_phone",
        "phone",
        "mobile",
        "fax",
        "email",
        "website",
        "postcode",
        "vat_id",
        "buyer_vat_id",
        "seller_tax_number",
        "bank",
        "bank_account",
        "bank_and_account",
        "account_name",
        "legal_representative",
        "agent",
        "certificate_number",
        "id_number",
        "passport_number",
        "sex",
        "age",
        "nation",
        "nationality",
        "degree",
        "job_title",
        "title",
        "birth_date",
        "bic",
        "iban",
        "number",
    )
)


@dataclass(frozen=True, slots=True)
class Name:
    """One wording. ``section``: the party block it must stand in; ``column``: the header its row is crossed with;
    ``plain``: its plain words count too: a purchase order is no "Purchase order number"."""

    text: str
    folded: str
    weight: float
    section: str = ""
    column: str = ""
    plain: bool = False


@dataclass(frozen=True, eq=False)
class FieldPlan:
    """What is looked for of one field; the same object for every document of a definition (``plan_fields``)."""

    spec: FieldSpec
    kind: str
    shape: str
    concept: Concept | None
    names: tuple[Name, ...]
    as_printed: bool = False

    @property
    def key(self) -> str:
        return self.spec.key

    @cached_property
    def sections(self) -> frozenset[str]:
        return frozenset(n.section for n in self.names if n.section)

    @cached_property
    def own_names(self) -> tuple[Name, ...]:
        """Its own names, long enough to be told from others by likeness."""
        return tuple(n for n in self.names if n.weight >= OWN_NAME and not n.column
                     and len(n.folded) > (1 if has_cjk(n.text) else 2))

    @cached_property
    def marks(self) -> frozenset[str | int]:
        """What a wording has at least one of that is at all like one of its own names."""
        return frozenset[str | int]().union(*(marks(n.text) for n in self.own_names))


@dataclass(frozen=True, slots=True)
class _Definition:
    """A document type by what its plans are made of. Labels are looked through in their order, so it counts."""

    labels: tuple[object, ...]
    doc_type: DocType = field(hash=False)


def plan_fields(doc_type: DocType) -> list[FieldPlan]:
    """Worked out once for each of the definitions that were asked for last."""
    labels = (doc_type.key, *doc_type.label.items(), *((f.key, *f.label.items()) for f in doc_type.fields))
    return list(_plans(_Definition(labels, doc_type)))


@lru_cache(maxsize=32)
def _plans(definition: _Definition) -> tuple[FieldPlan, ...]:
    doc_type = definition.doc_type
    as_printed = doc_type.key == OPEN_TYPE
    taken = {c.key for spec in doc_type.fields if len(found := meanings_of(spec)) == 1 for c in found}
    parties, owners = parties_asked(doc_type.fields), {} if as_printed else owners_asked(doc_type.fields)
    papers = () if as_printed else paper_names(doc_type)
    return tuple(plan_field(spec, as_printed=as_printed, taken=frozenset(taken), parties=parties, owners=owners,
                            papers=papers)
                 for spec in doc_type.fields)


def word_parts(name: str) -> set[str]:
    """The words of a name or of a key in small letters: flight and from of "Flight_from"."""
    return set(re.split(r"[\s_]+", name.casefold()))


def plan_field(spec: FieldSpec, *, as_printed: bool = False, taken: frozenset[str] = frozenset(),
               parties: frozenset[str] = frozenset(), owners: Mapping[str, str] = MappingProxyType({}),
               papers: Sequence[str] = ()) -> FieldPlan:
    """``taken``: what other fields of the type mean, so that "VAT" is the tax beside a "VAT number". ``parties``: who
    else has things in it, by the words of its own. ``papers``: what the type is called: of a purchase order the number
    is the order number."""
    names: list[Name] = []
    for text in dict.fromkeys((*spec.label.values(), spec.key.replace("_", " "))):
        names += _wordings(text, OWN)
    for text in spec.aliases:
        names += _wordings(text, ALIAS)
    names += [replace(_named(f"{paper} {text}", SHORTENED), plain=True)
              for text in spec.label.values() if is_plain(text) for paper in papers]
    names += [_named(name, COMMON) for text in spec.label.values() if is_plain(text) for paper in papers
              if (own := concept_named(f"{paper} {text}")) and own.kind == spec.kind and own.key not in taken
              for name in own.names]
    meanings = meanings_of(spec)
    concept = next((c for c in meanings if c.key not in taken), meanings[0] if meanings else None)
    lent = concept
    if concept is None:
        concept = next((c for n in names if (c := concept_named(n.text))), None)
        lent = (
            concept if concept and any(n.weight > LENDS and concept_named(n.text) is concept for n in names) else None
        )
    kind = concept.kind if as_printed and concept and len(meanings) > 1 else spec.kind
    if as_printed and kind == "date" and "时间" in spec.key:  # as printed, with its time of day
        kind, concept = "text", replace(concept, shape="datetime") if concept else concepts()["datetime"]
    akin = concept_akin(spec.key, kind) if concept is None else None
    if akin and akin.key not in taken:
        names += [_named(text, LOOSE, akin.party) for text in akin.names]
    if concept and concept.kind != kind and kind != "text":
        concept = replace(concept, shape="")
    section = _section_for(lent, names) if lent else ""
    for text in lent.names if lent else ():
        names.append(_named(text, COMMON, section))
    names += [_named(text, LOOSE) for text in _of_its_aliases(spec, concept)]
    names += [_named(text, COMMON) for text in _of_its_key(spec, concept, taken)]
    names += _of_its_party(spec, parties)
    names += _of_its_owner(spec, owners)
    if kind == "name" and (party := lent.party if lent and lent.party else _party_itself(spec)):
        names += [_named(text, COMMON, party) for text in concepts()["name"].names]
    return FieldPlan(spec, kind, _shape(spec, concept), concept, _distinct(names), as_printed)


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
            found.append(_named(rest, SHORTENED, section))
            more = concepts()["certificate_number"].names if known and known.key == "id_number" else ()
            found += [_named(n, COMMON, section) for n in (*(known.names if known else ()), *more)
                      if has_cjk(n) and not split_party(n)[0] and not _TURNED.match(n)]
    return found


def _of_its_owner(spec: FieldSpec, owners: Mapping[str, str]) -> list[Name]:
    """Targa veicolo A: Targa, in the block of vehicle A, and what else it is called."""
    found: list[Name] = []
    for text in (*spec.label.values(), *spec.aliases):
        for section, rest in [*within_owner(text, owners)][:1]:
            known = concept_named(rest)
            found.append(_named(rest, SHORTENED, section))
            found += [_named(n, COMMON, section) for n in (known.names if known and known.kind == spec.kind else ())
                      if not has_cjk(n) and not split_party(n)[0]]
    return found


def _party_itself(spec: FieldSpec) -> str:
    """采购人 as a field: in the block of that heading its name stands behind 名称."""
    own = (party_terms().get(fold(name)) for name in (*spec.label.values(), *spec.aliases) if has_cjk(name))
    return next((party for party in own if party), "")


def _section_for(concept: Concept, names: Sequence[Name]) -> str:
    """A field that is always told with its party (甲方联系电话) keeps the party when it borrows common names."""
    sections = {n.section for n in names if n.section}
    return next(iter(sections)) if len(sections) == 1 and sections != {concept.party} else ""


def _named(text: str, weight: float, section: str = "", column: str = "") -> Name:
    return Name(text, fold(text), weight, section, column)


def _wordings(text: str, weight: float) -> list[Name]:
    """The name itself and the shorter forms under which a page may print it."""
    found = [_named(text, weight)]
    bare = re.sub(r"[（(][^（）()]*[)）]", "", text).strip()
    inside = re.findall(r"[（(]([^（）()]*)[)）]", text)
    if bare and bare != text:
        found.append(_named(bare, weight * SHORTENED))
        if has_cjk(text):
            found += [_named(part, weight * LOOSE) for part in inside if len(part) > 2]
    if len(parts := re.split(r"或|\s/\s|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})", bare)) > 1:
        found += [_named(p, weight * LOOSE) for p in parts if len(p) > 1]
    if summed := re.match(r"(合计|小计|总计)(?=[\u4e00-\u9fff]{2,}$)", text):
        found.append(_named(summed[1], weight * SHORTENED, column=text[summed.end() :]))
    found += _other_forms(bare or text, weight)
    halves = text.split()
    if len(halves) == 2 and has_cjk(text) and fold(halves[0]) not in party_terms():
        found.append(_named(halves[0], weight, column=halves[1]))
    return found + _by_party(bare or text, weight)


def _other_forms(text: str, weight: float) -> list[Name]:
    """job number: Job No., Job Nr., Job #; date check in: check in."""
    lower = text.casefold()
    if match := re.fullmatch(r"(.+)\s(?:number|no\.?|id|code)", lower):
        return [_named(f"{match[1]} {form}", weight * SHORTENED) for form in ("no.", "nr.", "number", "id", "code")]
    if match := re.fullmatch(r"(?:date|number|amount)\s(?:of\s)?(.{4,})|(.{4,})\s(?:date|amount|name)", lower):
        return [_named(match[1] or match[2], weight * LOOSE)]
    return []


def _by_party(text: str, weight: float) -> list[Name]:
    """购买方名称, seller_vat_id: the party word gives the section, the rest is the label inside it."""
    party, rest = split_party(text)
    if not party:
        return []
    concept = concept_named(rest)
    bound = concept is None or concept.key in _PARTY_BOUND
    found = [_named(rest, weight * SHORTENED, party if bound else "")]
    if concept and bound and has_cjk(rest):  # 付款人开户行: 开户银行 in the payer's block
        plain = [n for n in concept.names if has_cjk(n) and not split_party(n)[0] and not _TURNED.match(n)]
        found += [_named(name, COMMON, party) for name in plain]
    return found


def _distinct(names: Sequence[Name]) -> tuple[Name, ...]:
    best: dict[tuple[str, str, str], Name] = {}
    for name in names:
        place = (name.folded, name.section, name.column)
        if name.folded and (place not in best or best[place].weight < name.weight):
            best[place] = name
    return tuple(best.values())


def _shape(spec: FieldSpec, concept: Concept | None) -> str:
    label = "".join(spec.label.values())
    if re.search(r"大写|in words", label, re.IGNORECASE):
        return "words_amount"
    if re.search(r"小写|in figures", label, re.IGNORECASE):
        return "digits_amount"
    if concept and concept.key == "time" and re.search(r"时间|時間", label):
        return "moment"  # when something was done, not at what time of the day
    return concept.shape if concept else ""
