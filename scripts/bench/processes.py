"""CPU seconds of a process and of everything it ever started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (all processes) and of wall clock, for so many documents."""

    cpu: float
    wall: float
    documents: int

    @property
    def cpu_each(self) -> float:
        return self.cpu / self.documents

    @property
    def per_minute(self) -> float:
        return 60 * self.documents / self.wall


def cpu_of(process: psutil.Process) -> float:
    """Living processes with the dead children they waited for: every process is counted once."""
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += sum(each.cpu_times()[:4])
    return total


def peak_memory_of(process: psutil.Process) -> int:
    """Bytes, summed over the living processes (shared pages counted once per process)."""
    total = 0
    for each in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            total += each.memory_info().rss
    return total


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[psutil.Process]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
                                   stdout=out, stderr=out, start_new_session=True)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()  # SIGINT is deaf in what a shell started in the background
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def wait_for(condition, seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"{what}: waited {seconds:.0f} seconds in vain")
        time.sleep(0.2)
