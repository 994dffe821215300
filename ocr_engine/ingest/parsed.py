"""One foreign file as the engine sees it: open in a child process of its own, asked question by question."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import numpy as np

from ocr_engine.config import Limits
from ocr_engine.errors import MESSAGES, BadFile
from ocr_engine.ingest import wire
from ocr_engine.ingest.einvoice.facts import Facts, from_plain

_TEXT_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Size of a page as shown, in ``unit``: "px" for images, "pt" for PDF."""

    width: float
    height: float
    unit: str


class ParsedDocument:
    """One file, open in its own child process. Every method may raise BadFile; after a death of the child all do."""

    def __init__(self, channel: socket.socket, limits: Limits, end: Callable[[], int | None]) -> None:
        """``end`` ends the child and gives the wait status that it left, where that is known."""
        self._channel, self._limits, self._end = channel, limits, end
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

    def left_out(self) -> dict[str, int]:
        """{"files": attached to a PDF or an OFD and no invoice data; "frames": of a picture of which one is a page}."""
        reply, _blob = self._request({"op": "left_out", "page": 0})
        return {name: int(reply.get(name) or 0) for name in ("files", "frames")}

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

    def cut(self, first: int, last: int, *, attachments: bool = False) -> bytearray:
        """The pages ``first`` to ``last`` of a PDF or a TIFF (from 1) as a file of their own, nothing drawn anew; files
        attached to a PDF go with them where ``attachments`` says so. The same pages always give the same bytes."""
        how = {"first": first, "last": last, "attachments": attachments}
        _reply, blob = self._request({"op": "cut", "page": first, "how": how}, max_bytes=2 * self._limits.max_bytes)
        return blob

    def close(self) -> None:
        """Ends the child. Never raises."""
        if not self.dead:
            self.dead = True
            self._channel.close()
            self._end()

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
        status = self._end()
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
