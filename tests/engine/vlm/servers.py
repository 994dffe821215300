"""A real OpenAI-compatible server on a port of this machine, with the moods that servers have."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Mood = Callable[["Handler", dict[str, Any]], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, mood: Mood) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.mood = mood
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.gone = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.gone.set()  # the client hung up while we were still talking


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.answer_json({"data": [{"id": "tiny"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.bodies.append(body)
        self.server.keys.append(self.headers.get("Authorization"))
        self.server.mood(self, body)

    def answer_json(self, answer: Any, status: int = 200, **headers: str) -> None:
        self.answer_bytes(json.dumps(answer).encode(), "application/json", status, **headers)

    def answer_bytes(self, data: bytes, kind: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.end_headers()

    def event(self, text: str, *, finish: str | None = None, probabilities: list[dict[str, Any]] | None = None) -> None:
        choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
        if probabilities:
            choice["logprobs"] = {"content": probabilities}
        self.wfile.write(b"data: " + json.dumps({"choices": [choice]}).encode() + b"\n\n")
        self.wfile.flush()

    def done(self) -> None:
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def serving(mood: Mood) -> Iterator[Server]:
    server = Server(mood)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def good(answer: str) -> Mood:
    """Streams the answer three letters at a time, each with a probability of e**-0.1."""
    def mood(handler: Handler, body: dict[str, Any]) -> None:
        if not body.get("stream"):
            handler.answer_json({"choices": [{"message": {"content": answer}, "finish_reason": "stop"}]})
            return
        handler.begin_stream()
        for at in range(0, len(answer), 3):
            piece = answer[at: at + 3]
            token = {"token": piece, "logprob": -0.1, "bytes": list(piece.encode())}
            handler.event(piece, probabilities=[token] if body.get("logprobs") else None)
        handler.event("", finish="stop")
        handler.done()
    return mood


def refusing(status: int, times: int, then: Mood, **headers: str) -> Mood:
    """A status for the first requests, another mood for those after."""
    left = [times]

    def mood(handler: Handler, body: dict[str, Any]) -> None:
        if left[0] > 0:
            left[0] -= 1
            handler.answer_json({"error": {"message": "no"}}, status, **headers)
        else:
            then(handler, body)
    return mood


def unknowing(*names: str, then: Mood) -> Mood:
    """Refuses every request that uses one of these parameters."""
    def mood(handler: Handler, body: dict[str, Any]) -> None:
        if any(name in body for name in names):
            handler.answer_json({"error": {"message": "unknown parameter"}}, 400)
        else:
            then(handler, body)
    return mood


def rubbish(data: bytes, kind: str = "application/json") -> Mood:
    return lambda handler, body: handler.answer_bytes(data, kind)


def endless(piece: str, pause: float = 0.0) -> Mood:
    """Says the same for ever, until the client hangs up."""
    def mood(handler: Handler, body: dict[str, Any]) -> None:
        handler.begin_stream()
        handler.event("The page: ")
        for _ in range(200_000):
            handler.event(piece)
            time.sleep(pause)
    return mood


def silent(seconds: float, *, after: str = "") -> Mood:
    def mood(handler: Handler, body: dict[str, Any]) -> None:
        if after:
            handler.begin_stream()
            handler.event(after)
        time.sleep(seconds)
    return mood
