"""The measurement of settled letters counts a word as won or lost by what stands on the page, and reads real pages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pymupdf

from ocr_engine.backends.doubts import Doubts
from ocr_engine.backends.ppocr_models import RECOGNISER, models_dir
from ocr_engine.backends.sessions import characters_of
from scripts.bench.doubts import Told, main

LETTERS = characters_of(Path(models_dir() or "") / RECOGNISER)
E, A = LETTERS.index("e"), LETTERS.index("a")


def test_a_changed_word_is_won_or_lost_by_the_text_layer() -> None:
    told = Told()
    told.add([("WorId", "World"), ("Herrn", "Herrm"), ("qxq", "qxz")], "Hello world, Herrn Maier")
    assert (told.won, told.lost, told.neither) == ([("WorId", "World")], [("Herrn", "Herrm")], [("qxq", "qxz")])


def test_pages_are_damaged_read_and_compared_and_those_without_text_left_out(tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(
        Doubts, "settled", lambda doubts, seen: seen._replace(letter=np.where(seen.letter == E, A, seen.letter)))
    for name, text in (("full.pdf", "delivery address of the customer " * 12), ("empty.pdf", "two words")):
        with pymupdf.open() as document:
            document.new_page().insert_textbox(pymupdf.Rect(50, 50, 500, 700), text, fontsize=9)
            document.save(tmp_path / name)
    (told,) = main([str(tmp_path), "--side", "700"]).values()
    assert told.pages == 1
    assert ("the", "tha") in told.lost and not told.won
    assert "1 pages" in capsys.readouterr().out
