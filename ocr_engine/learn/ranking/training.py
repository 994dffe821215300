"""Training a type's rankers from confirmed documents: seconds on one core, the same result for the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np
from rapidfuzz import fuzz

from ocr_engine.extract.candidates import LONG_KINDS, Candidate, Document
from ocr_engine.extract.extractor import open_document, proposed
from ocr_engine.extract.fields.plan import FieldPlan, planned
from ocr_engine.extract.words.folding import fold
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.layouts import layouts_of
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.learn.examples.shelf import Shelf
from ocr_engine.learn.examples.signature import signature_of
from ocr_engine.learn.recall.memory import Memory
from ocr_engine.types import DocType, PageText
from ocr_engine.validate.kinds import normalise

from .features import features
from .fitting import FEWEST, Task, fit
from .model import TrainedModel
from .options import Option, normal_form, options_of
from .tagged_lists import ListThresholds, Trial, fit_thresholds
from .tagger import Tagger, Tags
from .tagging import fit_tagger, mark
from .trusting import trust_of
from .vocabulary import KINDS, pairs_of, phrases_of, vocabulary_of, with_pages

Progress = Callable[[str, int, int], None]
_STRANGERS = 3              # of each layout every third document is looked at as the first of it
_FOLDS = 4                  # parts for the tags that the rankers learn from
_MISREAD = 82               # rapidfuzz's 0..100, from which an option may be a misread form of the confirmed value


@dataclass(frozen=True, slots=True)
class Example:
    """One confirmed document. ``absent``: fields that a person says are not on it."""

    id: str
    pages: Sequence[PageText]
    confirmed: Sequence[Confirmed]
    absent: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A confirmed document as it looks with the memory of others only."""

    example: Example
    document: Document
    candidates: list[Candidate]
    memory: Memory
    layout: str


def train(examples: Sequence[Example], doc_type: DocType, exemplars: Sequence[Exemplar | Packed] = (), *, seed: int = 0,
          progress: Progress | None = None) -> TrainedModel:
    """A model for the type. Each document is looked at with the memory of others only.

    Fields with several values, and those told by too few documents, keep the extractor's order. ``progress(stage,
    done, all)`` is called as it goes and may raise to stop.
    """
    started = perf_counter()
    tell = progress or (lambda stage, done, total: None)
    asked = planned(doc_type)
    plans = asked.every
    documents = [open_document(example.pages, asked.alone) for example in examples]
    layouts = _layouts(examples, documents)
    seen, shelf = [], Shelf(exemplars)
    for number, (example, document) in enumerate(zip(examples, documents, strict=True)):
        tell("look", number, len(examples))
        memory = _memory(example, shelf, layouts)
        candidates = memory.weigh(document, plans, proposed(document, asked, doc_type.rules))
        seen.append(Seen(example, document, candidates, memory, layouts[example.id]))
    model = fit_model(seen, plans, doc_type, seed=seed, tell=tell)
    return replace(model, seconds=round(perf_counter() - started, 1))


def fit_model(seen: Sequence[Seen], plans: list[FieldPlan], doc_type: DocType, *, seed: int, tell: Progress
              ) -> TrainedModel:
    """The model from documents that were looked at."""
    tagger, tags = tagged(seen, plans, seed=seed, tell=tell)
    folds = _folds(seen)
    tasks: dict[str, list[Task]] = {}
    for one, tag, fold_ in zip(seen, tags, folds, strict=True):
        for key, task in _tasks(one, plans, tag, fold_):
            tasks.setdefault(key, []).append(task)
    learned = {key: items for key, items in sorted(tasks.items()) if len(items) >= FEWEST}
    rankers = {}
    for number, (key, items) in enumerate(learned.items()):
        tell("train", number, len(learned))
        if (trust := trust_of(items, seed=seed)) is not None:
            rankers[key] = fit(items, seed=seed, trust=trust)
    tell("done", len(learned), len(learned))
    examples = [s.example for s in seen]
    return TrainedModel(doc_type.key, rankers, tagger, _words(examples, doc_type), _phrases(examples, doc_type),
                        _pairs(examples, doc_type), _list_thresholds(seen, plans, tags), len(seen), seed)


def _list_thresholds(seen: Sequence[Seen], plans: Sequence[FieldPlan], tags: Sequence[Tags]
                     ) -> dict[str, ListThresholds]:
    """For each field with several values, how the tagger's list is to be used."""
    found = {}
    for plan in (p for p in plans if p.spec.many):
        told = [(s, t) for s, t in zip(seen, tags, strict=True)
                if plan.key in s.example.absent or any(c.key == plan.key for c in s.example.confirmed)]
        trials = [Trial(s.document, s.candidates, t, _forms(s.example, plan, s.document)) for s, t in told]
        if len(trials) >= FEWEST:
            found[plan.key] = fit_thresholds(trials, plan)
    return found


