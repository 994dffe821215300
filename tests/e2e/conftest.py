"""A real browser on the real server, with a real worker behind it.

Pictures that are worth keeping go to artifacts/ in the project's folder (not under version control).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect, sync_playwright

from docmgr.accounts.models import Role, User
from tests.e2e.serving import WatchedServer
from tests.services.worker import Worker, worker

ARTEFACTS = Path(__file__).resolve().parents[2] / "artifacts"
PASSWORD = "correct horse battery"
# The first draws no windows, only what stands in them: less than half of the CPU.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]
expect.set_options(timeout=45_000)


@pytest.fixture(scope="session", autouse=True)
def _django_beside_a_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread, which makes Django think that its queries run inside it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    chromium = os.environ.get("CHROMIUM") or installed  # None: the one that playwright fetched
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=chromium, args=QUIET)
        yield found
        found.close()


@pytest.fixture(scope="session", autouse=True)
def _a_server_that_is_watched() -> Iterator[None]:
    original = LiveServerThread.server_class
    LiveServerThread.server_class = WatchedServer
    yield
    LiveServerThread.server_class = original


@pytest.fixture(autouse=True)
def _what_a_test_started_ends_with_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page that was left open went on asking (whoever reviews keeps their claim alive), after the database of its
    test was gone and while that of the next one was laid down."""
    asked = request.fixturenames
    if "live_server" not in asked:
        yield
        return
    server = request.getfixturevalue("live_server")
    browser = request.getfixturevalue("browser") if {"browser", "open_browser"} & {*asked} else None
    request.getfixturevalue("transactional_db")  # emptied after this
    yield
    end_of(browser, server)


def end_of(browser: Browser | None, server: Any) -> None:
    """Closes all windows, and waits for what they asked the server."""
    for context in browser.contexts if browser else []:
        context.close()
    server.thread.httpd.come_to_rest()


@pytest.fixture
def house(transactional_db: None, live_server: object, tmp_path: Path) -> Iterator[Worker]:
    """The product as a whole: the built-in types, the web server, a worker that really reads."""
    from docmgr.doctypes.builtin import load_all

    load_all()
    with worker(tmp_path, DJANGO_SETTINGS_MODULE="tests.settings") as running:
        yield running


@pytest.fixture
def person(transactional_db: None) -> Callable[..., User]:
    """person("emil", Role.REVIEWER): somebody who can log in with PASSWORD."""
    return lambda name, role=Role.EMPLOYEE: User.objects.create_user(name, password=PASSWORD, role=role)


@pytest.fixture
def open_browser(browser: Browser, live_server: object) -> Iterator[Callable[..., Page]]:
    """open_browser(user, language="zh-CN", size=(390, 844)): a window, logged in and at home.

    The test fails where a page reported an error or broke its content security policy.
    """
    contexts, troubles = [], []

    def opened(
        user: User | None = None, *, language: str = "en-US", size: tuple[int, int] = (1280, 800), dark: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale=language, base_url=live_server.url,
            color_scheme="dark" if dark else "light", accept_downloads=True)
        contexts.append(context)
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
        if user is not None:
            context.add_cookies([session_of(user, live_server.url)])
            page.goto("/")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles, troubles


def session_of(user: User, url: str) -> dict[str, str]:
    """The cookie of somebody who logged in; the login page itself is gone through once, in the main job."""
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "docmgr.accounts.backends.LocalBackend"
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


def keep(page: Page, name: str) -> Path:
    """A picture of the window, for people."""
    ARTEFACTS.mkdir(exist_ok=True)
    path = ARTEFACTS / f"{name}.png"
    page.screenshot(path=path)
    return path
