"""Any OpenAI-compatible server: vLLM, transformers serve, SGLang, Ollama.

Standard library only, because a page needs one POST and a stream of lines. No redirect is followed, no proxy of the
environment is used, and neither pictures nor answers are logged.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.generated import Generated
from ocr_engine.vlm.questions.pictures import data_url
from ocr_engine.vlm.served.breaker import Breaker, breaker_for
from ocr_engine.vlm.served.streams import Post, ServerError, collect

# Another try may be answered; everything else would be refused again.
_PASSING = frozenset((408, 425, 429, 500, 502, 503, 504))
_NOT_UNDERSTOOD = frozenset((400, 415, 422, 501))
# What a server may refuse to know, in the order in which it is left out where its answer names none of them.
_EXTRAS = ("response_format", "vllm_xargs", "repetition_penalty", "logprobs", "skip_special_tokens", "stream")
# An answer shorter than this is not worth asking for; a prompt that leaves less room is refused.
_LEAST_TOKENS = 256
_WINDOW = re.compile(r"maximum context length (?:is|of) (\d+)")
_TAKEN = re.compile(r"has (\d+) input tokens|\((\d+) in the messages|(\d+) tokens from the input")


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds and tries. ``answer`` bounds one whole answer, ``silence`` the wait for its next piece."""

    connect: float = 5.0
    silence: float = 60.0
    answer: float = 180.0
    tries: int = 3
    first_wait: float = 0.5
    longest_wait: float = 10.0


class OpenAIServer:
    """A server and the model it serves. Several threads may ask at once; each request has its own connection."""

    def __init__(self, url: str, model: str = "", *, key: str = "", patience: Patience | None = None,
                 breaker: Breaker | None = None, sleep: Callable[[float], None] = time.sleep,
                 jitter: Callable[[], float] = random.random) -> None:
        self.name = "openai_http"
        self._url, self._key = url.rstrip("/"), key
        self._model = model
        self._patience = patience or Patience()
        self.breaker = breaker or breaker_for(self._url)
        self._sleep, self._jitter = sleep, jitter
        self._refused: set[str] = set()
        self._room: int | None = None  # tokens that the model's window left beside the last prompt that was too long

    def models(self) -> list[str]:
        """The names the server knows. Raises BackendFailed."""
        try:
            answer = Post(self._url + "/models", self._key, self._patience).json()
            return [str(m["id"]) for m in answer["data"]]
        except ServerError as error:
            raise _told(error) from error
        except (KeyError, TypeError):
            raise BackendFailed("vlm_rubbish") from None

    def generate(self, image: np.ndarray, question: Question) -> Generated:
        """Asks about a picture (RGB, uint8). Tries again only where that can help. Raises BackendFailed."""
        self.breaker.enter()
        try:
            answer = self._with_retries(self._body(image, question), max_chars=question.max_tokens * 8)
        except BackendFailed as error:
            if error.code == "vlm_refused":
                self.breaker.abandoned()
            else:
                self.breaker.failed()
            raise
        except BaseException:
            self.breaker.abandoned()
            raise
        self.breaker.succeeded()
        return answer

    def _body(self, image: np.ndarray, question: Question) -> dict[str, Any]:
        if not self._model:
            self._model = next(iter(self.models()), "")
        content: list[dict[str, Any]] = [{"type": "image_url", "image_url": {"url": data_url(image)}},
                                         {"type": "text", "text": question.prompt}]
        if question.before:
            content.insert(0, {"type": "text", "text": question.before})
        messages: list[dict[str, Any]] = [{"role": "user", "content": content}]
        if question.system is not None:
            messages.insert(0, {"role": "system", "content": question.system})
        body: dict[str, Any] = {"model": self._model, "messages": messages, "temperature": 0.0,
                                "max_tokens": min(question.max_tokens, self._room or question.max_tokens),
                                "stream": True, "logprobs": True, **question.for_server}
        if question.schema is not None:
            body["response_format"] = {"type": "json_schema", "json_schema": {
                "name": "fields", "strict": True, "schema": question.schema}}
        return {name: value for name, value in body.items() if name not in self._refused}

    def _with_retries(self, body: dict[str, Any], *, max_chars: int) -> Generated:
        tries, left_out = 0, set[str]()
        while True:
            try:
                post = Post(self._url + "/chat/completions", self._key, self._patience)
                answer = collect(post, body, max_chars=max_chars)
                self._refused |= left_out  # only now is it known that the server understands all the rest
                return answer
            except ServerError as error:
                if error.status in _NOT_UNDERSTOOD and (
                        self._shortened(body, error) or _simplified(body, error, left_out)):
                    continue
                tries += 1
                if not _may_pass(error) or tries >= self._patience.tries:
                    raise _told(error) from error
                self._wait(tries, error.retry_after)

    def _shortened(self, body: dict[str, Any], error: ServerError) -> bool:
        """Whether the model's window was too small for the answer asked for, and a shorter one is asked for now."""
        told = error.told
        if "max_tokens" not in told and "context length" not in told:
            return False
        window, taken = _WINDOW.search(told), _TAKEN.search(told)
        room = body["max_tokens"] // 2
        if window and taken:
            room = min(int(window[1]) - int(next(n for n in taken.groups() if n)) - 8, body["max_tokens"] - 1)
        if room < _LEAST_TOKENS:
            return False
        body["max_tokens"] = self._room = room
        return True

    def _wait(self, tries: int, asked: float | None) -> None:
        """Doubling with full jitter; as long as the server asked for, where that is bearable."""
        longest = self._patience.longest_wait
        if asked is not None and asked > longest:
            raise BackendFailed("vlm_overloaded")
        doubled = min(self._patience.first_wait * 2 ** (tries - 1), longest)
        self._sleep(max(asked or 0.0, doubled * (0.5 + 0.5 * self._jitter())))


def _simplified(body: dict[str, Any], error: ServerError, left_out: set[str]) -> bool:
    """Leaves out what the server says it does not know, else the next of what it may not know; False for nothing."""
    extras = [e for e in _EXTRAS if e in body]
    extra = next((e for e in extras if e in error.told), extras[0] if extras else "")
    if extra:
        del body[extra]
        left_out.add(extra)
    return bool(extra)


def _may_pass(error: ServerError) -> bool:
    return error.code == "vlm_unreachable" or error.status in _PASSING


def _told(error: ServerError) -> BackendFailed:
    if error.status in (429, 503):
        return BackendFailed("vlm_overloaded")
    if error.status in (408, 504):
        return BackendFailed("vlm_timeout")
    if error.status in _PASSING:
        return BackendFailed("vlm_unreachable")
    if error.status:
        return BackendFailed("vlm_refused", status=error.status)
    return BackendFailed(error.code)
