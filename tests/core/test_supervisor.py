from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from docmgr.core import supervisor
from tests.services.process import wait_for

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from docmgr.core.supervisor import Program, Supervisor
child = "import os, sys, time; open(sys.argv[1], 'a').write(str(os.getpid()) + chr(10)); time.sleep(%s)"
names = (("steady", 600), ("brittle", BRITTLE))
programs = [Program(n, [sys.executable, "-c", child % s, f"{sys.argv[1]}/{n}"]) for n, s in names]
Supervisor(programs, grace=5).run(announce=lambda: print("ready", flush=True))
print("ended", flush=True)
"""


@pytest.fixture
def supervised(tmp_path):
    def start(brittle_lives: float) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT.replace("BRITTLE", str(brittle_lives)), str(tmp_path)], cwd=ROOT, text=True,
            stdout=subprocess.PIPE, start_new_session=True)
        started.append(process)
        assert wait_for(lambda: (tmp_path / "steady").exists() and (tmp_path / "brittle").exists())
        assert process.stdout.readline() == "ready\n"
        return process
    started: list[subprocess.Popen[str]] = []
    yield start
    for process in started:
        process.kill()
        process.wait()


def pids(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_ending_it_ends_every_program_and_succeeds(supervised, tmp_path, how):
    process = supervised(600)
    process.send_signal(how)
    assert process.wait(60) == 0
    assert "ended" in process.stdout.read()
    assert not any(alive(p) for name in ("steady", "brittle") for p in pids(tmp_path / name))


def test_a_program_that_dies_is_started_again_and_the_others_stay(supervised, tmp_path):
    supervised(0.2)
    assert wait_for(lambda: len(pids(tmp_path / "brittle")) >= 2)
    assert len(pids(tmp_path / "steady")) == 1


def test_programs_do_not_outlive_a_supervisor_that_was_killed(supervised, tmp_path):
    process = supervised(600)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert wait_for(lambda: not any(alive(p) for p in pids(tmp_path / "steady")))


def test_a_program_that_keeps_dying_is_started_later_each_time(monkeypatch):
    program = supervisor.Program("x", [sys.executable, "-c", ""])
    waits = []
    for _ in range(7):
        program.start_at = 0
        program.look_after()
        program.process.wait()
        program.look_after()
        waits.append(program.wait)
    assert waits == [2, 4, 8, 16, 30, 30, 30]
