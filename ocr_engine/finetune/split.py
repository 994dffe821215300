"""A part held back, so that a layout never stands on both sides."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from ocr_engine.errors import TrainingFailed

Example = TypeVar("Example")
# Fewer examples than this teach nothing and measure nothing.
LEAST = 8


def split(examples: Sequence[Example], group: Callable[[Example], str], *, share: float, seed: int
          ) -> tuple[list[Example], list[Example]]:
    """(training, held out). ``group`` names an example's layout, "" where it is not known.

    Examples without a layout, and those of a single one, are parted one by one. Raises TrainingFailed for too few.
    """
    if len(examples) < LEAST:
        raise TrainingFailed("finetune_too_few", found=len(examples), needed=LEAST)
    order = random.Random(seed)
    groups: dict[str, list[int]] = {}
    for index, example in enumerate(examples):
        groups.setdefault(group(example) or f"\0{index}", []).append(index)
    if len(groups) == 1:
        groups = {str(index): [index] for index in range(len(examples))}
    keys = sorted(groups)
    order.shuffle(keys)
    # A layout that would take most of the examples away is not held out while there are others.
    keys.sort(key=lambda key: len(groups[key]) > len(examples) / 2)
    held: set[int] = set()
    for key in keys[:-1]:
        if len(held) < share * len(examples):
            held.update(groups[key])
    return ([e for i, e in enumerate(examples) if i not in held], [e for i, e in enumerate(examples) if i in held])
