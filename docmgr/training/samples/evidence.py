"""All confirmed values of a type with what stands beside them: what groups are named by and fixes are made of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from docmgr.doctypes.models import DocumentType
from docmgr.review.places import plain
from docmgr.training.exports import formats
from docmgr.training.exports.formats.material import Item
from docmgr.training.layouts.wording import beside
from docmgr.training.models import SampleFacts
from docmgr.training.selectors import SampleFilter

_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Known:
    """One confirmed value. ``label`` is what the document says beside it, ``sample`` the error that it put right, and
    ``before`` what had been read there."""

    document: int
    layout: int
    key: str
    kind: str
    sensitive: bool
    value: str
    label: str
    sample: int | None
    before: str = ""


@dataclass
class Evidence:
    """``right``: document -> field -> its confirmed values, none for a field that is not on it. ``names``: layout ->
    field -> the names that its approved documents bear, also those that nobody needed to touch."""

    doc_type: DocumentType
    values: list[Known] = field(default_factory=list)
    right: dict[int, dict[str, list[str]]] = field(default_factory=dict)
    layouts: dict[int, int] = field(default_factory=dict)
    names: dict[int, dict[str, Counter[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counter)))

    @cached_property
    def wordings(self) -> set[str]:
        """Every confirmed value: the customer who stands to the left of a number is no name of it. Worked out once."""
        return {plain(value) for told in self.right.values() for values in told.values() for value in values}

    def of(self, key: str) -> list[Known]:
        return [k for k in self.values if k.key == key]


def evidence_of(doc_type: DocumentType) -> Evidence:
    """Some ten milliseconds a document; the pages are not kept."""
    found = Evidence(doc_type)
    for item in formats.gather(SampleFilter(doc_type=doc_type.key), everything=True, masked=False):
        known = list(_known(item))
        found.values += known
        found.layouts[item.document] = item.layout
        right: dict[str, list[str]] = defaultdict(list)
        for decided in item.in_rows(item.decided):
            right[decided.key] += [decided.value] if decided.value else []
        found.right[item.document] = dict(right)
        for held in item.sheet.fields():
            if held.kind == "name" and held.value and not held.sensitive:
                found.names[item.layout][held.key][held.value] += 1
    return found


def _known(item: Item) -> Iterator[Known]:
    secrets = [plain(d.value) for d in item.whole if d.definition.sensitive and d.value]
    for decided in item.decided:
        page = item.page(decided.page)
        label = beside(page.lines, decided.box) if page and decided.value else ""
        if any(secret in plain(label) or plain(label) in secret for secret in secrets):
            label = ""  # what stands before a value may be another field's, and a wording is shown to everybody
        definition = decided.definition
        yield Known(item.document, item.layout, decided.key, definition.kind, definition.sensitive,
                    decided.value, label, decided.sample.pk if decided.sample else None,
                    decided.sample.before if decided.sample else "")


def suppliers_of(evidence: Evidence) -> dict[int, str]:
    """Layout -> the name that most of its documents bear; layouts without a common one are left out.

    Sensitive names are nobody's title.
    """
    found = {}
    for layout, fields in evidence.names.items():
        value, count, total = max(((*c.most_common(1)[0], c.total()) for c in fields.values()),
                                  key=lambda row: (row[1] / row[2], row[1]))
        if count * 2 >= total:
            found[layout] = value[:_LONGEST]
    return found


def keep_facts(evidence: Evidence) -> None:
    """Write down what the list of groups shows of each sample: its layout, supplier and wording."""
    suppliers = suppliers_of(evidence)
    rows: Iterable[SampleFacts] = (
        SampleFacts(sample_id=k.sample, layout=k.layout, supplier=suppliers.get(k.layout, ""),
                    wording=k.label[:_LONGEST])
        for k in evidence.values if k.sample is not None)
    SampleFacts.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["sample"], update_fields=["layout", "supplier", "wording"],
        batch_size=500)
