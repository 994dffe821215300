"""Percentiles told from a histogram, and boxes mapped many at once: the same as one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from ocr_engine.preprocess.page_map import WorkingPage
from ocr_engine.preprocess.shades import percentiles


@given(arrays.arrays(np.uint8, arrays.array_shapes(min_dims=1, max_dims=2)), st.floats(0, 100))
def test_percentiles_of_grey_values_are_those_of_sorting_them(grey: np.ndarray, percent: float) -> None:
    assert np.allclose(percentiles(grey, percent, 0, 100), np.percentile(grey, (percent, 0, 100)), atol=1e-9)


def test_boxes_mapped_at_once_are_those_mapped_one_by_one() -> None:
    page = WorkingPage.of(np.zeros((200, 100, 3), np.uint8)).turned(90).enlarged(2.0)
    groups = np.random.default_rng(0).uniform(0, 200, (5, 4, 2))
    assert page.boxes(groups) == [page.box(group) for group in groups]
