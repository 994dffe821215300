"""The process that opens foreign files is held on a short lead, and its death costs one file."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ocr_engine.config import Config, Limits
from ocr_engine.errors import BadFile
from ocr_engine.ingest import ParsedDocument, Parser, health, wire
from tests.engine.reading import drawing
from tests.services.process import PATIENCE


def pid_of(document: ParsedDocument) -> int:
    """Of the child that the file is open in."""
    return document._end.args[0][1]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.pdf"
    path.write_bytes(drawing.pdf_of(pages=2).tobytes())
    return path


@pytest.fixture
def plain_parser():
    """Held by limits alone: its children have process numbers that a test can see."""
    with Parser(Config(sandbox="none", limits=Limits(parser_seconds=60))) as parser:
        yield parser


def test_a_killed_child_costs_its_document_only(plain_parser: Parser, page: Path) -> None:
    victim, other = plain_parser.open(page), plain_parser.open(page)
    os.kill(pid_of(victim), signal.SIGKILL)
    with pytest.raises(BadFile) as crashed:
        victim.info(1)
    assert crashed.value.code == "parser_crashed" and victim.dead
    assert other.page_count == 2 and other.info(2).width == 420
    other.close()
    assert plain_parser.probe(page).pages == 2


def test_a_killed_host_is_started_again(plain_parser: Parser, page: Path) -> None:
    plain_parser.start()
    assert plain_parser._process is not None
    first = plain_parser._process.pid
    os.kill(first, signal.SIGKILL)
    assert plain_parser.probe(page).pages == 2
    assert plain_parser._process.pid != first


def test_a_stopped_child_is_ended_at_the_time_limit(plain_parser: Parser, page: Path) -> None:
    document = plain_parser.open(page)
    os.kill(pid_of(document), signal.SIGSTOP)
    assert document._channel.gettimeout() == 60
    document._channel.settimeout(0.1)  # as if the minute was over; a short limit might be by the time the file is open
    with pytest.raises(BadFile) as late:
        document.info(1)
    assert (late.value.code, late.value.params) == ("parser_time", {"seconds": 60})
    with pytest.raises(ProcessLookupError):
        os.kill(pid_of(document), 0)


def test_no_child_is_left_behind(plain_parser: Parser, page: Path) -> None:
    children = []
    for _ in range(5):
        with plain_parser.open(page) as document:
            children.append(pid_of(document))
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


def test_the_descriptors_of_many_files_are_given_back(parser: Parser, page: Path) -> None:
    parser.probe(page)
    gc.collect()  # what earlier tests left open is closed now and not in between
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    for _ in range(10):
        with parser.open(page) as document:
            document.render(1, max_pixels=200_000, max_side=300)
            document.text(1)
    assert len(os.listdir("/proc/self/fd")) < before + 5  # noqa: PTH208  # their threads may still open and close some


def test_threads_share_a_parser(parser: Parser, page: Path) -> None:
    results: list[float] = []

    def work() -> None:
        for _ in range(5):
            with parser.open(page) as document:
                results.append(document.info(2).height)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [595.0] * 20


def test_a_lying_child_is_not_believed(plain_parser: Parser, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = plain_parser.open(page)
    genuine = wire.receive

    def lie(channel, max_fds=2):
        reply, fds = genuine(channel, max_fds)
        return {**(reply or {}), "width": 10_000, "height": 10_000, "bytes": 300_000_000}, fds

    monkeypatch.setattr("ocr_engine.ingest.parser.wire.receive", lie)
    with pytest.raises(BadFile) as caught:
        document.render(1, max_pixels=1_000_000, max_side=500)
    assert caught.value.code == "parser_crashed"


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="bubblewrap is not installed")
def test_inside_bubblewrap_there_are_no_files_and_no_network(tmp_path: Path) -> None:
    """Runs the very command line of the host with another program in its place."""
    import subprocess
    import sys

    from ocr_engine.ingest.sandbox import host_command

    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    attempts = f"""
import os, socket
def tried(action):
    try:
        action()
    except OSError:
        return "denied"
    return "done"
print(tried(lambda: open({str(secret)!r})))
print(tried(lambda: open("/etc/passwd")))
print(tried(lambda: open("/usr/escaped", "w")))
print(tried(lambda: open("/escaped", "w")))
print(tried(lambda: socket.create_connection(("127.0.0.1", 1), 0.5)))
print(sorted(name for _, name in socket.if_nameindex()), os.getuid(), os.path.exists({str(Path.home())!r} + "/.ssh"))
"""
    command, environment = host_command(9, sandboxed=True)
    command = [*command[: command.index(sys.executable)], sys.executable, "-c", attempts]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode and "namespace" in done.stderr:
        pytest.skip("this machine allows no user namespaces")
    assert done.stdout.split("\n")[:6] == ["denied"] * 5 + ["['lo'] 65534 False"], done.stderr


def test_health_tells_how_the_parser_is_held() -> None:
    row = health(Config(sandbox="none"))
    assert (row["state"], row["runs"]) == ("ready", "limits") and "bubblewrap" in row["where"]
    from ocr_engine.ingest import shared_parser

    shared_parser(Config()).start()  # puts the process's own parser back to its usual settings


def test_the_parser_process_loads_no_models() -> None:
    """PyMuPDF would, with itself: a second of CPU, 90 MB, and threads in a process that is there to be forked."""
    code = "import sys, ocr_engine.ingest.host; print(sorted({'onnxruntime', 'networkx', 'torch'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
