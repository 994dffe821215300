"""A process that has grown gives back what it no longer uses."""

from __future__ import annotations

import sys

import pytest

from ocr_engine.recognise import allocator

pytestmark = pytest.mark.skipif(allocator._trim() is None, reason="the C library has no such call")


def test_a_process_below_the_mark_is_left_alone() -> None:
    assert not allocator.give_back(full=2**50)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells what a process holds")
def test_pieces_left_between_others_go_back_to_the_system() -> None:
    pieces = [bytes(60_000) for _ in range(2_000)]
    kept = pieces[::50]
    grown = allocator.held()
    del pieces
    assert allocator.give_back(full=1)
    assert allocator.held() < grown - 60_000_000
    assert len(kept) == 40
