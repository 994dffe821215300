"""Error samples that are one and the same mistake, ranked: what happens often and lately stands first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Prefetch, prefetch_related_objects
from rapidfuzz.distance import Levenshtein

from docmgr.accounts.models import User
from docmgr.core import clock
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.documents.models import Document
from docmgr.review.places import plain
from docmgr.training.models import ErrorSample, Proposal
from docmgr.training.selectors import SampleFilter, samples_for

Cause = ErrorSample.Cause
# So many samples are looked at; older ones hardly weigh anything.
_NEWEST = 5_000
_HALF_LIFE_DAYS = 30.0
WEEKS = 12
EXAMPLES = 3
# So often a mistake must happen on one layout to be that layout's.
_OF_ONE_LAYOUT = 2
_MOST_EDITS = 3
_BESIDE = (Cause.MISSED, Cause.WRONG_PLACE)


class Slug(NamedTuple):
    """What samples of one group have in common. ``layout`` None: they come from several, or nobody has looked yet.

    ``pattern``: what was taken for what ("O>0"), "short" or "long", or the wording beside the right value.
    """

    doc_type: str
    key: str
    cause: str
    pattern: str
    layout: int | None

    def __str__(self) -> str:
        return "|".join((self.doc_type, self.key, self.cause, self.pattern, str(self.layout or "")))[:300]


@dataclass(slots=True)
class Group:
    """``score``: the number of samples, each counting half after a month. ``trend``: samples a week, the oldest first.

    ``covered``: a fix that is offered with another group is for this one too.
    """

    slug: Slug
    doc_type: DocumentType
    definition: FieldDefinition | None
    samples: list[ErrorSample]
    score: float
    last: datetime
    trend: list[int]
    suppliers: list[str]
    documents: int
    proposals: list[Proposal] = field(default_factory=list)
    covered: bool = False

    @property
    def name(self) -> str:
        return str(self.slug)

    @property
    def count(self) -> int:
        return len(self.samples)

    @property
    def examples(self) -> list[ErrorSample]:
        """The newest of different documents."""
        return list({s.document_id: s for s in reversed(self.samples)}.values())[::-1][:EXAMPLES]

    @property
    def confusion(self) -> tuple[str, str] | None:
        """What was read, and what is right, where it is always the same."""
        read, arrow, right = self.slug.pattern.partition(">")
        return (read, right) if arrow and self.slug.cause == Cause.MISREAD else None


def groups_for(user: User, chosen: SampleFilter | None = None) -> list[Group]:
    """The most important first; a fixed number of queries. Raises NotAllowed.

    Of thousands of samples only what groups are made of is fetched: ``with_documents`` of those that are shown.
    """
    versions = Prefetch("type_version", TypeVersion.objects.select_related("doc_type__live"))
    rows = samples_for(user, chosen).select_related(None).select_related("facts").prefetch_related(
        None).prefetch_related(versions, "type_version__fields")
    found = grouped(list(rows.order_by("-created_at", "-pk")[:_NEWEST]))
    proposals: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in Proposal.objects.select_related("doc_type", "decided_by").exclude(state=Proposal.State.REFUSED):
        proposals[proposal.group].append(proposal)
    for group in found:
        group.proposals = proposals.get(group.name, [])
    _mark_covered(found)
    return found


def with_documents(groups: Iterable[Group]) -> None:
    """Fetch the documents of the groups' examples: one query."""
    names = Prefetch("document", Document.objects.only("name"))
    prefetch_related_objects([sample for group in groups for sample in group.examples], names)


def _mark_covered(groups: Sequence[Group]) -> None:
    """Groups without a fix of their own whose field has one, offered with a more important group of misread values."""
    fixed = {(g.slug.doc_type, p.key) for g in groups for p in g.proposals
             if p.state == Proposal.State.OFFERED and p.kind in (Proposal.Kind.PATTERN, Proposal.Kind.DICTIONARY)}
    for group in groups:
        group.covered = (not group.proposals and group.slug.cause in (Cause.MISREAD, Cause.PARTIAL)
                         and (group.slug.doc_type, group.slug.key) in fixed)


def grouped(samples: Sequence[ErrorSample]) -> list[Group]:
    """A mistake that a layout shows more than once is that layout's; the rest of the same mistakes stand together."""
    alike: dict[Slug, list[ErrorSample]] = defaultdict(list)
    wordings = _common_wordings(samples)
    for sample in samples:
        facts, pattern = getattr(sample, "facts", None), pattern_of(sample)
        if sample.cause in _BESIDE and pattern not in wordings:
            pattern = ""
        alike[Slug(sample.type_version.doc_type.key, sample.key, sample.cause, pattern,
                   facts.layout if facts else None)].append(sample)
    merged: dict[Slug, list[ErrorSample]] = defaultdict(list)
    for slug, group in alike.items():
        merged[slug if len(group) >= _OF_ONE_LAYOUT else slug._replace(layout=None)] += group
    groups = [_group(slug, sorted(group, key=lambda s: s.created_at, reverse=True)) for slug, group in merged.items()]
    return sorted(groups, key=lambda g: (-g.score, g.name))


def _common_wordings(samples: Sequence[ErrorSample]) -> set[str]:
    """Those that several documents bear: labels. What a single paper says may be anything, a name for one."""
    documents: dict[str, set[int]] = defaultdict(set)
    for sample in samples:
        if sample.cause in _BESIDE:
            documents[pattern_of(sample)].add(sample.document_id)
    return {wording for wording, found in documents.items() if len(found) > 1}


def _group(slug: Slug, samples: list[ErrorSample]) -> Group:
    now, newest = clock.now(), samples[0]
    ages = [max(0.0, (now - s.created_at).total_seconds() / 86_400) for s in samples]
    trend = [0] * WEEKS
    for age in ages:
        if (week := int(age // 7)) < WEEKS:
            trend[WEEKS - 1 - week] += 1
    names = Counter(s.facts.supplier for s in samples if getattr(s, "facts", None) and s.facts.supplier)
    definition = next((f for f in newest.type_version.fields.all() if f.key == slug.key), None)
    score = sum(0.5 ** (age / _HALF_LIFE_DAYS) for age in ages)
    return Group(slug, newest.type_version.doc_type, definition, samples, score, newest.created_at, trend,
                 [name for name, _count in names.most_common(3)], len({s.document_id for s in samples}))


def pattern_of(sample: ErrorSample) -> str:
    """What the mistake has in common with others of its cause."""
    if sample.cause == Cause.MISREAD:
        found = confusion(sample.before, sample.after)
        # One letter of a Latin word or a number gives nothing away; one Chinese character may be the family name.
        return found if found.isascii() or not _is_sensitive(sample) else ""
    if sample.cause == Cause.PARTIAL:
        return "short" if plain(sample.before) in plain(sample.after) else "long"
    facts = getattr(sample, "facts", None)
    return facts.wording if facts and sample.cause in _BESIDE else ""


def _is_sensitive(sample: ErrorSample) -> bool:
    return any(f.key == sample.key and f.sensitive for f in sample.type_version.fields.all())


def confusion(read: str, right: str) -> str:
    """ "O>0" where all that differs is O for 0; "" where it is more than one thing, or too much."""
    ops = Levenshtein.editops(read, right)
    if not 0 < len(ops) <= _MOST_EDITS:
        return ""
    pairs = {f"{read[op.src_pos] if op.tag != 'insert' else ''}>{right[op.dest_pos] if op.tag != 'delete' else ''}"
             for op in ops}
    return pairs.pop() if len(pairs) == 1 else ""
