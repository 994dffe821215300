"""A thread in every worker's parent: keeps one process that holds the vision-language model for all of this machine.

Only where the settings name a model that runs here. Where another worker of this machine holds one already, this one
stands by and takes over when it is gone. Documents and questions ask it over a local socket.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from typing import Any

from celery import bootsteps
from django.conf import settings

from docmgr.extraction import engine

logger = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
FIRST_WAIT, LONGEST_WAIT = 2.0, 120.0
GRACE_SECONDS = 5.0


class Keeper:
    """Starts the process, and again when it ended; later each time it ends soon."""

    def __init__(self, socket: str) -> None:
        self._socket = socket
        self._process: subprocess.Popen[bytes] | None = None
        self._wait, self._due, self._started = FIRST_WAIT, 0.0, 0.0

    def tick(self) -> None:
        now = time.monotonic()
        if self._process is None:
            if now >= self._due:
                self._start()
            return
        status = self._process.poll()
        if status is None:
            return
        self._process = None
        if status == engine.MODEL_HELD:  # not a failure: somebody else of this machine holds it
            self._due = now + 5 * FIRST_WAIT
            return
        if now - self._started > LONGEST_WAIT:
            self._wait = FIRST_WAIT
        self._later()
        logger.warning("the process with the model ended (status %s)", status)

    def end(self) -> None:
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> None:
        """A machine without room for another process is asked again later; meanwhile each reader holds a model."""
        # It dies with the thread that starts it, so that is the thread which lives as long as the worker.
        self._started = time.monotonic()
        command = [sys.executable, "-m", engine.MODEL_HOST, self._socket, "--parent", str(os.getpid())]
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd=settings.BASE_DIR)
        except OSError as error:
            self._later()
            logger.warning("no process for the model could be started (%s)", type(error).__name__)

    def _later(self) -> None:
        self._due, self._wait = time.monotonic() + self._wait, min(2 * self._wait, LONGEST_WAIT)


class ModelHostStep(bootsteps.StartStopStep):
    """Starts with the worker, ends after the last document was put down (see ``sweeper``)."""

    def __init__(self, worker: Any, **options: Any) -> None:
        super().__init__(worker, **options)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="model", daemon=True)
        self._socket = engine.model_socket()

    def start(self, worker: Any) -> None:
        if self._socket:
            self._thread.start()

    def stop(self, worker: Any) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(GRACE_SECONDS + 2)

    terminate = stop

    def _run(self) -> None:
        keeper = Keeper(self._socket)
        keeper.tick()
        while not self._over.wait(LOOK_SECONDS):
            keeper.tick()
        keeper.end()
