"""One HTTP request to a model server and its answer, streamed or whole, watched while it comes."""

from __future__ import annotations

import codecs
import http.client
import json
import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email.utils import parsedate_to_datetime
from time import monotonic, time
from typing import Any, Protocol
from urllib.parse import urlsplit

from ocr_engine.vlm.answers.watchdog import TextWatch
from ocr_engine.vlm.questions.generated import Generated, Token

_MAX_LINE = 1_000_000
_MAX_BODY = 20_000_000
_MAX_REFUSAL = 4_000


class Times(Protocol):
    """Seconds."""

    @property
    def connect(self) -> float: ...

    @property
    def silence(self) -> float: ...

    @property
    def answer(self) -> float: ...


class ServerError(Exception):
    """A request that failed: ``status`` is HTTP's, 0 where there was none; then ``code`` says what happened.

    ``told`` is how the server's words begin. They may quote the page and are for looking into, never for a log.
    """

    def __init__(self, code: str, *, status: int = 0, retry_after: float | None = None, told: str = "") -> None:
        super().__init__(code)
        self.code, self.status, self.retry_after, self.told = code, status, retry_after, told


class Post:
    """A connection for one request. Raises ServerError; OSError never leaves it."""

    def __init__(self, url: str, key: str, times: Times) -> None:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ServerError("vlm_unreachable")
        self._connection = kind(parts.hostname, parts.port, timeout=times.connect)
        self._path, self._times = parts.path or "/", times
        self._headers = {"Content-Type": "application/json", "Accept": "text/event-stream, application/json"}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"
        self.deadline = monotonic() + times.answer

    def open(self, body: Mapping[str, Any] | None) -> http.client.HTTPResponse:
        """The answer's head; a status other than 200 is an error."""
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        try:
            self._connection.connect()
        except (OSError, http.client.HTTPException):
            raise ServerError("vlm_unreachable") from None
        try:
            self._be_patient()
            self._connection.request("GET" if data is None else "POST", self._path, data, self._headers)
            response = self._connection.getresponse()
        except TimeoutError:
            raise ServerError("vlm_timeout") from None
        except (OSError, http.client.HTTPException):
            raise ServerError("vlm_unreachable") from None
        if response.status != 200:
            raise ServerError("vlm_refused", status=response.status, retry_after=_seconds(response),
                              told=_beginning(response))
        return response

    def lines(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        """Lines as they come, until the end. A server that falls silent or goes on past the deadline is an error."""
        while True:
            if monotonic() >= self.deadline:
                raise ServerError("vlm_timeout")
            try:
                self._be_patient()
                line = response.readline(_MAX_LINE)
            except TimeoutError:
                raise ServerError("vlm_timeout") from None
            except (OSError, http.client.HTTPException, ValueError):
                raise ServerError("vlm_rubbish") from None
            if not line:
                return
            yield line

    def json(self, body: Mapping[str, Any] | None = None) -> Any:
        try:
            return self.whole(self.open(body))
        finally:
            self.close()

    def whole(self, response: http.client.HTTPResponse) -> Any:
        """A body that is one JSON document."""
        data = bytearray()
        for line in self.lines(response):
            data += line
            if len(data) > _MAX_BODY:
                raise ServerError("vlm_rubbish")
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise ServerError("vlm_rubbish") from None

    def close(self) -> None:
        with suppress(OSError):
            self._connection.close()

    def _be_patient(self) -> None:
        if self._connection.sock is not None:
            left = self.deadline - monotonic()
            self._connection.sock.settimeout(max(0.01, min(self._times.silence, left)))


def collect(post: Post, body: Mapping[str, Any], *, max_chars: int) -> Generated:
    """Sends a chat request and gathers its answer; a stream that circles is cut off there and then."""
    try:
        response = post.open(body)
        if "event-stream" in response.headers.get("Content-Type", ""):
            return _streamed(post, response, max_chars)
        return _whole(post.whole(response), max_chars)
    finally:
        post.close()


def _streamed(post: Post, response: http.client.HTTPResponse, max_chars: int) -> Generated:
    text, finish, tokens = "", "", _Tokens()
    watch = TextWatch(max_chars=max_chars)
    try:
        for line in post.lines(response):
            data = line.strip()
            if not data.startswith(b"data:"):
                continue  # comments and empty lines keep a connection alive
            data = data[5:].strip()
            if data == b"[DONE]":
                return Generated(text, _stopped(finish), tokens.of(text))
            piece, reason, chosen = _event(data)
            finish = reason or finish
            text += piece
            tokens.add(chosen)
            if piece and watch.feed(piece):
                return Generated(text, watch.why, tokens.of(text))
    except ServerError as error:
        if error.code == "vlm_timeout" and text and monotonic() >= post.deadline:
            return Generated(text, "time", tokens.of(text))
        raise
    if finish:
        return Generated(text, _stopped(finish), tokens.of(text))
    raise ServerError("vlm_rubbish")  # the stream broke off before its end


def _event(data: bytes) -> tuple[str, str, list[Any]]:
    """The text, the reason for the end and the tokens of one event. Raises ServerError where it is none."""
    try:
        event = json.loads(data)
        choices = event.get("choices")
        if "error" in event or not isinstance(choices, list):
            raise ServerError("vlm_rubbish")
        if not choices:
            return "", "", []  # the closing count of tokens
        choice = choices[0]
        piece = (choice.get("delta") or {}).get("content") or ""
        chosen = (choice.get("logprobs") or {}).get("content") or []
        return str(piece), str(choice.get("finish_reason") or ""), chosen if isinstance(chosen, list) else []
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise ServerError("vlm_rubbish") from None


def _whole(answer: Any, max_chars: int) -> Generated:
    try:
        choice = answer["choices"][0]
        text = choice["message"]["content"]
        chosen = (choice.get("logprobs") or {}).get("content") or []
        if not isinstance(text, str):
            raise TypeError
    except (KeyError, IndexError, TypeError, AttributeError):
        raise ServerError("vlm_rubbish") from None
    tokens = _Tokens()
    tokens.add(chosen if isinstance(chosen, list) else [])
    watch = TextWatch(max_chars=max_chars)
    stopped = watch.why if watch.feed(text) else _stopped(choice.get("finish_reason") or "")
    return Generated(text[:max_chars], stopped, tokens.of(text))


def _stopped(reason: str) -> str:
    return "length" if reason == "length" else "end"


class _Tokens:
    """Gathers tokens as bytes, since a Chinese character may be spread over several of them."""

    def __init__(self) -> None:
        self._parts: list[tuple[bytes, float]] = []

    def add(self, chosen: list[Any]) -> None:
        for entry in chosen:
            try:
                raw = bytes(entry["bytes"]) if entry.get("bytes") else str(entry["token"]).encode()
                self._parts.append((raw, min(1.0, math.exp(float(entry["logprob"])))))
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
                continue

    def of(self, text: str) -> tuple[Token, ...]:
        """The tokens by their letters; none where together they are not the text (then nothing is known)."""
        whole = b"".join(raw for raw, _p in self._parts)
        if not whole.startswith(text.encode()):
            return ()
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        tokens, at = [], 0
        for raw, probability in self._parts:
            start, at = at, at + len(decoder.decode(raw))
            tokens.append(Token(start, max(at, start + 1), probability))
        return tuple(tokens)


def _beginning(response: http.client.HTTPResponse) -> str:
    try:
        return response.read(_MAX_REFUSAL).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException, ValueError):
        return ""


def _seconds(response: http.client.HTTPResponse) -> float | None:
    """Retry-After, in seconds or as a date."""
    said = response.headers.get("Retry-After", "").strip()
    if not said:
        return None
    try:
        return max(0.0, float(said))
    except ValueError:
        with suppress(ValueError, TypeError):
            return max(0.0, parsedate_to_datetime(said).timestamp() - time())
    return None
