"""A model server that is good, slow, down, overloaded, talks rubbish or never stops: each has its own clear end."""

from __future__ import annotations

import base64
import itertools
import math
import socket
import threading
import time
from dataclasses import replace

import cv2
import numpy as np
import pytest

from ocr_engine.errors import MESSAGES, BackendFailed
from ocr_engine.vlm.questions.asking import Order, Question
from ocr_engine.vlm.questions.specs import SPECS
from ocr_engine.vlm.served.breaker import Breaker
from ocr_engine.vlm.served.openai_http import OpenAIServer, Patience
from tests.engine.vlm import servers
from tests.services.process import wait_for

PAGE = np.full((40, 60, 3), (200, 30, 90), np.uint8)
ASK = Question("fields", "the prompt", before="the type", system="be strict", schema={"type": "object"}, max_tokens=300)


def client(url: str, **changes: object) -> OpenAIServer:
    """Soon asks again, and waits long for an answer: where nobody is to be given up, a busy machine has its time."""
    patience = Patience(**{"connect": 30.0, "silence": 60.0, "answer": 120.0, "first_wait": 0.01, "longest_wait": 2.0,
                           **changes})
    return OpenAIServer(url, "tiny", key="secret", patience=patience, breaker=Breaker())


def failing(server: OpenAIServer) -> BackendFailed:
    with pytest.raises(BackendFailed) as failed:
        server.generate(PAGE, ASK)
    assert failed.value.code in MESSAGES and not failed.value.permanent
    return failed.value


def test_a_good_server_answers_with_text_and_the_probability_of_each_value():
    answer = '{"name": "张三丰", "total": "12.50"}'
    with servers.serving(servers.good(answer)) as server:
        said = client(server.url).generate(PAGE, ASK)
    assert said.text == answer and said.stopped == "end" and not said.issues
    assert said.probability("张三丰", after='"name"') == pytest.approx(math.exp(-0.1))
    assert said.probability("absent") is None
    body, = server.bodies
    assert server.keys == ["Bearer secret"] and body["temperature"] == 0 and body["max_tokens"] == 300
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}
    system, user = body["messages"]
    assert system == {"role": "system", "content": "be strict"}
    assert [part["type"] for part in user["content"]] == ["text", "image_url", "text"]
    kind, _, data = user["content"][1]["image_url"]["url"].partition(",")
    sent = cv2.imdecode(np.frombuffer(base64.b64decode(data), np.uint8), cv2.IMREAD_COLOR)
    assert kind == "data:image/png;base64" and (sent[0, 0] == (90, 30, 200)).all()


def test_what_a_server_does_not_know_is_left_out_and_not_asked_again():
    mood = servers.unknowing("response_format", "logprobs", "stream", then=servers.good("plain"))
    with servers.serving(mood) as server:
        asking = client(server.url)
        assert asking.generate(PAGE, ASK).text == "plain"
        first = len(server.bodies)
        assert asking.generate(PAGE, ASK).text == "plain" and len(server.bodies) == first + 1
    assert first == 4 and "response_format" not in server.bodies[-1]


def test_what_the_server_names_is_left_out_first_and_only_what_it_truly_does_not_know_is_remembered():
    def picky(handler, body):
        if "vllm_xargs" in body:
            return handler.answer_json({"error": {"message": "Extra inputs are not permitted: vllm_xargs"}}, 400)
        if server.cross:
            return handler.answer_json({"error": {"message": "the picture is too large"}}, 400)
        return servers.good("fine")(handler, body)

    ask = replace(ASK, for_server={"skip_special_tokens": False, "vllm_xargs": {"ngram_size": 30}})
    with servers.serving(picky) as server:
        server.cross, asking = True, client(server.url)
        with pytest.raises(BackendFailed):
            asking.generate(PAGE, ask)  # everything was left out in vain: nothing is learned from it
        server.cross = False
        assert asking.generate(PAGE, ask).text == "fine"
    last = server.bodies[-1]
    assert "vllm_xargs" not in last and last["skip_special_tokens"] is False and last["stream"] and last["logprobs"]
    assert "vllm_xargs" in server.bodies[-2] and "response_format" in last


@pytest.mark.parametrize("told", [
    "'max_tokens' or 'max_completion_tokens' is too large: {asked}. This model's maximum context length is 8192 tokens "
    "and your request has 1200 input tokens ({asked} > 8192 - 1200).",
    "This model's maximum context length is 8192 tokens. However, you requested 9392 tokens (1200 in the messages, "
    "{asked} in the completion). Please reduce the length.",
    "Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 9392 "
    "tokens: 1200 tokens from the input messages and {asked} tokens for the completion.",
    "max_tokens is too large"])
