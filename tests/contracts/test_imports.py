"""Who may import whom, style, and types: the same as `make lint`, so that nobody has to remember it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize("command", [
    [str(BIN / "lint-imports"), "--no-cache"],
    [sys.executable, "-m", "ruff", "check", "--no-cache", "--quiet", "."],
    [sys.executable, "-m", "mypy"],
], ids=["the rooms", "the style", "the types"])
def test_the_linters_have_nothing_to_say(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_forbidden_import_would_be_seen(tmp_path: Path) -> None:
    """The contracts name every room there is, so that a new one cannot stay outside them."""
    contracts = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rooms = {p.parent.name for p in (ROOT / "docmgr").glob("*/apps.py")}
    assert not {room for room in rooms if f"docmgr.{room}" not in contracts}
