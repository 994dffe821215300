"""Several programs under one foreground command: started together, restarted when they die, ended together."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT, STEADY_AFTER = 1.0, 30.0, 60.0
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    """``command`` runs for ever; when it ends by itself it is started again, later each time it ends soon."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    start_at: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        # An own session: Ctrl+C reaches the supervisor alone, which then ends the programs in order.
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=die_with_parent)

    def look_after(self) -> None:
        """Start it where it is due; note its death and when to start it again."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return
        status = self.process.poll()
        if status is None:
            return
        self._sweep(self.process)
        self.wait = FIRST_WAIT if now - self.started > STEADY_AFTER else min(self.wait * 2, LONGEST_WAIT)
        self.process, self.start_at = None, now + self.wait
        log.warning("%s ended (status %s); starting it again in %.0f s", self.name, status, self.wait)

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until the deadline (monotonic seconds), then kill whatever is left of its session."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("%s did not end in time and was killed", self.name)
        self._sweep(self.process)
        self.process.wait()

    @staticmethod
    def _sweep(process: subprocess.Popen[bytes]) -> None:
        """End what a program left behind in its session."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def die_with_parent() -> None:
    """This process gets SIGTERM when the thread that started it ends, however (Linux only, else no-op)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    def __init__(self, programs: Sequence[Program], *, grace: float = 30.0) -> None:
        self.programs = list(programs)
        self.grace = grace
        self.ending = False

    def run(self, *, ready: Callable[[], bool] = lambda: True, announce: Callable[[], None] = lambda: None) -> None:
        """Until Ctrl+C or SIGTERM. ``announce`` is called once, when ``ready`` first holds."""
        previous = {s: signal.signal(s, self._on_signal) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        announced = False
        try:
            while not self.ending:
                for program in self.programs:
                    program.look_after()
                if not announced and ready():
                    announced = True
                    announce()
                time.sleep(0.2)
        finally:
            self._end_all()
            for number, handler in previous.items():
                signal.signal(number, handler)

    def _on_signal(self, number: int, frame: object) -> None:
        self.ending = True

    def _end_all(self) -> None:
        deadline = time.monotonic() + self.grace
        for program in self.programs:
            program.ask_to_end()
        for program in self.programs:
            program.end(deadline)
