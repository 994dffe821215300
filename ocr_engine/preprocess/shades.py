"""Percentiles of grey values, told from how often each of the 256 occurs: sorting them costs ten times as much."""

from __future__ import annotations

import numpy as np


def percentiles(values: np.ndarray, *percents: float) -> list[float]:
    """What numpy's ``percentile`` says of an array of uint8 that is not empty, between two values by straight line."""
    upto = np.bincount(values.reshape(-1), minlength=256).cumsum()
    at = (values.size - 1) * np.array(percents) / 100
    below = at.astype(np.int64)
    low = np.searchsorted(upto, below, side="right")
    high = np.searchsorted(upto, np.minimum(below + 1, values.size - 1), side="right")
    return (low + (high - low) * (at - below)).tolist()
