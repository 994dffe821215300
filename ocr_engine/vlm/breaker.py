"""A circuit breaker: a server that failed several times is left alone for a while, then tried with one request."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from time import monotonic

from ocr_engine.errors import BackendFailed

_FAILURES, _REST, _LONGEST_REST = 3, 20.0, 300.0


class Breaker:
    """Closed: requests pass. Open: they are refused at once. Half open: one passes and decides. Safe for threads.

    The rest doubles each time the one request fails too, up to ``longest``.
    """

    def __init__(self, *, failures: int = _FAILURES, rest: float = _REST, longest: float = _LONGEST_REST,
                 clock: Callable[[], float] = monotonic) -> None:
        self._limit, self._first_rest, self._longest, self._clock = failures, rest, longest, clock
        self._lock = threading.Lock()
        self._failed, self._rest, self._until, self._probing = 0, rest, 0.0, False

    @property
    def state(self) -> str:
        """"closed", "open" or "half_open"."""
        if self._failed < self._limit:
            return "closed"
        return "half_open" if self._probing or self._clock() >= self._until else "open"

    def enter(self) -> None:
        """Before a request. Raises BackendFailed("vlm_resting") where it must not be made."""
        with self._lock:
            if self._failed < self._limit:
                return
            left = self._until - self._clock()
            if left > 0 or self._probing:
                raise BackendFailed("vlm_resting", seconds=max(1, math.ceil(left)))
            self._probing = True

    def succeeded(self) -> None:
        with self._lock:
            self._failed, self._rest, self._probing = 0, self._first_rest, False

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed < self._limit:
                return
            if self._probing:
                self._rest = min(self._rest * 2, self._longest)
            self._until, self._probing = self._clock() + self._rest, False

    def abandoned(self) -> None:
        """After a request that says nothing of the server's health (it refused what we asked)."""
        with self._lock:
            self._probing = False


_breakers: dict[str, Breaker] = {}
_breakers_lock = threading.Lock()


def breaker_for(address: str) -> Breaker:
    """The breaker of a server, one for all of this process."""
    with _breakers_lock:
        return _breakers.setdefault(address, Breaker())


def forget_breakers() -> None:
    """For tests and after a change of settings."""
    with _breakers_lock:
        _breakers.clear()
