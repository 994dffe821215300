"""The whole product in a data folder of its own, started by its one foreground command."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.services.process import PATIENCE, free_port

ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """``manage.py serve``; what it prints goes to ``log``. Whoever makes one ends it."""

    def __init__(self, data: Path, *arguments: str, **environment: str) -> None:
        data.parent.mkdir(parents=True, exist_ok=True)
        self.data, self.log, self.port = data, data.parent / "log", free_port()
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("DOCMGR_", "DATABASE_URL", "DJANGO_"))}
        self.environment = {**clean, "DOCMGR_DATA": str(data), "PORT": str(self.port), **environment}
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", *arguments], cwd=ROOT, stdout=out, stderr=out,
                env=self.environment, start_new_session=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def said(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")

    def rows(self, sql: str) -> list[tuple]:
        with sqlite3.connect(self.data / "docmgr.sqlite3", timeout=PATIENCE) as database:
            return database.execute(sql).fetchall()

    def run(self, python: str) -> None:
        """A few lines in a process of the installation's own."""
        subprocess.run([sys.executable, "manage.py", "shell", "--no-imports", "-c", python], cwd=ROOT, check=True,
                       env=self.environment)

    def page(self, path: str) -> bytes:
        with urllib.request.urlopen(self.url + path, timeout=PATIENCE) as answer:
            return answer.read()

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)
