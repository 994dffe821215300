"""The end of a browser test is the end of all that it started."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest
from django.core.servers.basehttp import WSGIRequestHandler
from playwright.sync_api import Browser

from tests.e2e.conftest import end_of
from tests.e2e.serving import WatchedServer

REQUEST = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def test_a_request_whose_asker_is_gone_is_waited_for_and_so_is_one_that_was_not_accepted_yet() -> None:
    begun, may_end, ended = threading.Event(), threading.Event(), list[int]()

    def app(environ: Any, start: Any) -> list[bytes]:
        begun.set()
        assert may_end.wait(60)
        ended.append(1)
        start("200 OK", [("Content-Length", "0")])
        return []

    server = WatchedServer(("localhost", 0), Silent)
    server.set_app(app)
    with socket.create_connection(server.server_address) as first, socket.create_connection(server.server_address):
        first.sendall(REQUEST)
        second = socket.create_connection(server.server_address)
        second.sendall(REQUEST)
        second.close()
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        assert begun.wait(60)
        threading.Timer(0.2, may_end.set).start()
        server.come_to_rest()
        assert ended == [1, 1] and not any(thread.is_alive() for thread in server._answering.values())
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_page_that_a_test_left_open_asks_nothing_after_it(live_server: Any, browser: Browser) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{live_server.url}/login/")
    page.evaluate("setInterval(() => fetch('/login/'), 1)")
    page.wait_for_timeout(50)
    end_of(browser, live_server)
    assert not browser.contexts
    assert not any(thread.is_alive() for thread in live_server.thread.httpd._answering.values())
