"""Holds the configured model for all processes of this machine: python -m ocr_engine.vlm.host SOCKET

Workers that each load a model of gigabytes would fill a graphics card, and could never share a batch. Here questions of
all documents meet: what waits while a batch is at work makes the next one. Ends with the process that started it.
"""

from __future__ import annotations

import argparse
import ctypes
import fcntl
import os
import signal
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from ocr_engine.backends import registry
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.doors import Vlm
from ocr_engine.vlm.local.batching import Figures
from ocr_engine.vlm.questions.generated import Generated
from ocr_engine.vlm.served import wire

_PR_SET_PDEATHSIG = 1
_BACKLOG = 128
TAKEN = 3  # exit status: another process holds the model already


class Host:
    """Answers connections, each in a thread of its own; the model puts their questions together."""

    def __init__(self, config: Config) -> None:
        self._config = replace(config, vlm_socket="")
        self._turn = threading.Lock()
        self._counts: list[Figures] = []  # and not the models: those with other adapters are let go in time

    def serve(self, door: socket.socket) -> None:
        """Until the process ends."""
        threading.Thread(target=self._load_ahead, daemon=True).start()
        while True:
            line, _address = door.accept()
            if wire.is_own(line):
                threading.Thread(target=self._answer, args=(line,), daemon=True).start()
            else:
                line.close()

    def _answer(self, line: socket.socket) -> None:
        with line, suppress(OSError, EOFError, ValueError):
            message, blob = wire.receive(line)
            wire.send(line, self._figures() if message.get("do") == "figures" else self._asked(message, blob))

    def _asked(self, message: dict[str, Any], blob: bytes) -> dict[str, Any]:
        said: Generated | BackendFailed
        try:
            image, question, adapter = wire.question_in(message, blob)
            said = self._model(adapter).runner.generate(image, question)
        except BackendFailed as error:
            said = error
        except (ValueError, KeyError, TypeError):
            said = BackendFailed("backend_failed")
        return wire.answer_out(said)

    def _model(self, adapter: str = "") -> Vlm:
        with self._turn:  # loaded by one, waited for by all
            model: Vlm = registry.load("vlm", replace(self._config, vlm_adapter=adapter))
            counts = model.runner.figures  # type: ignore[attr-defined]
            if not any(counts is known for known in self._counts):
                self._counts.append(counts)
            return model

    def _load_ahead(self) -> None:
        with suppress(BackendFailed):  # whoever asks is told
            self._model(self._config.vlm_adapter)

    def _figures(self) -> dict[str, Any]:
        counts = self._counts
        return {"questions": sum(c.questions for c in counts), "batches": sum(c.batches for c in counts),
                "largest": max((c.largest for c in counts), default=0)}


def opened(path: Path) -> tuple[socket.socket, int] | None:
    """The door and the lock that goes with it; None where another process, or another user, holds it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if path.parent.stat().st_uid != os.getuid():
        return None
    lock = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        return None
    path.unlink(missing_ok=True)
    door = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        door.bind(str(path))
    finally:
        os.umask(mask)
    door.listen(_BACKLOG)
    return door, lock


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.vlm.host", description=__doc__)
    parser.add_argument("socket", type=Path)
    parser.add_argument("--parent", type=int, help="end with this process")
    args = parser.parse_args(argv)
    if args.parent is not None:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != args.parent:
            return 0
    found = opened(args.socket)
    if found is None:
        return TAKEN
    Host(Config.from_env()).serve(found[0])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
