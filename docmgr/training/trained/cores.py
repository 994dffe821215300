"""Long computations side by side: a process each, as far as processors are free."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from docmgr.core.supervisor import die_with_parent

logger = logging.getLogger(__name__)
# tell(share): how much of one computation is done, 0..1. Raises Stopped where nobody wants it any more.
Tell = Callable[[float], None]
Task = Callable[[int, Tell], Any]
_LOOK_SECONDS = 1.0
_mine: tuple[Task, Any, Any] | None = None


class Stopped(Exception):
    """In a process that works for another one, which has given up."""


def free_cores() -> int:
    """Processors that this process may use and that stood idle in the last minute; one at least."""
    return max(1, int(len(os.sched_getaffinity(0)) - os.getloadavg()[0] + 0.5))


def side_by_side(task: Task, count: int, *, processes: int, tell: Tell) -> list[Any]:
    """``task(number, tell)`` for every number, the first ones first; the results in that order.

    With several processes they are forked from this one: the task needs no pickling, its results do, and it must not
    use the database. ``tell`` is called once a second with the share of the whole, and may raise to stop everything.
    Where one of them is killed, for its memory most likely, what is missing is computed here, one after the other.
    """
    found = _apart(task, count, min(processes, count), tell) if processes > 1 and count > 1 else {}
    for number in range(count):
        if number not in found:
            found[number] = task(number, _share_of(number, count, tell))
    return [found[number] for number in range(count)]


def _apart(task: Task, count: int, processes: int, tell: Tell) -> dict[int, Any]:
    context = get_context("fork")
    shares, stop = context.Array("d", count), context.Event()
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin,
                             initargs=(task, shares, stop)) as pool:
        waiting = {pool.submit(_do, number): number for number in range(count)}
        left = set(waiting)
        try:
            while left:
                done, left = wait(left, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)
                for ended in done:
                    ended.result()
                tell(sum(shares[:]) / count)
        except BrokenProcessPool:
            logger.warning("a process that helped with a training was killed; going on with one alone")
        except BaseException:
            stop.set()
            for one in left:
                one.cancel()
            raise
        return {number: ended.result() for ended, number in waiting.items()
                if ended.done() and ended.exception() is None}


def _share_of(number: int, count: int, tell: Tell) -> Tell:
    return lambda share: tell((number + share) / count)


def _begin(task: Task, shares: Any, stop: Any) -> None:
    global _mine
    die_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what this process had set ends its own work, not the helper
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _mine = (task, shares, stop)


def _do(number: int) -> Any:
    assert _mine is not None
    task, shares, stop = _mine

    def tell(share: float) -> None:
        shares[number] = share
        if stop.is_set():
            raise Stopped

    result = task(number, tell)
    shares[number] = 1.0
    return result
