"""Fitting the ranker of one field: seconds on one core, the same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .ranker import Ranker, first_scores

if TYPE_CHECKING:
    from torch import Tensor

FEWEST = 4                 # documents that tell a field; below it the extractor's own order stands
_STEPS, _BATCH, _RATE, _DECAY = 300, 16, 3e-3, 0.3
_FIRST, _OTHERS = 8, 32      # options of a task that are always looked at in a step, and of the others
_SURE = 3.0                 # log odds to which the bias of "none" goes down


@dataclass(frozen=True, slots=True)
class Task:
    """One field on one document: its options' features and which of them are right (the last one: none).

    ``fold``: documents of one layout have the same one.
    """

    numbers: np.ndarray
    words: np.ndarray
    right: np.ndarray
    fold: int


def fit(tasks: Sequence[Task], *, seed: int, trust: np.ndarray) -> Ranker:
    """The ranker that makes the right options of the tasks likeliest (softmax cross-entropy, AdamW).

    It starts from the extractor's own order. ``trust`` is stored with it, see ``trusting.trust_of``.
    """
    import torch

    from .networks import RankerNetwork

    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    stacked = np.concatenate([t.numbers for t in tasks])
    mean, scale = stacked.mean(0), np.maximum(stacked.std(0), 0.05)
    net = RankerNetwork(stacked.shape[1], _odds_of_none(tasks))
    optimiser = torch.optim.AdamW(net.parameters(), _RATE, weight_decay=_DECAY)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, _STEPS)
    net.train()
    for _ in range(_STEPS):
        rows = order.permutation(len(tasks))[:_BATCH]
        optimiser.zero_grad()
        net.loss(*_padded([_drawn(tasks[i], order) for i in rows], mean, scale)).backward()
        optimiser.step()
        schedule.step()
    return Ranker({"mean": mean.astype(np.float32), "scale": scale.astype(np.float32), "trust": trust,
                   **net.weights()})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample of a task's options (``rows``). ``more`` is added to the logits of sampled ones, so that they weigh as
    much as all the options that they stand for."""

    task: Task
    rows: np.ndarray
    more: np.ndarray


def _drawn(task: Task, order: np.random.Generator) -> Drawn:
    """The first options, the right ones, and a random sample of the others."""
    size = len(task.numbers)
    sure = np.zeros(size, bool)
    sure[:_FIRST] = True
    sure |= task.right[:-1] > 0
    others = np.flatnonzero(~sure)
    chosen = order.choice(others, _OTHERS, replace=False) if len(others) > _OTHERS else others
    more = np.zeros(size, np.float32)
    more[chosen] = np.log(len(others) / len(chosen)) if len(chosen) else 0.0
    rows = np.concatenate([np.flatnonzero(sure), chosen])
    return Drawn(task, rows, more[rows])


def _padded(drawn: Sequence[Drawn], mean: np.ndarray, scale: np.ndarray) -> tuple[Tensor, ...]:
    """Tensors (tasks, options, …): scaled numbers, words, first scores, what is added, right, there (the last option
    is "none")."""
    import torch

    most, first_task = max(len(d.rows) for d in drawn), drawn[0].task
    numbers = np.zeros((len(drawn), most, first_task.numbers.shape[1]), np.float32)
    words = np.zeros((len(drawn), most, first_task.words.shape[1]), np.int64)
    first, more = (np.zeros((len(drawn), most), np.float32) for _ in range(2))
    right = np.zeros((len(drawn), most + 1), np.float32)
    there = np.zeros((len(drawn), most + 1), bool)
    for row, one in enumerate(drawn):
        size, task = len(one.rows), one.task
        numbers[row, :size] = (task.numbers[one.rows] - mean) / scale
        words[row, :size] = task.words[one.rows]
        first[row, :size] = first_scores(task.numbers[one.rows])
        more[row, :size] = one.more
        right[row, :size], right[row, -1] = task.right[:-1][one.rows], task.right[-1]
        there[row, :size] = there[row, -1] = True
    return tuple(torch.from_numpy(a) for a in (numbers, words, first, more, right, there))


def _odds_of_none(tasks: Sequence[Task]) -> float:
    """Where the bias of "none" starts: a field that every document has is given up only with good reason."""
    absent = sum(bool(t.right[-1]) for t in tasks)
    return float(np.clip(np.log((absent + 1) / (len(tasks) - absent + 1)), -_SURE, 0.0))
