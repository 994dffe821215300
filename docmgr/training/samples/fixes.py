"""What could be done about a group of mistakes: another name, a dictionary, a pattern, look-alikes, a layout.

Each fix is made of confirmed values, and can be made again without those of one document: so it can be tried on that
document honestly.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docmgr.doctypes.models import DocumentType
from docmgr.review.places import plain
from docmgr.training.models import LearnedLayout, Proposal
from docmgr.training.samples.evidence import Evidence, Known
from docmgr.training.samples.groups import Cause, Group, confusion

Kind = Proposal.Kind
Content = dict[str, Any]
# Fewer documents prove nothing but themselves.
FEWEST_DOCUMENTS = 2
_MOST_WORDS = 500
_OFTEN = 0.3
_LISTED = frozenset({"name", "text", "address", "code", "currency"})
_SHAPED = frozenset({"code", "text", "phone", "bank_account", "id_number", "tax_id"})
_FEWEST_VALUES, _MOST_SHAPES = 6, 3
_RUN = re.compile(r"\d+|[A-Z]+|[a-z]+|.", re.DOTALL)


@dataclass(frozen=True)
class Fix:
    """``without(document)`` is the content made without that document's values; None where nothing is left of it."""

    kind: Kind
    key: str
    content: Content
    group: str
    without: Callable[[int], Content | None]

    @property
    def digest(self) -> str:
        """Of a dictionary only the field counts: its words grow."""
        content = "" if self.kind is Kind.DICTIONARY else "|".join(plain(str(v)) for v in self.content.values())
        return hashlib.sha256(f"{self.kind}|{self.key}|{content}".encode()).hexdigest()


def fixes_for(group: Group, evidence: Evidence) -> Iterator[Fix]:
    """None for a field that the type does not have any more."""
    live = {f.key: f for f in evidence.doc_type.live_fields()}
    if group.slug.key not in live:
        return
    known = [k for k in evidence.of(group.slug.key) if k.value]
    makers: list[tuple[Kind, Callable[[Sequence[Known]], Content | None]]] = []
    if group.slug.cause in (Cause.MISSED, Cause.WRONG_PLACE):
        wording, names = group.slug.pattern, names_of(evidence.doc_type) | evidence.wordings
        makers.append((Kind.ALIAS, lambda left: alias(left, wording, names)))
    if group.slug.cause in (Cause.MISREAD, Cause.PARTIAL):
        old = live[group.slug.key]
        makers += [(Kind.DICTIONARY, lambda left: dictionary(left, old.dictionary)),
                   (Kind.PATTERN, lambda left: None if old.patterns else pattern(left))]
        pair = group.slug.pattern
        makers += [(Kind.REPAIR, lambda left: look_alikes(left, pair, old.look_alikes))]
    for kind, make in makers:
        if content := make(known):
            yield Fix(kind, group.slug.key, content, group.name, _without(make, known))
    if teacher := untaught(group, evidence):
        yield Fix(Kind.MEMORY, "", {"document": teacher}, group.name,
                  lambda document: None if document == teacher else {"document": teacher})


def _without(
    make: Callable[[Sequence[Known]], Content | None], known: Sequence[Known],
) -> Callable[[int], Content | None]:
    return lambda document: make([k for k in known if k.document != document])


def names_of(doc_type: DocumentType) -> set[str]:
    """Every wording that already announces some field of the type."""
    return {plain(name) for f in doc_type.live_fields() for name in (f.label_zh, f.label_en, f.key, *f.aliases) if name}


def alias(known: Sequence[Known], wording: str, names: set[str]) -> Content | None:
    """The wording that stands beside values of the field on documents enough, and names no field so far."""
    held = {k.document for k in known if wording and plain(k.label) == plain(wording)}
    return {"alias": wording} if len(held) >= FEWEST_DOCUMENTS and plain(wording) not in names else None


