"""Text and the edges of inputs can be told from their background by weak eyes: WCAG 2.1 AA, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).resolve().parents[2] / "static" / "css" / "docmgr.css").read_text()
TEXT = [
    ("ink", "surface"), ("ink-2", "surface"), ("ink-2", "sunken"), ("ink-3", "surface"), ("ink-3", "canvas"),
    ("ink-3", "sunken"), ("accent-ink", "surface"), ("accent-ink", "accent-soft"), ("on-accent", "accent"),
    ("good", "good-soft"), ("good", "surface"), ("look", "look-soft"), ("look", "surface"), ("look", "canvas"),
    ("bad", "bad-soft"), ("bad", "surface"), ("busy", "busy-soft"), ("evidence", "surface"),
]


def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{theme}"\] \{{\n  color-scheme.*?\n\}}', SHEET, re.DOTALL).group(0)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_text_and_background_reaches_4_5_to_1(theme: str) -> None:
    colours = tokens(theme)
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_edge_of_an_input_reaches_3_to_1(theme: str) -> None:
    assert contrast(tokens(theme)["field"], tokens(theme)["surface"]) >= 3
