"""A circuit breaker: a server that failed several times is left alone for a while, then tried with one request.

What is known of a server is kept in this process, or in a file that all processes of this machine share: a dead server
is then found out once and not by each of them.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.served.breaker_memory import Here, Known, Memory, on_disk

_FAILURES, _REST, _LONGEST_REST = 3, 20.0, 300.0


class Breaker:
    """Closed: requests pass. Open: they are refused at once. Half open: one passes and decides. Safe for threads.

    The rest doubles each time the one request fails too, up to ``longest``. A request that never came back (its process
    was killed) holds the others up for ``longest`` at most.
    """

    def __init__(self, *, failures: int = _FAILURES, rest: float = _REST, longest: float = _LONGEST_REST,
                 clock: Callable[[], float] = monotonic, memory: Memory | None = None) -> None:
        self._limit, self._first_rest, self._longest, self._clock = failures, rest, longest, clock
        self._memory = memory or Here()

    @property
    def state(self) -> str:
        """"closed", "open" or "half_open"."""
        known, now = self._sane(self._memory.change(lambda known: known)), self._clock()
        if known.failed < self._limit:
            return "closed"
        return "half_open" if known.probed_until > now or now >= known.until else "open"

    def enter(self) -> None:
        """Before a request. Raises BackendFailed("vlm_resting") where it must not be made."""
        now, wait = self._clock(), 0.0

        def look(known: Known) -> Known:
            nonlocal wait
            known = self._sane(known)
            if known.failed < self._limit:
                return known
            if (left := known.until - now) > 0 or known.probed_until > now:
                wait = max(1.0, left)
                return known
            return known._replace(probed_until=now + self._longest)

        self._memory.change(look)
        if wait:
            raise BackendFailed("vlm_resting", seconds=math.ceil(wait))

    def succeeded(self) -> None:
        self._memory.change(lambda _known: Known())

    def failed(self) -> None:
        now = self._clock()

        def count(known: Known) -> Known:
            known = self._sane(known)
            failed, rest = known.failed + 1, known.rest or self._first_rest
            if failed < self._limit:
                return known._replace(failed=failed)
            if known.probed_until > now:
                rest = min(rest * 2, self._longest)
            return Known(failed, rest, now + rest, 0.0)

        self._memory.change(count)

    def abandoned(self) -> None:
        """After a request that says nothing of the server's health (it refused what we asked)."""
        self._memory.change(lambda known: known._replace(probed_until=0.0))

    def _sane(self, known: Known) -> Known:
        """Nothing where the clock was set back since (the machine was started anew): no rest is longer than that."""
        latest = self._clock() + self._longest + 1
        return known if max(known.until, known.probed_until) <= latest else Known()


_breakers: dict[tuple[str, str], Breaker] = {}
_breakers_lock = threading.Lock()


def breaker_for(address: str, folder: str = "") -> Breaker:
    """The breaker of a server: one for all of this process, or for all whose settings name the same ``folder``."""
    with _breakers_lock:
        if (address, folder) not in _breakers:
            memory = on_disk(Path(folder), address) if folder else None
            _breakers[address, folder] = Breaker(memory=memory)
        return _breakers[address, folder]


def forget_breakers() -> None:
    """For tests and after a change of settings; what lies in a folder stays."""
    with _breakers_lock:
        _breakers.clear()
