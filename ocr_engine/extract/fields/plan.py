"""What to look for: each field with every wording, section and shape that the thesaurus adds to its definition."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from ocr_engine.extract.weights import OWN_NAME
from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import Concept, concept_named, concepts
from ocr_engine.extract.words.wordings_zh import marks
from ocr_engine.types import DocType, FieldSpec

from .borrowed import Surroundings, of_paper, of_thesaurus
from .meanings import meanings_of, paper_names
from .names import LENDS, Name, distinct, own_names
from .openfields import OPEN_TYPE
from .ownparties import owners_asked
from .parties_zh import parties_asked


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

    @property
    def role(self) -> str:
        """What an amount of this field is in a bill ("net", "gross", "due" …); "" for what is no part of one."""
        return self.concept.role if self.concept else ""

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
    beside = Surroundings(
        taken=frozenset(c.key for spec in doc_type.fields if len(found := meanings_of(spec)) == 1 for c in found),
        parties=parties_asked(doc_type.fields),
        owners={} if as_printed else owners_asked(doc_type.fields),
        papers=() if as_printed else paper_names(doc_type),
    )
    return tuple(_plan(spec, beside, as_printed=as_printed) for spec in doc_type.fields)


@dataclass(frozen=True, slots=True)
class Plans:
    """The fields that stand by themselves, planned as though there were no others, and the columns of each table."""

    alone: list[FieldPlan]
    tables: list[list[FieldPlan]]

    @property
    def columns(self) -> list[FieldPlan]:
        return [plan for table in self.tables for plan in table]

    @property
    def every(self) -> list[FieldPlan]:
        return [*self.alone, *self.columns]


def planned(doc_type: DocType) -> Plans:
    tables = dict.fromkeys(spec.rows for spec in doc_type.fields if spec.rows)
    if not tables:
        return Plans(plan_fields(doc_type), [])
    columns = [plan for plan in plan_fields(doc_type) if plan.spec.rows]
    alone = plan_fields(replace(doc_type, fields=doc_type.alone))
    return Plans(alone, [[plan for plan in columns if plan.spec.rows == name] for name in tables])


def _plan(spec: FieldSpec, beside: Surroundings, *, as_printed: bool) -> FieldPlan:
    """``as_printed``: nobody declared the kind, so the value is what the page says."""
    own = [*own_names(spec), *of_paper(spec, beside)]
    concept, lender = _meaning(spec, own, beside.taken)
    kind, concept = _read_as(spec, concept, as_printed=as_printed)
    names = distinct([*own, *of_thesaurus(spec, kind, concept, lender, own, beside)])
    return FieldPlan(spec, kind, _shape(spec, concept), concept, names, as_printed)


def _meaning(spec: FieldSpec, own: Sequence[Name], taken: frozenset[str]) -> tuple[Concept | None, Concept | None]:
    """What the field means, and the concept whose common names it may bear: none where only a much shortened name of
    it has a meaning."""
    if meanings := meanings_of(spec):
        concept = next((c for c in meanings if c.key not in taken), meanings[0])
        return concept, concept
    found = next((c for n in own if (c := concept_named(n.text))), None)
    lends = found is not None and any(n.weight > LENDS and concept_named(n.text) is found for n in own)
    return found, found if lends else None


def _read_as(spec: FieldSpec, concept: Concept | None, *, as_printed: bool) -> tuple[str, Concept | None]:
    """The kind of the field's values, and its concept as it is of that kind."""
    kind = concept.kind if as_printed and concept and len(meanings_of(spec)) > 1 else spec.kind
    if as_printed and kind == "date" and "时间" in spec.key:  # as printed, with its time of day
        return "text", replace(concept, shape="datetime") if concept else concepts()["datetime"]
    if concept and concept.kind != kind and kind != "text":
        return kind, replace(concept, shape="")
    return kind, concept


def _shape(spec: FieldSpec, concept: Concept | None) -> str:
    label = "".join(spec.label.values())
    if re.search(r"大写|in words", label, re.IGNORECASE):
        return "words_amount"
    if re.search(r"小写|in figures", label, re.IGNORECASE):
        return "digits_amount"
    if concept and concept.key == "time" and re.search(r"时间|時間", label):
        return "moment"  # when something was done, not at what time of the day
    return concept.shape if concept else ""
