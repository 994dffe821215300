"""Memory that the allocator keeps of pages long done, given back before the process grows large (glibc only)."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path
from typing import Any

# Bytes that the process may hold before anything is done. A reader with what it prepared for the shapes of strips
# comes to some 800 MB; of what is beyond, about 100 MB are pieces between other pieces that nothing uses.
FULL = 850_000_000
_STATM = Path("/proc/self/statm")


def give_back(full: int = FULL) -> bool:
    """Whether unused memory was returned to the system: only where the process holds more than ``full`` bytes.

    Looking costs some microseconds, returning about 10 ms now and as much when it is wanted again.
    """
    trim = _trim()
    if trim is None or held() <= full:
        return False
    trim(0)
    return True


def held() -> int:
    """Bytes of real memory of this process; 0 where the system does not tell."""
    try:
        return int(_STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


@cache
def _trim() -> Any | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return None
