"""TrOCR as a reader of pages: PP-OCR finds the lines, TrOCR reads them; all of them, or those that look handwritten."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np

from ocr_engine.backends import registry
from ocr_engine.backends.base import PageReader, Quad, Reading
from ocr_engine.backends.lacks import Lack
from ocr_engine.backends.trocr_model import MODEL_TYPE, TrocrModel, lacking
from ocr_engine.config import ENV_PREFIX, Config
from ocr_engine.errors import BackendFailed

# A reader of print says of handwriting that it is unsure; print in fair condition is read surer than this.
SURE_OF_PRINT = 0.85


class TrocrReader:
    """With ``config.lines`` "handwriting" only the strips that PP-OCR is unsure of are read a second time.

    One per process. Raises BackendFailed where the weights are not where the settings say.
    """

    name = "trocr"

    def __init__(self, config: Config) -> None:
        if not config.trocr_path:
            raise BackendFailed("backend_missing", permanent=True)
        self._print: PageReader = registry.load("ppocr", config)
        self._model = TrocrModel(Path(config.trocr_path), device=config.vlm_device)
        self._all = config.lines != "handwriting"

    def find(self, image: np.ndarray) -> list[Quad]:
        return self._print.find(image)

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]:
        if self._all:
            return self._model.read(crops)
        readings = self._print.read(crops, page=page)
        doubtful = [i for i, reading in enumerate(readings) if reading.confidence < SURE_OF_PRINT]
        for index, second in zip(doubtful, self._model.read([crops[i] for i in doubtful]), strict=True):
            if second.confidence > readings[index].confidence and knows_script(second.text, readings[index].text):
                readings[index] = second
        return readings


def knows_script(second: str, first: str) -> bool:
    """False where the first reading holds letters of a script that the second has none of.

    A model of one script is sure of itself on another's letters, and wrong.
    """
    return not _scripts(first) - _scripts(second) or not _scripts(first)


def _scripts(text: str) -> set[str]:
    """Names of the scripts other than Latin whose letters a text holds."""
    names = {unicodedata.name(c, "").partition(" ")[0] for c in text if c.isalpha() and ord(c) > 0x24F}
    return names - {"LATIN", ""}


def state(config: Config) -> tuple[Lack, str]:
    """What is missing, and where it is or belongs. Looks at files only."""
    if not config.trocr_path:
        return Lack("weights"), f"{ENV_PREFIX}TROCR_PATH=FOLDER and {ENV_PREFIX}LINES=trocr or handwriting"
    return registry.lacking_packages() or lacking(Path(config.trocr_path), MODEL_TYPE), config.trocr_path