def _words(examples: Sequence[Example], doc_type: DocType) -> dict[str, dict[str, int]]:
    """The words of each field of names or addresses."""
    keys = [f.key for f in doc_type.fields if f.kind in KINDS]
    told = {key: [c.value for e in examples for c in e.confirmed if c.key == key] for key in keys}
    pages = [" ".join(line.text for page in e.pages for line in page.lines) for e in examples]
    return {key: with_pages(vocabulary_of(values), pages) for key, values in told.items() if values}


def _phrases(examples: Sequence[Example], doc_type: DocType) -> dict[str, list[str]]:
    keys = [f.key for f in doc_type.fields if f.kind in KINDS]
    told = {key: phrases_of(c.value for e in examples for c in e.confirmed if c.key == key) for key in keys}
    return {key: phrases for key, phrases in told.items() if phrases}


def _pairs(examples: Sequence[Example], doc_type: DocType) -> dict[str, dict[str, dict[str, int]]]:
    keys = [f.key for f in doc_type.fields if f.kind in KINDS]
    told = {key: pairs_of(c.value for e in examples for c in e.confirmed if c.key == key) for key in keys}
    return {key: pairs for key, pairs in told.items() if pairs}


def _layouts(examples: Sequence[Example], documents: Sequence[Document]) -> dict[str, str]:
    return layouts_of({example.id: signature_of(document.sheets[0]) if document.sheets else {}
                       for example, document in zip(examples, documents, strict=True)})


def _memory(example: Example, shelf: Shelf, layouts: Mapping[str, str]) -> Memory:
    """Of every layout one document in _STRANGERS is looked at as the first of its layout: a ranker that always has the
    memory beside it would not learn what to do without."""
    like = [name for name, layout in layouts.items() if layout == layouts[example.id]]
    hidden = set(like) if like.index(example.id) % _STRANGERS == 0 else {example.id}
    return Memory(shelf.without(hidden))


def tagged(seen: Sequence[Seen], plans: Sequence[FieldPlan], *, seed: int, tell: Progress) -> tuple[Tagger, list[Tags]]:
    """A tagger of all documents, and each document's tags by a tagger that never saw its layout."""
    keys = tuple(plan.key for plan in plans)
    marked = [mark(s.document, s.candidates, plans, s.example.confirmed, s.example.absent) for s in seen]
    folds = _folds(seen)
    tags: list[Tags] = [Tags(keys, {})] * len(seen)
    for number in range(_FOLDS):
        tell("tag", number, _FOLDS + 1)
        others = [m for m, f in zip(marked, folds, strict=True) if f != number and len(m.marks)]
        own = [i for i, f in enumerate(folds) if f == number]
        if own and others:
            tagger = fit_tagger(others, keys, seed=seed)
            for i in own:
                tags[i] = tagger.tags(seen[i].document, seen[i].candidates)
    return fit_tagger([m for m in marked if len(m.marks)], keys, seed=seed), tags


def _folds(seen: Sequence[Seen]) -> list[int]:
    """Documents of one layout in one fold, unless most are of it; the folds about equally large."""
    counts = Counter(s.layout for s in seen)
    groups = [s.example.id if 2 * counts[s.layout] > len(seen) else f"layout {s.layout}" for s in seen]
    sizes, fold_of = [0] * _FOLDS, {}
    for group, count in sorted(Counter(groups).items(), key=lambda item: (-item[1], item[0])):
        fold_of[group] = sizes.index(min(sizes))
        sizes[fold_of[group]] += count
    return [fold_of[group] for group in groups]


def _tasks(seen: Seen, plans: Sequence[FieldPlan], tags: Tags, fold_: int) -> list[tuple[str, Task]]:
    found = []
    for plan in plans:
        wanted = _wanted(seen.example, plan, seen.document)
        if plan.spec.many or (not wanted and plan.key not in seen.example.absent):
            continue
        options = options_of(seen.document, plan, seen.candidates, tags)
        right = _right(options, wanted, seen)
        if options and right.any():
            found.append((plan.key, Task(*features(seen.document, options, tags), right, fold_)))
    return found


def _right(options: Sequence[Option], wanted: set[str], seen: Seen) -> np.ndarray:
    """Which options say what was confirmed; where none does to the letter, those that say it with letters misread."""
    said = [normal_form(o.candidate, seen.document, seen.memory.known(o.candidate.plan.key)) for o in options]
    hits = [text in wanted for text in said]
    if wanted and not any(hits) and options and options[0].candidate.plan.kind in LONG_KINDS:
        like = [max(fuzz.ratio(text, w) for w in wanted) for text in said]
        hits = [score == max(like) >= _MISREAD for score in like]
    return np.array([*hits, not wanted], np.float32)


def _wanted(example: Example, plan: FieldPlan, document: Document) -> set[str]:
    return {form for forms in _forms(example, plan, document) for form in forms}


def _forms(example: Example, plan: FieldPlan, document: Document) -> list[set[str]]:
    """Of each confirmed value the folded texts that say it."""
    values = [c.value for c in example.confirmed if c.key == plan.key and c.value.strip()]
    return [{fold(normalise(v, plan.spec, document.hints) or v), fold(v)} for v in values]
