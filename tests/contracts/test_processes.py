"""How tests are shared out between processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def made_once_per_file() -> object:
    return object()


@pytest.mark.usefixtures("made_once_per_file")
def test_tests_that_share_what_is_made_once_per_file_run_in_one_process(request: pytest.FixtureRequest) -> None:
    """Else it is made once in each process, and nothing but the clock tells."""
    if request.config.getoption("loadgroup", False):  # several processes, as make test starts them
        assert request.node.nodeid.endswith("@tests/contracts/test_processes.py")
    assert request.node.get_closest_marker("xdist_group").args == ("tests/contracts/test_processes.py",)


@pytest.mark.parametrize("made", [time.time_ns().to_bytes(8, "big") * 20])
def test_a_case_that_the_time_of_day_is_part_of_has_the_same_name_in_every_process(
    made: bytes, request: pytest.FixtureRequest,
) -> None:
    """Processes that collected other names for their tests end the whole run."""
    assert len(made) == 160 and request.node.callspec.id == "made"


def test_processes_that_share_the_tests_have_a_data_folder_each_and_what_a_test_starts_has_its_test_s() -> None:
    """One that listed the files of its store met half-written ones of another, and the run failed by chance."""
    ours = settings.DATA_DIR
    assert _data_of({}) == ours
    other = _data_of({"DOCMGR_TEST_DATA_OF": "another process"})
    assert other != ours and not other.exists()  # thrown away by the process that made it
    assert _data_of({"DOCMGR_TEST_DATA_OF": None}) == ours  # named by whoever started


def _data_of(environment: dict[str, str | None]) -> Path:
    told = {name: text for name, text in {**os.environ, **environment}.items() if text is not None}
    asked = subprocess.run([sys.executable, "-c", "from tests.settings import DATA_DIR; print(DATA_DIR)"],
                           env=told, cwd=ROOT, capture_output=True, text=True, check=True)
    return Path(asked.stdout.strip())
