"""PP-OCR on the CPU, with the models inside the rapidocr wheel.

Only the weights of the wheel are used. Its own pipeline keeps per-call arguments for good, turns a failed stage into an
empty page and pads every batch; the stages here raise, and a page without text is an empty list.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import cv2
import numpy as np

from ocr_engine.backends.base import Quad, Reading
from ocr_engine.backends.detect import Detector
from ocr_engine.backends.recogniser import Recogniser
from ocr_engine.backends.sessions import characters_of, choose_runtime, load_best_session, load_session
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed

_DETECTOR = "PP-OCRv6_det_small.onnx"
_RECOGNISER = "PP-OCRv6_rec_small.onnx"


def models_dir() -> Path | None:
    """Where the installed wheel keeps its models; None where it is not installed. Does not import it."""
    found = importlib.util.find_spec("rapidocr")
    return Path(found.origin).parent / "models" if found is not None and found.origin else None


def state() -> tuple[str, str]:
    """("ready", where) or (what is missing, where it belongs)."""
    folder = models_dir()
    if folder is None:
        return "missing: python package rapidocr", "pip install rapidocr"
    lacking = [name for name in (_DETECTOR, _RECOGNISER) if not (folder / name).is_file()]
    return ("missing: " + ", ".join(lacking) if lacking else "ready"), str(folder)


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
        search = load_session(folder / _DETECTOR, runtime=self.runtime, threads=config.threads)
        self._detector = Detector(search, config.detection_side)
        recognise = load_best_session(folder / _RECOGNISER, runtime=self.runtime, threads=config.threads)
        self._recogniser = Recogniser(recognise, characters_of(folder / _RECOGNISER))

    def find(self, image: np.ndarray) -> list[Quad]:
        return self._detector.find(image)

    def read(self, crops: list[np.ndarray]) -> list[Reading]:
        return self._recogniser.read(crops)
