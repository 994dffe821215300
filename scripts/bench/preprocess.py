"""``python -m scripts.bench.preprocess [--pages N] [--only NAME] [--out FILE]``: what each step on a page is worth.

Drawn pages are damaged, then read as they are ("without") and with the step ("with"). Steps that the reader has are
switched off for "without"; candidates that it does not have are applied for "with". A step that gains nothing here has
no place in the reader.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from ocr_engine.backends import detect
from ocr_engine.backends.rapid import RapidReader
from ocr_engine.config import Config
from ocr_engine.preprocess.deskew import skew_of
from ocr_engine.preprocess.shadow import flattened
from ocr_engine.recognise import ocr
from scripts.bench import damages, steps
from scripts.bench.ocr_pages import Damage, Page, draw, draw_vertical, pressed, scanned, turned
from scripts.bench.ocr_readers import words_in
from scripts.bench.ocr_words import Word, matches

Draw = Callable[[int], Page]


@dataclass(frozen=True, slots=True)
class Trial:
    """A damage and a step. ``step`` changes the pixels before reading; None where the reader has the step itself."""

    name: str
    damage: Damage
    step: Callable[[np.ndarray], np.ndarray] | None = None
    off: tuple[tuple[Any, str, Any], ...] = ()
    also: tuple[tuple[Any, str, Any], ...] = ()  # switched off both ways: steps of the reader that would interfere
    drawn: Draw = draw
    placed: bool = True  # whether a word has to stand in its place; within a slanted box characters cannot be placed


def _plain(page: Page, _random: np.random.Generator) -> Page:
    return page


def _as(**how: Any) -> Draw:
    return lambda seed: draw(seed, **how)


def _dense(seed: int) -> Page:
    return draw(seed, language="zh" if seed % 2 else "en", size=8)


_NO_TURN = ((ocr, "lines_run_downwards", lambda quads: False), (ocr, "upside_down", lambda *given: False))
_NO_DESKEW = ((ocr, "CORRECT_FROM", 90.0),)
_NO_VERTICAL = ((ocr, "sideways_turn", lambda *given: 270),)
_NO_SECOND = ((ocr, "read_under_stamps", lambda image, lines, reader: lines),)
_NO_LIGHT = ((ocr, "in_deep_shadow", lambda *given: False),)
_NOT_DARKER = ((ocr, "is_faint", lambda *given: False),)
_NOT_LARGER = ((ocr, "is_tiny", lambda *given: False),)
_NO_TILES = ((detect, "small_print", lambda *given: None),)

TRIALS = (
    *(Trial(f"quarter turn {angle}°", damages.turn(angle), off=_NO_TURN) for angle in (90, 180, 270)),
    *(Trial(f"skew {angle}°, small dense print, scanned", damages.scan_turned(angle), off=_NO_DESKEW,
            drawn=_dense, placed=False) for angle in (1, 5, 10, 15, 20, 30)),
    Trial("small print, 4096 wide, tiles", _plain, off=_NO_TILES, drawn=_as(dpi=176, size=7, sheets=4)),
    Trial("large print, 4096 wide, tiles", _plain, off=_NO_TILES, drawn=_as(dpi=176, size=14, sheets=4)),
    Trial("shadow, flattened", damages.shadow, flattened),
    Trial("deep shadow, flattened", damages.deep_shadow, off=_NO_LIGHT),
    Trial("deep shadow, small print, flattened", damages.deep_shadow, off=_NO_LIGHT, drawn=_as(dpi=110, size=9)),
    Trial("shadow, Sauvola", damages.shadow, steps.sauvola),
    Trial("faint print, darkened", damages.faint, off=_NOT_DARKER),
    Trial("hardly visible print, darkened", damages.hardly_visible, off=_NOT_DARKER),
    Trial("faint print, Sauvola", damages.faint, steps.sauvola, also=_NOT_DARKER),
    Trial("dirty scan, Sauvola", damages.dirty, steps.sauvola),
    Trial("red stamps, read again without the red", damages.stamps, off=_NO_SECOND),
    Trial("red stamps on Chinese, read again without the red", damages.stamps, off=_NO_SECOND,
          drawn=_as(language="zh")),
    Trial("red stamps and red print, read again", damages.red_print, off=_NO_SECOND),
    Trial("red stamps and red print, red taken off the page", damages.red_print, steps.without_red,
          also=_NO_SECOND),
    *(Trial(f"letters of {size} px, enlarged", _plain, off=_NOT_LARGER, drawn=_as(dpi=10 * size, size=9))
      for size in (5, 6, 7, 8)),
    Trial("vertical Chinese, kept upright", _plain, off=_NO_VERTICAL, drawn=draw_vertical),
    Trial("vertical Chinese, scanned, kept upright", scanned, off=_NO_VERTICAL, drawn=draw_vertical),
    Trial("traditional Chinese", _plain, drawn=_as(language="zh-hant")),
    Trial("traditional Chinese, scanned", scanned, drawn=_as(language="zh-hant")),
    Trial("traditional Chinese, small (13 px), scanned", scanned, drawn=_as(language="zh-hant", dpi=110, size=8.5)),
    Trial("simplified Chinese, small (13 px), scanned", scanned, drawn=_as(language="zh", dpi=110, size=8.5)),
)


def measure(trial: Trial, reader: RapidReader, pages: int) -> dict[str, Any]:
    """Recall of words where they stand and CPU seconds a page, without and with the step."""
    found, wanted, spent = [0, 0], 0, [0.0, 0.0]
    for seed in range(pages):
        page = trial.damage(trial.drawn(seed), np.random.default_rng(seed))
        wanted += len(page.words)
        for way, used in enumerate((False, True) if trial.off or trial.step else (False,)):
            with _switched(trial.also + (() if used else trial.off)):
                started = time.process_time()
                image = trial.step(page.image) if used and trial.step else page.image
                words = words_in(image, reader, shown=page.image.shape[:2])
                spent[way] += time.process_time() - started
            labelled = list(page.words) if trial.placed else [Word(word.text) for word in page.words]
            found[way] += matches(labelled, words)
    if not (trial.off or trial.step):
        found[1], spent[1] = found[0], spent[0]
    return {"trial": trial.name, "pages": pages, "in_reader": trial.step is None,
            "without": round(found[0] / wanted, 4), "with": round(found[1] / wanted, 4),
            "cpu_without": round(spent[0] / pages, 3), "cpu_with": round(spent[1] / pages, 3)}


def angles(reader: RapidReader, pages: int) -> dict[str, Any]:
    """How far the measured skew is off, in degrees, over dense grainy pages turned by -20 to 20 degrees."""
    off = []
    for seed in range(pages):
        random = np.random.default_rng(seed)
        page = _dense(seed)
        for angle in (*random.uniform(-3, 3, 4), *random.uniform(-20, 20, 4)):
            image = turned(page, float(angle)).image.astype(np.float32)
            image += random.normal(0, 6, image.shape[:2])[:, :, None]
            image = pressed(np.clip(image, 0, 255).astype(np.uint8), 60)
            off.append(abs(skew_of(reader.find(image)) - angle))
    return {"turns": len(off), "median": round(float(np.median(off)), 3), "most": round(max(off), 3),
            "within_a_degree": round(float(np.mean([error <= 1 for error in off])), 4)}


@contextmanager
def _switched(changes: tuple[tuple[Any, str, Any], ...]) -> Iterator[None]:
    patches = [mock.patch.object(module, name, value) for module, name, value in changes]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def table(rows: list[dict[str, Any]]) -> str:
    """The figures as Markdown, for docs/benchmarks/reader.md."""
    lines = ["| damage, step | in the reader | recall without | with | CPU s without | with |",
             "|---|---|---|---|---|---|"]
    return "\n".join(lines + [
        f"| {row['trial']} | {'yes' if row['in_reader'] else 'no'} | {row['without']:.3f} | {row['with']:.3f} | "
        f"{row['cpu_without']:.2f} | {row['cpu_with']:.2f} |" for row in rows])


def main(arguments: list[str] | None = None) -> list[dict[str, Any]]:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.preprocess", description=__doc__)
    parser.add_argument("--pages", type=int, default=4, help="drawn pages of each trial")
    parser.add_argument("--only", default="", help="trials whose name holds one of these, divided by commas")
    parser.add_argument("--angles", action="store_true", help="how exactly small angles are measured, and no trial")
    parser.add_argument("--out", type=Path, help="write all figures here")
    asked = parser.parse_args(arguments)
    reader = RapidReader(Config.from_env())
    if asked.angles:
        told = angles(reader, asked.pages)
        print(json.dumps(told))
        return [told]
    words_in(draw(0).image, reader)  # the first page of a process pays for what is made ready once
    chosen = [trial for trial in TRIALS if any(part in trial.name for part in asked.only.split(","))]
    rows = [measure(trial, reader, asked.pages) for trial in chosen]
    if asked.out:
        asked.out.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    print(table(rows))
    return rows


if __name__ == "__main__":
    main()
