"""How tests are shared out between processes."""

from __future__ import annotations

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
