"""Starting real servers for tests: on free ports, as an ordinary user, always ended again."""

from __future__ import annotations

import contextlib
import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 180.0                # seconds that a machine may take which has much else to do
_PORTS = range(20_000, 32_000)  # below those that connections going out are given
_SHARE = 750                    # of each of sixteen test processes
_given: set[int] = set()


def free_port() -> int:
    """A port that nobody listens on. It stays free until it is used: no other test is ever given it."""
    mine = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) * _SHARE % len(_PORTS)
    while True:
        port = random.SystemRandom().choice(_PORTS[mine:mine + _SHARE])
        if port in _given:
            continue
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            _given.add(port)
            return port


def program(name: str, *folders: str) -> str:
    """The program's path. Not there: the test fails under make test (which installs it) and is skipped elsewhere."""
    found = shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", ""), "/usr/sbin", "/usr/bin"]))
    if found:
        return found
    if os.environ.get("DOCMGR_TEST_SERVICES") == "required":
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"{name} is not installed")


def ordinary_user() -> dict[str, Any]:
    """Arguments for subprocess so that a server does not run as root; nothing where we are not root."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def folder(prefix: str) -> Iterator[Path]:
    """A folder that the ordinary user owns; short, because unix sockets may lie in it."""
    path = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        hand_over(path)
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def hand_over(path: Path) -> None:
    who = ordinary_user()
    if who:
        for each in [path, *path.rglob("*")]:
            os.chown(each, who["user"], who["group"])


@contextlib.contextmanager
def running(
    command: list[str], ready: Callable[[], bool], *, cwd: Path, seconds: float = PATIENCE,
) -> Iterator[subprocess.Popen]:
    """The server while the block runs. Its output goes to ``log`` in ``cwd``, and into the error where it fails."""
    log = cwd / "log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            command, cwd=cwd, stdout=out, stderr=out, stdin=subprocess.DEVNULL, **ordinary_user())
    try:
        wait_for(lambda: process.poll() is not None or ready(), seconds)
        if process.poll() is not None or not ready():
            raise RuntimeError(f"{Path(command[0]).name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether it came true: at once where it does, and only a test that fails waits for the whole time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
