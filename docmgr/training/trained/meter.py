"""One bar for a retraining that consists of several trainings."""

from __future__ import annotations

from docmgr.training.background.jobs import Progress

# Which part of a training each of the engine's stages is, from where to where; the rest does not move the bar.
_STAGES = {"look": (0.0, 0.35), "tag": (0.35, 0.7), "train": (0.7, 1.0), "done": (1.0, 1.0)}
_SHARE = 0.96       # the last hundredths are for what follows the trainings


class Meter:
    """Tells percents of the whole; the bar never goes back. ``trainings``: how many there will be at most."""

    def __init__(self, progress: Progress, *, trainings: int) -> None:
        self._progress, self._each = progress, _SHARE / max(1, trainings)
        self._begun, self._done = 0.0, 0.0

    def training(self, stage: str, done: int, total: int) -> None:
        """The progress of one training, as the engine tells it."""
        if stage in _STAGES:
            low, high = _STAGES[stage]
            self._tell("train", self._begun + self._each * (low + (high - low) * done / max(1, total)))
        else:
            self._tell("train", self._done)
        if stage == "done":
            self._begun += self._each

    def comparing(self) -> None:
        self._tell("compare", self._done)

    def skip(self, trainings: int) -> None:
        """So many will not be needed."""
        self._begun += trainings * self._each

    def _tell(self, stage: str, share: float) -> None:
        self._done = max(self._done, min(share, _SHARE))
        self._progress(stage, round(100 * self._done), 100)
