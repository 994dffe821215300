"""One byte that the worker's parent shares with its children: it is going down, hand your work back."""

from __future__ import annotations

import mmap

# Anonymous shared memory: made once in the parent, seen by every child forked from it.
_flag = mmap.mmap(-1, 1)


def announce() -> None:
    _flag[0] = 1


def withdraw() -> None:
    _flag[0] = 0


def announced() -> bool:
    return _flag[0] == 1
