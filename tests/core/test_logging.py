"""A line of the log tells when, in which zone, and of which request."""

from __future__ import annotations

import logging
import re
from types import SimpleNamespace

import pytest
from django.conf import settings

from docmgr.core.logging import LineFormatter, request_id


def line(**more: object) -> str:
    return LineFormatter().format(logging.makeLogRecord(
        {"name": "docmgr.test", "levelname": "INFO", "msg": "run %s", "args": (7,), **more}))


def test_the_time_of_a_line_names_its_zone() -> None:
    assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d INFO - docmgr\.test: run 7$", line())


def test_a_line_names_the_request_even_where_django_writes_it_after_the_request() -> None:
    mark = request_id.set("inside-1")
    try:
        assert " inside-1 " in line()
    finally:
        request_id.reset(mark)
    assert " after-1 " in line(request=SimpleNamespace(id="after-1"))
    assert " - " in line(request=SimpleNamespace())


@pytest.mark.django_db
def test_a_missing_page_is_logged_with_the_id_that_the_answer_carries(client, capsys) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(LineFormatter())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        answer = client.get("/nothing-here/", headers={"X-Request-Id": "from-the-proxy"})
    finally:
        logger.removeHandler(handler)
    assert answer["X-Request-Id"] == "from-the-proxy"
    assert " from-the-proxy django.request:" in capsys.readouterr().err


def test_logging_in_leaves_no_lines_of_the_login_guard() -> None:
    assert settings.LOGGING["loggers"]["axes"]["level"] == "WARNING"
