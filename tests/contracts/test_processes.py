"""How tests are shared out between processes."""

from __future__ import annotations

import time

import pytest


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
