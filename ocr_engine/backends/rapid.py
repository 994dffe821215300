"""PP-OCR on the CPU, with the models inside the rapidocr wheel.

Only the weights of the wheel are used. Its own pipeline keeps per-call arguments for good, turns a failed stage into an
empty page and pads every batch; the stages here raise, and a page without text is an empty list.
"""

from __future__ import annotations

import cv2
import numpy as np

from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.detect import Detector
from ocr_engine.backends.ppocr_models import DETECTOR, RECOGNISER, models_dir
from ocr_engine.backends.recogniser import HEIGHT, PRESSED, Recogniser
from ocr_engine.backends.sessions import characters_of, choose_runtime, load_best_session, load_map_session
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed


class RapidReader:
    """One per process: its sessions are not thread-safe. Loading takes about half a second."""

    name = "ppocr"

    def __init__(self, config: Config | None = None) -> None:
        config = config or Config()
        folder = models_dir()
        if folder is None:
            raise BackendFailed("backend_missing", permanent=True)
        cv2.setNumThreads(config.threads)
        self.runtime = choose_runtime(config.runtime)
        search = load_map_session(folder / DETECTOR, runtime=self.runtime, threads=config.threads)
        self._detector = Detector(search, config.detection_side)
        rows = PRESSED if self.runtime == "openvino" else HEIGHT
        alphabet = characters_of(folder / RECOGNISER)
        recognise = load_best_session(folder / RECOGNISER, alphabet, runtime=self.runtime, threads=config.threads,
                                      rows=rows)
        self._recogniser = Recogniser(recognise, alphabet, rows)

    def find(self, image: np.ndarray) -> list[Quad]:
        return self._detector.find(image)

    def read(self, crops: list[np.ndarray], *, page: str = "") -> list[Reading]:
        return self._recogniser.read(crops, page=page)
