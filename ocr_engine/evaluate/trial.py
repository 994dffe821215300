"""One trial on a labelled set: confirm some documents, predict the rest, score. The same seed gives the same trial."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from ocr_engine.engine import settle
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.ingest.einvoice.facts import Facts
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, Fields, PageText

from .gold import GoldDocument
from .metrics import score

Labelled = tuple[GoldDocument, tuple[PageText, ...]]
Train = Callable[[Sequence[Labelled], DocType, Knowledge], Knowledge]


@dataclass(frozen=True, slots=True)
class Trial:
    """``learned`` and ``held_back`` are document ids; ``ms`` is the time for one document, reading left out."""

    report: Mapping[str, Any]
    answers: Mapping[str, Fields]
    learned: tuple[str, ...]
    held_back: tuple[str, ...]
    ms: float


def ordered(documents: Sequence[Labelled], seed: int) -> list[Labelled]:
    """The documents in the order of this seed, whatever order they came in."""
    items = sorted(documents, key=lambda item: item[0].id)
    random.Random(seed).shuffle(items)
    return items


def grouped(documents: Sequence[Labelled], seed: int) -> list[Labelled]:
    """As ``ordered``, with all documents of one group next to each other, so that no group stands on both sides."""
    groups: dict[str, list[Labelled]] = {}
    for item in ordered(documents, seed):
        groups.setdefault(item[0].group or item[0].id, []).append(item)
    return [item for group in groups.values() for item in group]


def by_company(documents: Sequence[Labelled], key: str) -> list[Labelled]:
    """The documents with the letters of one field's value as their group: papers of one house share a layout."""
    return [(replace(gold, group=_letters(gold.fields.get(key, ()))), pages) for gold, pages in documents]


def _letters(values: Sequence[str]) -> str:
    return "".join(c for c in " ".join(values).casefold() if c.isalpha())


def trial(documents: Sequence[Labelled], doc_type: DocType, *, learn: int = 0, train: Train | None = None,
          data: Mapping[str, Sequence[Facts]] | None = None) -> Trial:
    """Confirms the first ``learn`` documents one by one as a reviewer would, then predicts and scores the others.

    ``data`` is what files say of themselves to machines, by document; without it the pages count alone.
    """
    confirmed, rest = documents[:learn], documents[learn:]
    knowledge = Knowledge()
    for gold, pages in confirmed:
        knowledge = knowledge.learned(exemplar_of(gold, pages, doc_type))
    if train is not None and confirmed:
        knowledge = train(confirmed, doc_type, knowledge)
    started = perf_counter()
    answers = {gold.id: answer(pages, doc_type, knowledge, (data or {}).get(gold.id, ())) for gold, pages in rest}
    spent = (perf_counter() - started) * 1000
    texts = {i: {k: [v.value for v in values] for k, values in fields.items()} for i, fields in answers.items()}
    report = score([gold for gold, _ in rest], texts, {f.key: f.kind for f in doc_type.fields}).report()
    return Trial(report, answers, tuple(g.id for g, _ in confirmed), tuple(g.id for g, _ in rest),
                 round(spent / max(1, len(rest)), 1))


def trained(confirmed: Sequence[Labelled], doc_type: DocType, knowledge: Knowledge, *, seed: int = 0) -> Knowledge:
    """What was learned, with a model trained from the same documents."""
    from ocr_engine.learn.ranking.training import Example, train

    examples = [Example(gold.id, pages, _told(gold), gold.absent) for gold, pages in confirmed]
    model = train(examples, doc_type, knowledge.exemplars, seed=seed)
    return replace(knowledge, models={**knowledge.models, doc_type.key: model})


def exemplar_of(gold: GoldDocument, pages: Sequence[PageText], doc_type: DocType) -> Any:
    return observe(gold.id, pages, doc_type, _told(gold), gold.absent)


def _told(gold: GoldDocument) -> list[Confirmed]:
    return [Confirmed(key, value) for key, values in gold.fields.items() for value in values]


def answer(pages: Sequence[PageText], doc_type: DocType, knowledge: Knowledge, data: Sequence[Facts] = ()) -> Fields:
    fields, _ = settle(doc_type, pages, extract_fields(pages, doc_type, adviser_for(doc_type, knowledge)), data)
    return fields


def learning_curve(documents: Sequence[Labelled], doc_type: DocType, *, sizes: Sequence[int], seeds: Sequence[int],
                   train: Train | None = None, order: Callable[[Sequence[Labelled], int], list[Labelled]] = ordered,
                   ) -> list[dict[str, Any]]:
    """A point per size: the mean F1 over the seeds, each seed's own, and the F1 per field."""
    points = []
    for size in (n for n in sizes if n < len(documents)):
        runs = [trial(order(documents, seed), doc_type, learn=size, train=train) for seed in seeds]
        keys = sorted({k for run in runs for k in run.report["fields"]})
        fields = {k: _mean([r.report["fields"][k]["f1"] for r in runs if k in r.report["fields"]]) for k in keys}
        points.append({"learned": size, "f1": _mean([r.report["f1"] for r in runs]),
                       "seeds": {str(s): r.report["f1"] for s, r in zip(seeds, runs, strict=True)}, "fields": fields,
                       "ms": _mean([r.ms for r in runs])})
    return points


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
