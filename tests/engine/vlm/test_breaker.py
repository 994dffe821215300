"""Processes that share a folder tell each other that a server is down; what they leave behind hurts nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.served.breaker import Breaker, breaker_for, forget_breakers
from ocr_engine.vlm.served.breaker_memory import Here, on_disk

_OTHER = """
import sys
from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.served.breaker import breaker_for
breaker = breaker_for("http://nobody/v1", sys.argv[1])
try:
    breaker.enter()
except BackendFailed as error:
    print(error.code)
else:
    breaker.failed()
    print("asked")
"""


def test_a_dead_server_is_found_out_once_by_all_processes_of_a_machine(tmp_path: Path):
    told = [subprocess.run([sys.executable, "-c", _OTHER, str(tmp_path / "run")], capture_output=True, text=True,
                           check=True).stdout.strip() for _ in range(4)]
    assert told == ["asked"] * 3 + ["vlm_resting"]


def shared(folder: Path, now: list[float], **more: float) -> Breaker:
    return Breaker(clock=lambda: now[0], memory=on_disk(folder, "http://x/v1"), failures=2, **more)


def test_one_process_tries_for_all_and_its_success_opens_the_door_to_all(tmp_path: Path):
    now = [100.0]
    one, other = shared(tmp_path, now, rest=10.0), shared(tmp_path, now, rest=10.0)
    for breaker in (one, other):
        breaker.enter()
        breaker.failed()
    assert one.state == other.state == "open"
    now[0] += 11
    one.enter()
    with pytest.raises(BackendFailed, match="vlm_resting"):
        other.enter()
    one.succeeded()
    other.enter()
    assert other.state == "closed"


def test_a_process_that_dies_while_it_tries_the_server_holds_the_others_up_for_a_while_only(tmp_path: Path):
    now = [100.0]
    one, other = shared(tmp_path, now, rest=1.0, longest=60.0), shared(tmp_path, now, rest=1.0, longest=60.0)
    one.failed()
    one.failed()
    now[0] += 2
    one.enter()  # and is killed
    now[0] += 59
    with pytest.raises(BackendFailed):
        other.enter()
    now[0] += 2
    other.enter()


def test_what_was_written_before_the_machine_was_started_anew_is_forgotten(tmp_path: Path):
    now = [1e6]
    breaker = shared(tmp_path, now, rest=10.0)
    breaker.failed()
    breaker.failed()
    assert breaker.state == "open"
    now[0] = 5.0
    breaker.enter()
    assert breaker.state == "closed"


@pytest.mark.parametrize("content", ["", "{", "[1]", '["a", 1, 2, 3]', "[1e999, 0, 0, 0]", "null", "[9, 20, NaN, 0]"])
def test_a_damaged_file_closes_no_door(tmp_path: Path, content: str):
    memory = on_disk(tmp_path, "http://x/v1")
    memory.change(lambda known: known._replace(failed=1))
    file, = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0
    file.write_text(content)
    breaker = Breaker(memory=memory)
    breaker.enter()
    breaker.succeeded()
    assert breaker.state == "closed"


def test_without_a_folder_to_write_to_a_process_keeps_it_to_itself(tmp_path: Path):
    (tmp_path / "file").touch()
    assert isinstance(on_disk(tmp_path / "file" / "below", "x"), Here)
    forget_breakers()
    assert breaker_for("http://x/v1") is breaker_for("http://x/v1")
    assert breaker_for("http://x/v1") is not breaker_for("http://x/v1", str(tmp_path))
