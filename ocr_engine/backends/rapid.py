"""PP-OCR on the CPU, with the models inside the rapidocr wheel.

Only the weights of the wheel are used. Its own pipeline keeps per-call arguments for good, turns a failed stage into an
empty page and pads every batch; the stages here raise, and a page without text is an empty list.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.detect import Detector
from ocr_engine.backends.ppocr_models import DETECTOR, RECOGNISER, models_dir
from ocr_engine.backends.recogniser import HEIGHT, PRESSED, Recogniser
from ocr_engine.backends.sessions import characters_of, load_best_session, load_map_session, runtimes
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed


class RapidReader:
    """One per process: its sessions are not thread-safe. Loading takes about half a second. ``runtime`` is the library
    that it runs on: of those that the settings allow, the first that this processor can run the models with."""

    name = "ppocr"

    def __init__(self, config: Config | None = None) -> None:
        config = config or Config()
        folder = models_dir()
        if folder is None:
            raise BackendFailed("backend_missing", permanent=True)
        cv2.setNumThreads(config.threads)
        able = runtimes(config.runtime)
        for self.runtime in able:
            try:
                self._detector, self._recogniser = _loaded(folder, self.runtime, config)
                break
            except BackendFailed:
                if self.runtime == able[-1]:
                    raise

    def find(self, image: np.ndarray) -> list[Quad]:
        return self._detector.find(image)

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]:
        return self._recogniser.read(crops, page=page)


def _loaded(folder: Path, runtime: str, config: Config) -> tuple[Detector, Recogniser]:
    search = load_map_session(folder / DETECTOR, runtime=runtime, threads=config.threads)
    rows = PRESSED if runtime == "openvino" else HEIGHT
    alphabet = characters_of(folder / RECOGNISER)
    spell = load_best_session(folder / RECOGNISER, alphabet, runtime=runtime, threads=config.threads, rows=rows)
    return Detector(search, config.detection_side), Recogniser(spell, alphabet, rows)
