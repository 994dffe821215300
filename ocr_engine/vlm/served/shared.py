"""A model that another process of this machine holds for all (``vlm.host``): loaded once, asked by many, in batches."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import Any

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.generated import Generated
from ocr_engine.vlm.served import wire
from ocr_engine.vlm.served.wire import is_own

# Questions of one document that are asked at a time; the holder makes its batches from those of all documents.
_TOGETHER = 8
_CONNECT, _LOOK = 2.0, 0.1
# What a question may wait while weights are loaded and others are answered, besides its own time.
_QUEUE, _LOADING = 3, 600.0


class SharedModel:
    """Several threads may ask at once; each question has its own connection. ``seconds`` is the time of one answer."""

    def __init__(self, path: str, *, adapter: str = "", seconds: float = 180.0) -> None:
        self.name, self.at_once = "shared", _TOGETHER
        self._path, self._adapter = path, adapter
        self._patience = seconds * (1 + _QUEUE) + _LOADING

    def generate(self, image: np.ndarray, question: Question) -> Generated:
        """Asks about a picture (RGB, uint8). Raises BackendFailed."""
        message, blob = wire.question_out(image, question, self._adapter)
        return wire.answer_in(self._exchange({"do": "ask", **message}, blob))

    def generate_all(self, asked: Sequence[tuple[np.ndarray, Question]]) -> list[Generated | BackendFailed]:
        """All at once, the answers in their order; a failure stands in the place of its answer."""
        def one(pair: tuple[np.ndarray, Question]) -> Generated | BackendFailed:
            try:
                return self.generate(*pair)
            except BackendFailed as error:
                return error

        with ThreadPoolExecutor(_TOGETHER) as threads:
            return list(threads.map(one, asked))

    def figures(self) -> dict[str, Any]:
        """{"questions", "batches", "largest"} since the holder began. Raises BackendFailed."""
        return self._exchange({"do": "figures"})

    def is_there(self, *, wait: float = 0.0) -> bool:
        """Whether anybody holds the model, or begins to within ``wait`` seconds; it may still be loading it."""
        until = monotonic() + wait
        while True:
            try:
                self._line(_CONNECT).close()
                return True
            except OSError:
                if monotonic() >= until:
                    return False
            sleep(_LOOK)

    def _line(self, seconds: float) -> socket.socket:
        line = socket.socket(socket.AF_UNIX)
        try:
            line.settimeout(seconds)
            line.connect(self._path)
            if not is_own(line):  # a page is shown to nobody who only sits where the holder should
                raise PermissionError
        except OSError:
            line.close()
            raise
        return line

    def _exchange(self, message: dict[str, Any], blob: bytes | memoryview = b"") -> dict[str, Any]:
        try:
            with self._line(_CONNECT) as line:
                line.settimeout(self._patience)
                wire.send(line, message, blob)
                return wire.receive(line)[0]
        except TimeoutError:
            raise BackendFailed("vlm_timeout") from None
        except (OSError, EOFError):
            raise BackendFailed("vlm_unreachable") from None
        except ValueError:
            raise BackendFailed("vlm_rubbish") from None
