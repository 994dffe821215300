"""The backup advice of docs/operations.md, tried on a database that is being written to."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


def test_the_documented_command_copies_a_live_wal_database_whole(tmp_path):
    source, copy = tmp_path / "live.sqlite3", tmp_path / "copy.sqlite3"
    live = sqlite3.connect(source)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE note (text)")
    live.executemany("INSERT INTO note VALUES (?)", [(str(number),) for number in range(500)])
    live.commit()
    program = re.search(r'python3 -c "([^"]+)"', OPERATIONS.read_text(encoding="utf-8"))
    assert program, "the command is gone from docs/operations.md"
    subprocess.run([sys.executable, "-c", program[1], source, copy], check=True)
    assert sqlite3.connect(copy).execute("SELECT count(*) FROM note").fetchone() == (500,)
    live.close()
