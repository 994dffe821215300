"""The engine's side of the parser process: opens foreign files without ever parsing them here."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from ocr_engine.config import Config
from ocr_engine.errors import MESSAGES, BackendFailed, BadFile
from ocr_engine.ingest import wire
from ocr_engine.ingest.einvoice.facts import Facts, from_plain
from ocr_engine.ingest.sandbox import host_command
from ocr_engine.ingest.sniff import HEAD_BYTES, sniff

_START_SECONDS = 60.0
_TEXT_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Probe:
    """What is known of a file after opening it."""

    kind: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Size of a page as shown, in ``unit``: "px" for images, "pt" for PDF."""

    width: float
    height: float
    unit: str


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
        return ParsedDocument(self, ours, child)

    def probe(self, path: Path) -> Probe:
        """The cheap look at upload time: opens the file, counts its pages, closes it. Raises like :meth:`open`."""
        with self.open(path) as document:
            return Probe(document.kind, document.page_count)

    def close(self) -> None:
        with self._lock:
            self._drop_host()

    def end(self, child: tuple[int, int]) -> int | None:
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


class ParsedDocument:
    """One file, open in its own child process. Every method may raise BadFile; after a death of the child all do."""

    def __init__(self, parser: Parser, channel: socket.socket, child: tuple[int, int]) -> None:
        self._parser, self._channel, self._child = parser, channel, child
        self._limits = parser.config.limits
        self._channel.settimeout(self._limits.parser_seconds)
        self.dead = False
        try:
            reply, _blob = self._request({"op": "open"})
            self.kind, self.page_count = str(reply["kind"]), int(reply["pages"])
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> ParsedDocument:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self.close()

    def info(self, page: int) -> PageInfo:
        reply, _blob = self._request({"op": "info", "page": page})
        return PageInfo(float(reply["width"]), float(reply["height"]), str(reply["unit"]))

    def text(self, page: int) -> dict[str, Any]:
        """The page's own text: ``words`` as [x0, y0, x1, y1, text, block, line], ``image_share``, ``hidden_share``."""
        _reply, blob = self._request({"op": "text", "page": page}, max_bytes=_TEXT_BYTES)
        data = json.loads(bytes(blob))
        if not isinstance(data, dict):
            raise BadFile("parser_crashed")
        return data

    def embedded(self) -> tuple[list[Facts], bool]:
        """What the file says of itself to machines, best first, and whether a part that promised to was unreadable."""
        reply, blob = self._request({"op": "embedded", "page": 0}, max_bytes=_TEXT_BYTES)
        return _facts(blob), bool(reply.get("broken"))

    def signatures(self) -> list[dict[str, Any]]:
        """[{state, why, signer, date, uncovered}] of an OFD (``ofd.signatures``); [] of other files. 40 ms each."""
        reply, _blob = self._request({"op": "signatures", "page": 0})
        found = reply.get("signatures")
        return [s for s in found if isinstance(s, dict)] if isinstance(found, list) else []

    def codes(self, page: int) -> list[Facts]:
        """What a QR code on the page says, where it is one that invoices bear. Renders the page: 30 to 300 ms."""
        _reply, blob = self._request({"op": "codes", "page": page}, max_bytes=_TEXT_BYTES)
        return _facts(blob)

    def render(self, page: int, *, max_pixels: int, max_side: int = 0, dpi: int = 0) -> np.ndarray:
        """The page as shown, RGB, uint8 (height, width, 3), no larger than the bounds."""
        how = {"max_pixels": max_pixels, "max_side": max_side, "dpi": dpi}
        # Rounding up to whole pixels may exceed the bound by one row and one column.
        reply, blob = self._request({"op": "render", "page": page, "how": how}, max_bytes=3 * max_pixels + 1_000_000)
        width, height = int(reply["width"]), int(reply["height"])
        if width < 1 or height < 1 or width * height * 3 != len(blob):
            raise BadFile("parser_crashed")
        return np.frombuffer(blob, np.uint8).reshape(height, width, 3)

    def close(self) -> None:
        """Ends the child. Never raises."""
        if not self.dead:
            self.dead = True
            self._channel.close()
            self._parser.end(self._child)

    def _request(self, request: dict[str, Any], *, max_bytes: int = 0) -> tuple[dict[str, Any], bytearray]:
        if self.dead:
            raise BadFile("parser_crashed")
        try:
            wire.send(self._channel, request)
            reply, fds = wire.receive(self._channel)
        except TimeoutError:
            raise self._killed(BadFile("parser_time", seconds=round(self._limits.parser_seconds))) from None
        except OSError:
            reply, fds = None, []
        try:
            if reply is None:
                raise self._killed(None)
            if "error" in reply:
                raise _refusal(reply)
            size = int(reply.get("bytes", 0))
            if size > max_bytes or (size and not fds):
                raise self._killed(BadFile("parser_crashed"))
            return reply, wire.read_memory_file(fds[0], size) if size else bytearray()
        except ValueError:
            raise self._killed(BadFile("parser_crashed")) from None
        finally:
            for fd in fds:
                os.close(fd)

    def _killed(self, reason: BadFile | None) -> BadFile:
        """Ends the child and says why it died."""
        self.dead = True
        self._channel.close()
        status = self._parser.end(self._child)
        if reason is not None:
            return reason
        if status is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU:
            return BadFile("parser_time", seconds=round(self._limits.parser_seconds))
        return BadFile("parser_crashed")


def _facts(blob: bytearray) -> list[Facts]:
    try:
        return [from_plain(item) for item in json.loads(bytes(blob))]
    except (ValueError, KeyError, TypeError):
        raise BadFile("parser_crashed") from None


def _refusal(reply: dict[str, Any]) -> BadFile:
    """The child's refusal; a code or number it made up is not passed on."""
    code, params = reply["error"], reply.get("params") or {}
    if code not in MESSAGES or not isinstance(params, dict):
        return BadFile("parser_crashed")
    return BadFile(code, **{str(k): v for k, v in params.items() if isinstance(v, int | float)})


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
