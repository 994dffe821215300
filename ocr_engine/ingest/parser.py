"""The parser process that opens foreign files, so that they are never parsed here."""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed, BadFile
from ocr_engine.ingest import wire
from ocr_engine.ingest.parsed import ParsedDocument
from ocr_engine.ingest.sandbox import host_command
from ocr_engine.ingest.sniff import HEAD_BYTES, sniff

_START_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known of a file after opening it."""

    kind: str
    pages: int


class Parser:
    """A parser host and the documents open in it. Restarts the host when it died. Safe to share between threads."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.isolation = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._lock = threading.Lock()
        self._owner = os.getpid()

    def __enter__(self) -> Parser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> str:
        """Starts the host if it does not run; returns how it is held: "bubblewrap" or "limits"."""
        with self._lock:
            self._ensure_host()
        return self.isolation

    def open(self, path: Path) -> ParsedDocument:
        """Opens the file in a child of its own. Raises BadFile with the reason, OSError if it cannot be read."""
        limits = self.config.limits
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            size = os.fstat(fd).st_size
            if size > limits.max_bytes:
                raise BadFile("file_too_large", bytes=size, limit=limits.max_bytes)
            sniff(os.pread(fd, HEAD_BYTES, 0))
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                child = self._fork(theirs.fileno(), fd)
        finally:
            os.close(fd)
        return ParsedDocument(ours, limits, partial(self._end, child))

    def probe(self, path: Path) -> Probe:
        """The cheap look at upload time: opens the file, counts its pages, closes it. Raises like :meth:`open`."""
        with self.open(path) as document:
            return Probe(document.kind, document.page_count)

    def close(self) -> None:
        with self._lock:
            self._drop_host()

    def _end(self, child: tuple[int, int]) -> int | None:
        """Ends a child; its wait status, or None when the host that knew it is gone."""
        host, pid = child
        with self._lock:
            if self._process is None or self._process.pid != host or self._owner != os.getpid():
                return None
            reply = self._ask({"op": "end", "child": pid})
            return None if reply is None else int(reply["status"])

    def _fork(self, channel: int, source: int) -> tuple[int, int]:
        request = {"op": "fork", "limits": asdict(self.config.limits)}
        with self._lock:
            for _attempt in range(2):
                process = self._ensure_host()
                reply = self._ask(request, (channel, source))
                if reply is not None:
                    return process.pid, int(reply["child"])
        raise BackendFailed("parser_unavailable")

    def _ask(self, message: dict[str, Any], fds: tuple[int, ...] = ()) -> dict[str, Any] | None:
        """One question to the host; None (and no host any more) when it does not answer."""
        control = self._control
        if control is not None:
            with suppress(OSError):
                wire.send(control, message, fds)
                reply, _fds = wire.receive(control, 0)
                if reply is not None:
                    return reply
        self._drop_host()
        return None

    def _ensure_host(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():  # forked since: the host belongs to the parent process
            self._process, self._control, self._owner = None, None, os.getpid()
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._drop_host()
        tries = {"auto": (True, False), "bwrap": (True,), "none": (False,)}[self.config.sandbox]
        for sandboxed in tries:
            if self._start_host(sandboxed=sandboxed):
                assert self._process is not None
                return self._process
        raise BackendFailed("parser_unavailable")

    def _start_host(self, *, sandboxed: bool) -> bool:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command, environment = host_command(theirs.fileno(), sandboxed=sandboxed)
        try:
            self._process = subprocess.Popen(
                command, env=environment, pass_fds=(theirs.fileno(),), stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        except OSError:
            ours.close()
            return False
        finally:
            theirs.close()
        self._control = ours
        ours.settimeout(_START_SECONDS)
        with suppress(OSError):
            message, _fds = wire.receive(ours, 0)
            if message is not None and message.get("ready"):
                self.isolation = "bubblewrap" if sandboxed else "limits"
                return True
        self._drop_host()
        return False

    def _drop_host(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None and self._owner == os.getpid():
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait()
        self._process = None


_shared: tuple[int, Parser] | None = None
_shared_lock = threading.Lock()


def shared_parser(config: Config | None = None) -> Parser:
    """The parser of this process, started on first use (about a second); forked workers get their own."""
    global _shared
    with _shared_lock:
        if _shared is None or _shared[0] != os.getpid() or (config is not None and _shared[1].config != config):
            if _shared is not None and _shared[0] == os.getpid():
                _shared[1].close()
            _shared = (os.getpid(), Parser(config or Config.from_env()))
        return _shared[1]


def probe(path: Path, *, config: Config | None = None) -> Probe:
    """Kind and page count of an uploaded file, or BadFile with the reason why it is not accepted."""
    return shared_parser(config).probe(path)


def health(config: Config | None = None) -> dict[str, Any]:
    """Whether files can be opened, and how the parser is held, in the form of ``registry.listing``."""
    row: dict[str, Any] = {"name": "parser", "runs": "", "tasks": ["open"], "state": "ready", "where": ""}
    try:
        row["runs"] = shared_parser(config).start()
    except BackendFailed:
        row["state"] = "missing: cannot be started"
    if row["runs"] == "limits":
        row["where"] = "install bubblewrap to also cut it off from network and files"
    return row