def dictionary(known: Sequence[Known], old: Sequence[str]) -> Content | None:
    """All confirmed values, where a good part of the documents bears one that others bear too."""
    if any(k.sensitive or k.kind not in _LISTED for k in known):
        return None
    holders: dict[str, set[int]] = defaultdict(set)
    for k in known:
        holders[k.value].add(k.document)
    shared = {d for held in holders.values() if len(held) >= FEWEST_DOCUMENTS for d in held}
    documents = {k.document for k in known}
    words = sorted(holders.keys() - set(old))
    if not words or len(holders) > _MOST_WORDS or len(shared) < max(FEWEST_DOCUMENTS, _OFTEN * len(documents)):
        return None
    return {"words": words}


def look_alikes(known: Sequence[Known], pair: str, old: Sequence[str]) -> Content | None:
    """What is read for what ("O>0"), where people put it right on documents enough. The field's kind, its check digits
    or its pattern decide each time whether it was meant; whether that helps is tried."""
    held = {k.document for k in known if k.before and confusion(k.before, k.value) == pair}
    one_each = len(pair) == 3 and pair[1] == ">"
    return {"look_alikes": [pair]} if one_each and pair not in old and len(held) >= FEWEST_DOCUMENTS else None


def pattern(known: Sequence[Known]) -> Content | None:
    """A pattern that all confirmed values have; a look-alike that breaks it can then be put right."""
    values = {k.value for k in known}
    if len(values) < _FEWEST_VALUES or any(k.kind not in _SHAPED for k in known):
        return None
    shapes = Counter(map(_shape_of, values))
    if len(shapes) > _MOST_SHAPES or min(shapes.values()) < FEWEST_DOCUMENTS:
        return None
    secret = any(k.sensitive for k in known)
    made = [_written(shape, [v for v in values if _shape_of(v) == shape], secret=secret) for shape in sorted(shapes)]
    found = "|".join(made)
    return {"pattern": found if len(made) == 1 else f"(?:{found})"} if any("\\d" in m for m in made) else None


def _shape_of(value: str) -> tuple[str, ...]:
    return tuple(_shape(run) for run in _RUN.findall(value))


def _shape(run: str) -> str:
    return r"\d" if run.isdecimal() and run.isascii() else "[A-Z]" if run.isupper() and run.isascii() else "[a-z]" \
        if run.islower() and run.isascii() else run


def _written(shape: tuple[str, ...], values: Sequence[str], *, secret: bool) -> str:
    """Letters that are the same in all values stand as they are, unless the field is sensitive."""
    parts = []
    for at, kind in enumerate(shape):
        runs = {_RUN.findall(v)[at] for v in values}
        if kind not in (r"\d", "[A-Z]", "[a-z]") or (len(runs) == 1 and kind != r"\d" and not secret):
            parts.append(re.escape(next(iter(runs))))
            continue
        low, high = min(map(len, runs)), max(map(len, runs))
        times = "" if low == high == 1 else f"{{{low}}}" if low == high else f"{{{low},{high}}}"
        parts.append(kind + times)
    return "".join(parts)


def untaught(group: Group, evidence: Evidence) -> int | None:
    """A document of the group's layout that could teach it, where none of them has; None where one has."""
    if group.slug.layout is None:
        return None
    alike = [document for document, layout in evidence.layouts.items() if layout == group.slug.layout]
    taught = LearnedLayout.objects.filter(document__in=alike).exists()
    return None if taught or not alike else max(alike)


def changed(definition: dict[str, Any], fix: Fix, content: Content) -> dict[str, Any]:
    """The definition with the fix in it; a layout to learn changes nothing there."""
    parts = {Kind.ALIAS: ("aliases", [content.get("alias")]), Kind.DICTIONARY: ("dictionary", content.get("words")),
             Kind.PATTERN: ("patterns", [content.get("pattern")]),
             Kind.REPAIR: ("look_alikes", content.get("look_alikes"))}
    if fix.kind not in parts:
        return definition
    name, more = parts[fix.kind]
    fields = [{**f, name: [*f.get(name, ()), *(more or ())]} if f["key"] == fix.key else f
              for f in definition["fields"]]
    return {**definition, "fields": fields}