def test_an_answer_longer_than_the_models_window_is_asked_for_again_shorter(told):
    def narrow(handler, body):
        if body["max_tokens"] + 1200 > 8192:
            return handler.answer_json({"error": {"message": told.format(asked=body["max_tokens"])}}, 400)
        return servers.good("fine")(handler, body)

    with servers.serving(narrow) as server:
        asking = client(server.url)
        assert asking.generate(PAGE, replace(ASK, max_tokens=8192)).text == "fine"
        assert len(server.bodies) == 2 and 4000 < server.bodies[1]["max_tokens"] <= 6992
        assert "response_format" in server.bodies[1]
        assert asking.generate(PAGE, replace(ASK, max_tokens=8192)).text == "fine" and len(server.bodies) == 3


def test_a_prompt_that_leaves_no_room_is_refused_and_not_asked_for_ever():
    def full(handler, body):
        handler.answer_json({"error": {"message": "This model's maximum context length is 8192 tokens and your request "
                                                  "has 8190 input tokens"}}, 400)

    with servers.serving(full) as server:
        assert failing(client(server.url)).code == "vlm_refused" and len(server.bodies) < 8


def test_families_that_answer_with_marks_ask_the_server_to_keep_them():
    for name in ("deepseek_ocr", "deepseek_ocr_2", "paddleocr_vl"):
        with servers.serving(servers.good("x")) as server:
            client(server.url).generate(PAGE, SPECS[name].ask(Order("text")))
        assert server.bodies[0]["skip_special_tokens"] is False
    assert server.bodies[0].get("vllm_xargs") is None
    assert SPECS["deepseek_ocr"].ask(Order("markdown")).for_server["vllm_xargs"]["ngram_size"] == 30


def test_a_server_is_told_not_to_punish_what_repeats_itself_on_the_page():
    for name in set(SPECS) - {"openai"}:  # whoever stands behind that name may refuse what OpenAI does not know
        assert SPECS[name].ask(Order("text")).for_server["repetition_penalty"] == 1.0
    assert not SPECS["openai"].ask(Order("text")).for_server
    with servers.serving(servers.unknowing("repetition_penalty", then=servers.good("plain"))) as server:
        assert client(server.url).generate(PAGE, SPECS["hunyuan_ocr"].ask(Order("text"))).text == "plain"


def test_the_model_is_asked_for_where_none_is_named():
    with servers.serving(servers.good("x")) as server:
        OpenAIServer(server.url, breaker=Breaker()).generate(PAGE, ASK)
    assert server.bodies[0]["model"] == "tiny"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_overload_that_passes_is_waited_for(status):
    with servers.serving(servers.refusing(status, 2, servers.good("ok"))) as server:
        assert client(server.url).generate(PAGE, ASK).text == "ok"
    assert len(server.bodies) == 3


def test_the_server_says_how_long_to_wait():
    waits: list[float] = []
    with servers.serving(servers.refusing(429, 1, servers.good("ok"), Retry_After="1.5")) as server:
        asking = OpenAIServer(server.url, "tiny", breaker=Breaker(), sleep=waits.append, patience=Patience())
        assert asking.generate(PAGE, ASK).text == "ok"
        assert waits == [1.5]
    with servers.serving(servers.refusing(503, 9, servers.good("ok"), Retry_After="900")) as server:
        assert failing(client(server.url)).code == "vlm_overloaded" and len(server.bodies) == 1


def test_waits_double_and_differ():
    waits: list[float] = []
    shakes = itertools.cycle((0.0, 1.0))
    with servers.serving(servers.refusing(503, 99, servers.good("ok"))) as server:
        asking = OpenAIServer(server.url, "tiny", breaker=Breaker(), sleep=waits.append, jitter=lambda: next(shakes),
                              patience=Patience(tries=4, first_wait=1.0, longest_wait=10.0))
        assert failing(asking).code == "vlm_overloaded"
    assert waits == [0.5, 2.0, 2.0] and len(server.bodies) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
def test_a_refusal_is_not_repeated(status):
    with servers.serving(servers.refusing(status, 99, servers.good("ok"))) as server:
        failed = failing(client(server.url))
    assert failed.code == "vlm_refused" and failed.params == {"status": status}
    assert len(server.bodies) == (4 if status == 400 else 1)  # 400 may mean a parameter: each is left out once


def test_a_server_that_is_down_is_tried_again_and_then_told():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        assert failing(client(url)).code == "vlm_unreachable"
    assert failing(client("ftp://nowhere")).code == "vlm_unreachable"


