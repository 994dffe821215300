"""Messages between the engine and the parser process: small JSON over a local socket, bulk data in passed files.

Bulk data travels as an anonymous memory file whose descriptor is passed, so the parser needs no directory it may
write to. The receiver copies it with plain reads: a mapped file that a hostile parser shortens would kill the reader.
"""

from __future__ import annotations

import json
import os
import socket
from typing import Any

MAX_MESSAGE = 65_536


def send(channel: socket.socket, message: dict[str, Any], fds: tuple[int, ...] = ()) -> None:
    socket.send_fds(channel, [json.dumps(message).encode()], list(fds))


def receive(channel: socket.socket, max_fds: int = 2) -> tuple[dict[str, Any] | None, list[int]]:
    """One message and the descriptors that came with it (the caller closes them); None when the other side is gone."""
    data, fds, _flags, _address = socket.recv_fds(channel, MAX_MESSAGE, max_fds)
    if not data:
        return None, list(fds)
    try:
        message = json.loads(data)
    except ValueError:
        message = None
    return (message if isinstance(message, dict) else None), list(fds)


def memory_file(data: bytes | memoryview) -> int:
    """An anonymous file that holds the data; returns its descriptor."""
    fd = os.memfd_create("page", os.MFD_CLOEXEC)
    view = memoryview(data).cast("B")
    while view:
        view = view[os.write(fd, view):]
    return fd


def read_memory_file(fd: int, size: int) -> bytearray:
    """Exactly ``size`` bytes of the file. Raises ValueError if it holds fewer."""
    buffer = bytearray(size)
    view, offset = memoryview(buffer), 0
    while offset < size:
        count = os.preadv(fd, [view[offset:]], offset)
        if count == 0:
            raise ValueError("passed file is shorter than announced")
        offset += count
    return buffer
