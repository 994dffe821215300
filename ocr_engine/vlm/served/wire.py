"""Questions and answers between a process that has documents and the one that holds the model, over a local socket.

Plain JSON with the picture's bytes behind it; nothing that comes in is ever executed.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.questions.asking import Mode, Question
from ocr_engine.vlm.questions.generated import Generated, Token

_HEAD = struct.Struct(">II")
_MOST_WORDS, _MOST_BYTES = 8_000_000, 400_000_000


def send(line: socket.socket, message: Mapping[str, Any], blob: bytes | memoryview = b"") -> None:
    words = json.dumps(message, ensure_ascii=False).encode()
    line.sendall(_HEAD.pack(len(words), len(blob)) + words)
    if blob:
        line.sendall(blob)


def receive(line: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Raises EOFError where the other side hung up, ValueError for what is no message."""
    words, blob = _HEAD.unpack(_exactly(line, _HEAD.size))
    if words > _MOST_WORDS or blob > _MOST_BYTES:
        raise ValueError("too large")
    message = json.loads(_exactly(line, words))
    if not isinstance(message, dict):
        raise ValueError("no message")
    return message, _exactly(line, blob)


def _exactly(line: socket.socket, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        piece = line.recv(min(count - len(data), 1 << 20))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def is_own(line: socket.socket) -> bool:
    """Whether the other side of a local socket belongs to the same user."""
    _pid, user, _group = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return bool(user == os.getuid())


def question_out(image: np.ndarray, question: Question, adapter: str) -> tuple[dict[str, Any], memoryview]:
    """``image`` is RGB, uint8. What only servers are told stays behind."""
    asked = {k: v for k, v in asdict(question).items() if k != "for_server"}
    picture = np.ascontiguousarray(image, np.uint8)
    return {"question": asked, "shape": picture.shape, "adapter": adapter}, memoryview(cast(Any, picture)).cast("B")


def question_in(message: Mapping[str, Any], blob: bytes) -> tuple[np.ndarray, Question, str]:
    """Raises ValueError, KeyError or TypeError for what is no question."""
    asked = dict(message["question"])
    mode = Mode(**asked.pop("mode")) if asked.get("mode") else asked.pop("mode", None)
    image = np.frombuffer(blob, np.uint8).reshape([int(n) for n in message["shape"]])
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError("no picture")
    return image, Question(**asked, mode=mode), str(message["adapter"])


def answer_out(said: Generated | BackendFailed) -> dict[str, Any]:
    if isinstance(said, BackendFailed):
        return {"failed": said.code, "permanent": said.permanent, "params": said.params}
    tokens = [[t.start, t.end, t.probability] for t in said.tokens]
    return {"text": said.text, "stopped": said.stopped, "tokens": tokens}


def answer_in(message: Mapping[str, Any]) -> Generated:
    """Raises BackendFailed where the other side did."""
    if "failed" in message:
        raise BackendFailed(str(message["failed"]), permanent=bool(message["permanent"]), **message["params"])
    return Generated(message["text"], message["stopped"], tuple(Token(*t) for t in message["tokens"]))
