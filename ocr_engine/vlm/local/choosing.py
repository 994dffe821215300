"""What happens at each token of a batch: the form it is held to, how sure the model was, and when a row has to stop."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic
from typing import Any

from ocr_engine.vlm.answers.ngrams import NgramGuard
from ocr_engine.vlm.answers.watchdog import TokenWatch
from ocr_engine.vlm.local.json_form import LONGEST_LIST, LONGEST_STRING, Form, State, Vocabulary


class Guide:
    """Allows each row of a batch only what its form allows. Masks are kept for all rows and runs of a form."""

    def __init__(self, form: Form, vocabulary: Vocabulary) -> None:
        self._form, self._vocabulary = form, vocabulary
        self._masks: dict[tuple[State, bool], Any] = {}

    def begin(self, rows: int) -> None:
        self._states: list[State | None] = [self._form.start] * rows
        self._in_string, self._in_value = [0] * rows, [0] * rows

    def advance(self, tokens: Sequence[int]) -> None:
        """What each row wrote last."""
        for row, token in enumerate(tokens):
            state = self._states[row]
            text = self._vocabulary.tokens[token] if token < len(self._vocabulary.tokens) else None
            if state is None or text is None:
                self._states[row] = None  # the row has ended and is filled up
                continue
            following = self._form.walk(state, text)
            same = following is not None and following.piece == state.piece
            inside = same and following is not None and following.kind in ("string", "escape", "hex")
            self._in_string[row] = self._in_string[row] + len(text) if inside else 0
            self._in_value[row] = self._in_value[row] + len(text) if same else 0
            self._states[row] = following

    def masked(self, scores: Any) -> Any:
        """The scores (rows, tokens) with what may not follow at minus infinity; a copy."""
        import torch

        kept = torch.full_like(scores, float("-inf"))
        for row, state in enumerate(self._states):
            if state is None:
                kept[row] = scores[row]
                continue
            allowed = self._allowed(state, row, scores)
            kept[row, allowed] = scores[row, allowed]
        return kept

    def _allowed(self, state: State, row: int, scores: Any) -> Any:
        import torch

        long_list = self._in_value[row] >= LONGEST_LIST
        long_string = self._in_string[row] >= LONGEST_STRING or (state.in_list and long_list)
        key = (state, {"string": long_string, "next": long_list}.get(state.kind, False))
        if key not in self._masks:
            tokens = self._vocabulary.after(self._form, state, closing=key[1])
            self._masks[key] = torch.tensor(tokens, dtype=torch.long, device=scores.device)
        return self._masks[key]


class Sureness:
    """Keeps the probability of each row's choice at each step, before any form: a float where whole tables fill memory.

    Greedy: the choice is the likeliest of what is allowed. A form leaves few choices as it is: with one, no ``guard``.
    """

    def __init__(self, prompt: int, guide: Guide | None, guard: NgramGuard | None = None) -> None:
        self._prompt, self._guide, self._guard = prompt, guide, guard
        self._steps: list[Any] = []

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        likely = scores.float().log_softmax(-1)
        if self._guide is not None:
            if input_ids.shape[1] == self._prompt:
                self._guide.begin(input_ids.shape[0])
            else:
                self._guide.advance(input_ids[:, -1].tolist())
            scores = self._guide.masked(scores)
        elif self._guard is not None:
            scores = self._guard.masked(input_ids, scores)
        self._steps.append(likely.gather(1, scores.argmax(-1, keepdim=True))[:, 0])
        return scores

    def probabilities(self) -> list[list[float]]:
        """Row by row, step by step."""
        import torch

        return torch.stack(self._steps, 1).exp().tolist() if self._steps else []


class Watch:
    """Ends a row that circles, and all of them when the time is over. ``why`` and ``ended`` (its tokens) by row."""

    def __init__(self, prompt: int, rows: int, allowed: Sequence[int], seconds: float) -> None:
        self.why, self.ended = [""] * rows, [0] * rows
        self._prompt, self._deadline = prompt, monotonic() + seconds
        self._watch = TokenWatch(allowed=allowed)

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        import torch

        length = int(input_ids.shape[1]) - self._prompt
        late = monotonic() >= self._deadline
        for row, why in enumerate(self.why):
            if why:
                continue
            if late:
                self.why[row], self.ended[row] = "time", length
            elif length % 16 == 0 and self._watch.circles(input_ids[row, self._prompt:].tolist()):
                self.why[row], self.ended[row] = "loop", length
        return torch.tensor([bool(why) for why in self.why], device=input_ids.device)
