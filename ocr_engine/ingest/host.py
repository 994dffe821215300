"""The parser host: a process that loads the parsing libraries once and forks a confined child for every file.

Started by :class:`ocr_engine.ingest.parser.Parser` as ``python -m ocr_engine.ingest.host CONTROL_FD``. The host never
looks at a file itself. A child answers requests about its one file until its socket closes.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any, Protocol

import pymupdf
from PIL import Image

from ocr_engine.errors import BadFile
from ocr_engine.ingest import images, limits, pdf, wire
from ocr_engine.ingest.einvoice import codes
from ocr_engine.ingest.einvoice.facts import Facts, as_plain
from ocr_engine.ingest.einvoice.xml_document import XmlDocument
from ocr_engine.ingest.ofd.document import OfdDocument
from ocr_engine.ingest.sniff import HEAD_BYTES, sniff

# What the libraries raise on bytes that make no sense. Anything else ends the child and counts as a crash.
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, RuntimeError, LookupError, TypeError, AttributeError,
           ArithmeticError, AssertionError, struct.error, pymupdf.mupdf.FzErrorBase)


class Readable(Protocol):
    """What every kind of document answers; pages count from 1. What is said: ``parsed.ParsedDocument``."""

    page_count: int

    def info(self, number: int) -> dict[str, Any]: ...
    def text(self, number: int) -> dict[str, Any]: ...
    def render(self, number: int, *, max_pixels: int, max_side: int = 0, dpi: int = 0) -> tuple[int, int, bytes]: ...
    def embedded(self) -> tuple[list[Facts], bool]: ...
    def left_out(self) -> dict[str, Any]: ...
    def signatures(self) -> list[dict[str, Any]]: ...


_READERS: dict[str, Callable[[bytes, dict[str, Any]], Readable]] = {
    "pdf": pdf.PdfDocument, "ofd": OfdDocument, "xml": XmlDocument}


def main(control_fd: int) -> None:
    control = socket.socket(fileno=control_fd)
    Image.preinit()
    wire.send(control, {"ready": True})
    while True:
        message, fds = wire.receive(control)
        if message is None:
            return
        if message["op"] == "fork":
            wire.send(control, {"child": _fork(control, message["limits"], fds)})
        else:
            wire.send(control, {"status": _end(message["child"])})
        for fd in fds:
            os.close(fd)


def _fork(control: socket.socket, bounds: dict[str, Any], fds: list[int]) -> int:
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        control.close()
        serve(socket.socket(fileno=fds[0]), fds[1], bounds)
        status = 0
    finally:
        os._exit(status)


def _end(child: int) -> int:
    """Kills the child's whole session if it still runs; returns the wait status it left."""
    done, status = os.waitpid(child, os.WNOHANG)
    if done:
        return status
    for kill in (os.killpg, os.kill):
        try:
            kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
    return os.waitpid(child, 0)[1]


def serve(channel: socket.socket, source: int, bounds: dict[str, Any]) -> None:
    """Answers requests about the file behind descriptor ``source`` until the other side hangs up."""
    limits.confine(memory=bounds["parser_memory"], seconds=bounds["parser_seconds"],
                   file_size=bounds["max_pixels"] * 3 + 67_108_864)
    document: Any = None
    while True:
        request, _fds = wire.receive(channel)
        if request is None:
            return
        limits.allow_cpu(bounds["parser_seconds"])
        blob: bytes | None = None
        try:
            if request["op"] == "open":
                document, reply = _open(source, bounds)
            else:
                reply, blob = _answer(document, request)
        except BadFile as error:
            reply = {"error": error.code, "params": error.params}
        except MemoryError:
            reply = {"error": "parser_memory", "params": {}}
        except _DAMAGE as error:
            reply = {"error": _name_damage(error, request["op"]), "params": {}}
        _send(channel, reply, blob)


def _send(channel: socket.socket, reply: dict[str, Any], blob: bytes | None) -> None:
    if blob is None:
        wire.send(channel, reply)
        return
    fd = wire.memory_file(blob)
    wire.send(channel, {**reply, "bytes": len(blob)}, (fd,))
    os.close(fd)


def _open(source: int, bounds: dict[str, Any]) -> tuple[Readable, dict[str, Any]]:
    data = _read_all(source, bounds["max_bytes"])
    kind = sniff(data[:HEAD_BYTES])
    reader = _READERS.get(kind)
    document = reader(data, bounds) if reader else images.ImageDocument(data, kind, bounds)
    return document, {"kind": kind, "pages": document.page_count}


def _read_all(source: int, limit: int) -> bytes:
    size = os.fstat(source).st_size
    if size > limit:
        raise BadFile("file_too_large", bytes=size, limit=limit)
    with os.fdopen(os.dup(source), "rb") as stream:
        stream.seek(0)
        return stream.read(limit)


def _answer(document: Readable, request: dict[str, Any]) -> tuple[dict[str, Any], bytes | None]:
    number = request["page"]
    if request["op"] == "info":
        return document.info(number), None
    if request["op"] == "embedded":
        found, broken = document.embedded()
        return {"broken": broken}, json.dumps([as_plain(f) for f in found]).encode()
    if request["op"] == "signatures":
        return {"signatures": document.signatures()}, None
    if request["op"] == "left_out":
        return document.left_out(), None
    if request["op"] == "codes":
        return {}, json.dumps([as_plain(f) for f in _codes(document, number)]).encode()
    if request["op"] == "cut":
        return {}, _cut(document, request["how"])
    if request["op"] == "text":
        return {}, json.dumps(document.text(number)).encode()
    width, height, pixels = document.render(number, **request["how"])
    return {"width": width, "height": height}, pixels


def _cut(document: Readable, how: dict[str, Any]) -> bytes:
    if not isinstance(document, pdf.PdfDocument | images.ImageDocument):
        raise BadFile("file_uncut")
    return document.cut(**how)


def _codes(document: Readable, number: int) -> list[Facts]:
    """Codes need few pixels; the larger look is for a small one on a large photograph."""
    for pixels, dpi in ((4_000_000, 150), (16_000_000, 300)):
        width, height, data = document.render(number, max_pixels=pixels, dpi=dpi)
        texts = codes.payloads(width, height, data)
        if texts or width * height < 0.9 * pixels:
            facts = codes.read(texts)
            return [facts] if facts else []
    return []


def _name_damage(error: BaseException, operation: str) -> str:
    text = str(error).lower()
    if "malloc" in text or "out of memory" in text or "calloc" in text:
        return "parser_memory"
    return {"open": "file_truncated", "cut": "file_uncut"}.get(operation, "page_unreadable")


if __name__ == "__main__":
    main(int(sys.argv[1]))
