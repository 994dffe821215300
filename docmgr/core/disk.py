"""Telling a full disk from a fault: whatever was being written goes on once there is room again."""

from __future__ import annotations

import errno
import re

from docmgr.core import database

# EFBIG is what a limit of the process or of the file system on one file answers.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# Libraries that write weights have errors of their own: safetensors tells the number, PyTorch that the file is shorter
# than what it wrote.
_TOLD = re.compile(rf"\(os error ({'|'.join(map(str, sorted(_FULL)))})\)|inline_container\.cc.*unexpected pos")


def is_full(error: BaseException) -> bool:
    """Whether there was no room, for the database or for a file; also where a library says it in words of its own and
    names the error as its cause."""
    seen: BaseException | None = error
    while seen is not None:
        if database.is_full(seen) or (isinstance(seen, OSError) and seen.errno in _FULL) or _TOLD.search(str(seen)):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
