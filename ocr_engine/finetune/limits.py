"""What a training may cost, and what it counts on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from ocr_engine.terminal import told

# progress(stage, done, total); stages are "check", "load", "evaluate", "train", "save". What it raises ends the run.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` bounds the training itself, not the two looks at the held-out part around it.

    ``checks`` is how often the held-out part is looked at on the way; after ``patience`` looks without gain the
    training ends. ``held_out`` is the share kept back where the data name no such part. ``rate`` 0 takes the kind's
    own learning rate. ``merge`` writes a whole model beside the adapter (HunyuanOCR).
    """

    steps: int = 400
    seconds: float = 3600.0
    batch: int = 8
    rate: float = 0.0
    checks: int = 8
    patience: int = 3
    held_out: float = 0.15
    seed: int = 0
    device: str = "auto"
    merge: bool = False

    def __post_init__(self) -> None:
        if min(self.steps, self.batch, self.checks, self.patience) < 1 or self.seconds <= 0 or self.rate < 0:
            raise ValueError(told("steps, batch, checks, patience and seconds must be greater than 0"))
        if not 0 < self.held_out < 1:
            raise ValueError(told("held_out must be between 0 and 1"))

    @property
    def every(self) -> int:
        """Steps between two looks at the held-out part."""
        return max(1, self.steps // self.checks)


class Deadline:
    """Seconds by the clock from the moment it is made."""

    def __init__(self, seconds: float) -> None:
        self._start, self._seconds = monotonic(), seconds

    @property
    def passed(self) -> bool:
        return self.spent >= self._seconds

    @property
    def spent(self) -> float:
        return monotonic() - self._start
