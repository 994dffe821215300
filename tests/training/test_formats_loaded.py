"""Exports read back by the tools that they are for: ms-swift and PaddleOCR.

Both pin versions of torch, numpy and the like, so each lives in an environment of its own: ``make test-formats`` makes
them, and DOCMGR_TEST_SWIFT and DOCMGR_TEST_PADDLE name their Pythons.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from docmgr.documents.models import Document
from docmgr.training.exports import formats
from tests.training import shops

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
OUTSIDE = Path(__file__).parent / "outside"


def asked(tool: str, program: str, export: Path) -> dict[str, list[dict[str, Any]]]:
    """What the tool's own loader says of the export."""
    name = f"DOCMGR_TEST_{tool.upper()}"
    if not (python := os.environ.get(name)):
        pytest.skip(f"{name} names the Python of an environment with the tool; make test-formats makes one")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {
        "HF_HUB_OFFLINE": "1", "HF_HOME": str(export / "cache"), "MODELSCOPE_CACHE": str(export / "cache")}
    done = subprocess.run([python, str(OUTSIDE / program), str(export)], env=environment, cwd=export.parent,
                          capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_ms_swift_loads_the_conversations_with_their_pictures(world: list[Document], tmp_path: Path) -> None:
    export = tmp_path / "out"
    formats.write("conversations", shops.items(), export)
    told = asked("swift", "ms_swift.py", export)
    for name, talks in told.items():
        assert [talk["answer"] for talk in talks] == [row["messages"][-1]["content"] for row in rows(export / name)]
        assert all(talk["pictures"] == [[shops.WIDTH, shops.HEIGHT]] and talk["called_for"] == 1 for talk in talks)
        assert all((talk["system"], talk["roles"]) == ("", ["user", "assistant"]) for talk in talks)
    assert sum(len(talks) for talks in told.values()) == len(world)


def test_paddleocr_loads_the_recognition_lists_letter_by_letter(world: list[Document], tmp_path: Path) -> None:
    export = tmp_path / "out"
    formats.write("paddleocr", shops.items(), export)
    told = asked("paddle", "paddleocr_lists.py", export)
    for name, lines in told.items():
        listed = [line.split("\t")[1] for line in (export / name).read_text("utf-8").splitlines()]
        assert Counter(line["text"] for line in lines) == Counter(listed)
        assert all(line["shape"] == [3, 48, 320] for line in lines)
    assert any(line["text"] == shops.SECRET for lines in told.values() for line in lines)
