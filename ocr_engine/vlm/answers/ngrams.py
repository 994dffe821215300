"""No run of tokens is said twice: the guard with which DeepSeek publishes its OCR models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NoRepeat:
    """No ``size`` tokens in a row may stand twice among the last ``window`` tokens of an answer."""

    size: int
    window: int


class NgramGuard:
    """Takes from each row of a batch the tokens that would complete such a run a second time.

    ``allowed`` ids (cells of a table) may always follow. The prompt does not count. A step costs a comparison of
    ``window`` x ``size`` numbers, on the device where the answer is made.
    """

    def __init__(self, rule: NoRepeat, *, prompt: int, allowed: Sequence[int] = ()) -> None:
        self._rule, self._prompt, self._allowed = rule, prompt, allowed

    def masked(self, input_ids: Any, scores: Any) -> Any:
        """The scores (rows, tokens) with what may not follow at minus infinity: a copy, or themselves untouched."""
        import torch

        recent = input_ids[:, self._prompt:][:, -self._rule.window:]
        size = self._rule.size
        if recent.shape[1] < size:
            return scores
        runs = recent.unfold(1, size, 1)  # rows, places, size
        beginning = recent[:, None, recent.shape[1] - size + 1:]
        again = (runs[..., :-1] == beginning).all(-1)
        completing = runs[..., -1]
        again &= ~torch.isin(completing, torch.tensor(list(self._allowed), device=recent.device, dtype=recent.dtype))
        if not again.any():
            return scores
        kept = scores.clone()
        rows, places = again.nonzero(as_tuple=True)
        kept[rows, completing[rows, places]] = float("-inf")
        return kept
