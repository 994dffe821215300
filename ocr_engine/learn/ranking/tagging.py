"""Training the tagger of a type: every cell of every confirmed document is an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ocr_engine.extract.candidates import Candidate, Document
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.learn.examples.align import occurrences
from ocr_engine.learn.examples.exemplar import Confirmed
from ocr_engine.learn.examples.observe import meant

from .cells import cell_features, cells_of
from .tagger import PARTS, Tagger

_ROUNDS, _BATCH, _RATE, _DECAY = 14, 128, 4e-3, 0.05
_FEWEST_STEPS, _MOST_STEPS = 200, 1500


@dataclass(frozen=True, slots=True)
class Marked:
    """A document's cells: features, which of them hold what (cells, keys, PARTS), and which fields were told (keys)."""

    numbers: np.ndarray
    words: np.ndarray
    marks: np.ndarray
    told: np.ndarray


def mark(document: Document, candidates: Sequence[Candidate], plans: Sequence[FieldPlan],
         confirmed: Sequence[Confirmed], absent: Sequence[str]) -> Marked:
    """Where the confirmed values stand. A field whose value was not found on the pages tells nothing."""
    keys = tuple(plan.key for plan in plans)
    seen = cells_of(document)
    at = {cell: number for number, (_, cell) in enumerate(seen)}
    marks = np.zeros((len(seen), len(keys), len(PARTS)), np.float32)
    told = np.array([key in absent for key in keys])
    for number, plan in enumerate(plans):
        for one in (c for c in confirmed if c.key == plan.key and c.value.strip()):
            found = occurrences(one.value, plan, document, box=one.box, page=one.page)
            weights = meant(found, plan, document)
            for place, weight in zip(found, weights, strict=True):
                cells = [at[p.cell] for p in place.pieces if p.cell in at]
                if cells and weight == max(weights):
                    told[number] = True
                    marks[cells, number, 0] = marks[cells[0], number, 1] = marks[cells[-1], number, 2] = 1.0
    return Marked(*cell_features(document, seen, keys, candidates), marks, told)


def fit_tagger(documents: Sequence[Marked], keys: tuple[str, ...], *, seed: int) -> Tagger:
    """Logistic loss on every part of every field that the document tells; the same for the same seed."""
    import torch

    from .networks import TaggerNetwork

    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    numbers, words = (np.concatenate([getattr(d, name) for d in documents]) for name in ("numbers", "words"))
    marks = np.concatenate([d.marks.reshape(len(d.marks), -1) for d in documents])
    told = np.concatenate([np.repeat(np.repeat(d.told, len(PARTS))[None], len(d.marks), 0) for d in documents])
    mean, scale = numbers.mean(0), np.maximum(numbers.std(0), 0.05)
    x, y = torch.from_numpy((numbers - mean) / scale).float(), torch.from_numpy(marks).float()
    w, t = torch.from_numpy(words), torch.from_numpy(told).float()
    net = TaggerNetwork(x.shape[1], y.mean(0))
    steps = int(min(_MOST_STEPS, max(_FEWEST_STEPS, _ROUNDS * len(x) / _BATCH)))
    optimiser = torch.optim.AdamW(net.parameters(), _RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    batches = _batches(order, len(x), steps)
    net.train()
    for rows in batches:
        optimiser.zero_grad()
        net.loss(x[rows], w[rows], y[rows], t[rows]).backward()
        optimiser.step()
        schedule.step()
    return Tagger(keys, {"mean": mean.astype(np.float32), "scale": scale.astype(np.float32), **net.weights()})


def _batches(order: np.random.Generator, size: int, steps: int) -> Iterator[np.ndarray]:
    """``steps`` batches of rows, each row once before any comes again."""
    left = np.zeros(0, np.int64)
    for _ in range(steps):
        if len(left) < min(_BATCH, size):
            left = np.concatenate([left, order.permutation(size)])
        yield left[:_BATCH]
        left = left[_BATCH:]
