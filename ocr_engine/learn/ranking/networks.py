"""The two networks of a type's model while they are trained; what they learned answers without torch (``ranker``,
``tagger``). Importing this brings torch along.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from ocr_engine.extract.weights import ENOUGH

from . import ranker, tagger
from .cells import BUCKETS

_WORDS_LEFT_OUT = 0.3       # of the words in each step, so that no single one is relied on
_NOTHING = -1e4             # the logit of what is not there


class RankerNetwork(nn.Module):
    """``numbers``: features of an option beside its words; ``none``: where the bias of "none of them" starts."""

    def __init__(self, numbers: int, none: float) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(BUCKETS, ranker.WORD_WIDTH, mode="sum", padding_idx=0)
        self.one = nn.Linear(numbers + ranker.WORD_WIDTH, ranker.WIDTH)
        self.two = nn.Linear(ranker.WIDTH, 1, bias=False)
        self.prior = nn.Parameter(torch.tensor([ranker.PRIOR, none]))
        self.drop = nn.Dropout(0.2)
        nn.init.normal_(self.table.weight, std=0.1)
        nn.init.zeros_(self.two.weight)

    def loss(self, numbers: Tensor, words: Tensor, first: Tensor, more: Tensor, right: Tensor, there: Tensor) -> Tensor:
        """The mean cross entropy of the right options, as ``fitting`` pads them: (tasks, options, …), and (tasks,
        options + 1) for ``right`` and ``there``, whose last is "none of them"."""
        text = _sum_of_words(self.table, words.flatten(0, 1)).view(*words.shape[:2], -1)
        hidden = self.drop(torch.relu(self.one(torch.cat([numbers, text], -1))))
        logits = self.prior[0] * first + self.two(hidden).squeeze(-1) + more
        none = (self.prior[0] * ENOUGH + self.prior[1]).expand(len(numbers), 1)
        logits = torch.cat([logits, none], 1).masked_fill(~there, _NOTHING)
        odds = torch.log_softmax(logits, 1)
        return -torch.logsumexp(odds.masked_fill(right == 0, _NOTHING), 1).mean()

    def weights(self) -> dict[str, np.ndarray]:
        """As ``Ranker`` takes them."""
        return {"table": _vectors(self.table), "w1": _plain(self.one.weight), "b1": _plain(self.one.bias),
                "w2": _plain(self.two.weight)[0], "prior": _plain(self.prior)}


class TaggerNetwork(nn.Module):
    """``numbers``: features of a cell beside its words; ``rate`` (outputs): how often each part of a field occurs."""

    def __init__(self, numbers: int, rate: Tensor) -> None:
        super().__init__()
        self.table = nn.EmbeddingBag(BUCKETS, tagger.WORD_WIDTH, mode="sum", padding_idx=0)
        self.one = nn.Linear(numbers + tagger.WORD_WIDTH, tagger.WIDTH)
        self.two = nn.Linear(tagger.WIDTH, len(rate))
        self.drop = nn.Dropout(0.25)
        nn.init.normal_(self.table.weight, std=0.15)
        nn.init.zeros_(self.two.weight)
        self.two.bias.data = torch.logit(rate.clamp(1e-3, 0.5))

    def loss(self, numbers: Tensor, words: Tensor, right: Tensor, told: Tensor) -> Tensor:
        """The mean logistic loss of the parts, (cells, outputs), that their documents told."""
        text = _sum_of_words(self.table, words)
        hidden = self.drop(torch.relu(self.one(torch.cat([numbers, text], 1))))
        each = nn.functional.binary_cross_entropy_with_logits(self.two(hidden), right, reduction="none")
        return (each * told).sum() / told.sum().clamp(min=1)

    def weights(self) -> dict[str, np.ndarray]:
        """As ``Tagger`` takes them."""
        return {"table": _vectors(self.table), "w1": _plain(self.one.weight), "b1": _plain(self.one.bias),
                "w2": _plain(self.two.weight), "b2": _plain(self.two.bias)}


def _sum_of_words(table: nn.EmbeddingBag, words: Tensor) -> Tensor:
    """(rows, WORD_WIDTH) of (rows, words): the sum of the vectors that were not left out, made as large as all of them
    would be, over the root of how many words there are. Word 0 is none."""
    here = words > 0
    kept = torch.where(here & (torch.rand(words.shape) > _WORDS_LEFT_OUT), words, 0)
    return table(kept) / (1 - _WORDS_LEFT_OUT) / here.sum(1, keepdim=True).clamp(min=1) ** 0.5


def _vectors(table: nn.EmbeddingBag) -> np.ndarray:
    """The word vectors, with zeros for word 0."""
    vectors = table.weight.detach().numpy().copy()
    vectors[0] = 0.0
    return vectors


def _plain(parameter: Tensor) -> np.ndarray:
    return parameter.detach().numpy()
