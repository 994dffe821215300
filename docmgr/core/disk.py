"""Telling a full disk from a fault: whatever was being written goes on once there is room again."""

from __future__ import annotations

import errno

from docmgr.core import database

# EFBIG is what a limit of the process or of the file system on one file answers.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_full(error: BaseException) -> bool:
    """Whether there was no room, for the database or for a file; also where a library says it in words of its own and
    names the error as its cause."""
    seen: BaseException | None = error
    while seen is not None:
        if database.is_full(seen) or (isinstance(seen, OSError) and seen.errno in _FULL):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
