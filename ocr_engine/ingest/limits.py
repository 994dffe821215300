"""Bounds that the kernel holds on a process that parses foreign bytes."""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_OPEN_FILES = 64


def confine(*, memory: int, seconds: float, file_size: int) -> None:
    """Bind the calling process for good: own session, address space, file size, no core, ends with its parent."""
    os.setsid()
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    bounds = ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, file_size),
              (resource.RLIMIT_NOFILE, _OPEN_FILES), (resource.RLIMIT_CORE, 0))
    for kind, value in bounds:
        resource.setrlimit(kind, (value, value))
    allow_cpu(seconds)


def allow_cpu(seconds: float) -> None:
    """Give the next step its CPU seconds: a document of many pages may take long, one page may not."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds) + 1
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
