"""The measurement of steps switches them off and on, and looks for words where they stand on the damaged page."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np

from scripts.bench import damages, preprocess, steps
from scripts.bench.ocr_pages import draw


def test_an_upside_down_page_is_lost_without_the_turn_and_whole_with_it(tmp_path: Path, capsys) -> None:
    preprocess.main(["--pages", "1", "--only", "turn 180", "--out", str(tmp_path / "out.json")])
    (row,) = json.loads((tmp_path / "out.json").read_text())
    assert row["in_reader"] and row["without"] < 0.2 and row["with"] > 0.95
    assert row["cpu_without"] > 0 and row["cpu_with"] > 0  # which is dearer is for the benchmark to say, not for a test
    assert "| quarter turn 180° | yes |" in capsys.readouterr().out


def test_candidate_steps_undo_what_they_are_for() -> None:
    page, random = draw(1), np.random.default_rng(1)
    paper = (page.image > 250).all(axis=2)
    paper = cv2.erode(paper.astype(np.uint8), np.ones((9, 9))).astype(bool)
    sealed = damages.stamps(page, random).image
    assert (steps.without_red(sealed)[paper][:, 1] < 120).mean() < 0.1 * (sealed[paper][:, 1] < 120).mean()
    black = steps.sauvola(damages.dirty(page, random).image)
    assert set(np.unique(black)) == {0, 255} and (black[paper] == 0).mean() < 0.05
    assert (black[page.image.mean(axis=2) < 60] == 0).mean() > 0.5