@pytest.mark.parametrize("mood", [servers.silent(60), servers.silent(60, after="Inv")])
def test_a_server_that_falls_silent_is_left_after_the_time_set_and_not_asked_again(mood):
    with servers.serving(mood) as server:
        started = time.monotonic()
        assert failing(client(server.url, silence=0.4, answer=3.0)).code == "vlm_timeout"
        assert time.monotonic() - started < 30
        assert wait_for(lambda: bool(server.bodies)) and len(server.bodies) == 1  # it may hear late of who has left


@pytest.mark.parametrize(("data", "kind"), [
    (b"<html>Bad gateway</html>", "text/html"), (b"{", "application/json"), (b"[]", "application/json"),
    (b'{"choices": []}', "application/json"), (b'{"choices": [{"message": {"content": 7}}]}', "application/json"),
    (b"", "application/json"), (b"data: {\n\n", "text/event-stream"), (b"data: 7\n\n", "text/event-stream"),
    (b'data: {"error": {"message": "out of memory"}}\n\n', "text/event-stream"),
    (b'data: {"choices": [{"delta": {"content": "half"}}]}\n\n', "text/event-stream"),
    (b"\xff\xfe\x00" * 100, "application/json"),
])
def test_rubbish_is_told_and_never_taken_for_an_answer(data, kind):
    with servers.serving(servers.rubbish(data, kind)) as server:
        assert failing(client(server.url)).code == "vlm_rubbish" and len(server.bodies) == 1


def test_a_stream_that_circles_is_cut_off_and_the_server_is_let_go():
    with servers.serving(servers.endless("total 12.50 and then ")) as server:
        said = client(server.url).generate(PAGE, ASK)
        assert said.stopped == "loop" and [i.code for i in said.issues] == ["answer_repeats"]
        assert len(said.text) < 2000 and server.gone.wait(60)


def test_a_stream_that_only_goes_on_is_cut_off_by_length_or_by_time():
    def counting(handler, body):
        handler.begin_stream()
        for n in range(100_000):
            handler.event(f"{n * 7919 % 99991} ")
    with servers.serving(counting) as server:
        said = client(server.url).generate(PAGE, ASK)
    assert said.stopped == "length" and len(said.text) < 300 * 8 + 20

    def slowly(handler, body):
        handler.begin_stream()
        for n in range(1000):
            handler.event(f"{n * 7919 % 99991} ")
            time.sleep(0.05)
    with servers.serving(slowly) as server:
        said = client(server.url, answer=6.0).generate(PAGE, ASK)
    assert said.stopped == "time" and said.text and [i.code for i in said.issues] == ["answer_cut_off"]


def test_a_server_that_keeps_failing_is_left_alone_then_tried_with_one_request():
    now = [0.0]
    breaker = Breaker(failures=2, rest=10.0, clock=lambda: now[0])
    with servers.serving(servers.rubbish(b"{")) as server:
        asking = OpenAIServer(server.url, "tiny", breaker=breaker)
        assert [failing(asking).code for _ in range(4)] == ["vlm_rubbish"] * 2 + ["vlm_resting"] * 2
        assert len(server.bodies) == 2 and breaker.state == "open"
        now[0] = 10.0
        assert breaker.state == "half_open" and failing(asking).code == "vlm_rubbish"
        now[0] = 25.0
        assert failing(asking).params == {"seconds": 5}  # the second rest is twice as long
        now[0] = 30.0
        server.mood = servers.good("well again")
        assert asking.generate(PAGE, ASK).text == "well again" and breaker.state == "closed"


def test_while_one_request_tries_the_server_no_other_may():
    now = [0.0]
    breaker = Breaker(failures=1, rest=1.0, clock=lambda: now[0])
    breaker.enter()
    breaker.failed()
    now[0] = 1.0
    passed: list[bool] = []

    def knock() -> None:
        try:
            breaker.enter()
            passed.append(True)
        except BackendFailed:
            passed.append(False)
    knocking = [threading.Thread(target=knock) for _ in range(8)]
    for thread in knocking:
        thread.start()
    for thread in knocking:
        thread.join()
    assert sorted(passed) == [False] * 7 + [True]


def test_a_refused_request_does_not_count_against_the_servers_health():
    breaker = Breaker(failures=1)
    with servers.serving(servers.refusing(401, 9, servers.good("ok"))) as server:
        failing(OpenAIServer(server.url, "tiny", breaker=breaker))
    assert breaker.state == "closed"
