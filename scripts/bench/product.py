"""The product as an outsider sees it: started for real, fed over HTTP, watched until all is read."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import Any

import psutil

from scripts.bench.processes import ROOT, Cost, cpu_of, peak_memory_of, running, wait_for

UNDERWAY = ("uploaded", "processing")
_USER, _PASSWORD = "bench", secrets.token_urlsafe(12)
_MAKE_USER = (
    "import django; django.setup()\n"
    "from docmgr.accounts.services import create_user\n"
    f"create_user(username={_USER!r}, role='employee', password={_PASSWORD!r}, by=None)\n"
)


def measure(files: list[Path], folder: Path, *, workers: int) -> tuple[Cost, dict[str, Any]]:
    """What the files cost end to end. The first file is read once before, so that models are loaded; not counted.

    Returns the cost and {"failed", "peak_mb"}.
    """
    port = _free_port()
    environment = {
        "DOCMGR_DATA": str(folder / "data"), "PORT": str(port), "DOCMGR_WORKERS": str(workers), "DATABASE_URL": "",
        "DOCMGR_BROKER": "", "DOCMGR_LOG_LEVEL": "WARNING", "DJANGO_SETTINGS_MODULE": "docmgr.settings",
    }
    for command in (["manage.py", "prepare"], ["-c", _MAKE_USER]):
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, **environment})
    with running([sys.executable, "manage.py", "serve"], environment, folder / "product.log") as product:
        site = _Site(port)
        wait_for(site.is_up, 90, "the product")
        site.log_in()
        warm = [site.upload(files[0]) for _ in range(workers)]
        _wait_until_read(site, warm, product, [])
        return _measured(site, files, product)


def _measured(site: _Site, files: list[Path], product: psutil.Process) -> tuple[Cost, dict[str, Any]]:
    memory: list[int] = []
    cpu, started = cpu_of(product), time.monotonic()
    numbers = [site.upload(path) for path in files]
    statuses = _wait_until_read(site, numbers, product, memory)
    cost = Cost(cpu_of(product) - cpu, time.monotonic() - started, len(files))
    return cost, {"failed": statuses.count("failed"), "peak_mb": round(max(memory) / 1e6)}


def _wait_until_read(site: _Site, numbers: list[int], product: psutil.Process, memory: list[int]) -> list[str]:
    """Documents are read in order, so only the first unread one is asked about."""
    statuses = []
    for number in numbers:
        while (status := site.get(f"documents/{number}")["status"]) in UNDERWAY:
            memory.append(peak_memory_of(product))
            time.sleep(0.5)
        statuses.append(status)
    memory.append(peak_memory_of(product))
    return statuses


class _Site:
    def __init__(self, port: int) -> None:
        self._base, self._token = f"http://127.0.0.1:{port}", ""

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self._base}/health/live", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def log_in(self) -> None:
        body = json.dumps({"username": _USER, "password": _PASSWORD, "name": "bench"}).encode()
        self._token = self._ask("auth/token", body, "application/json")["token"]

    def upload(self, path: Path) -> int:
        mark = uuid.uuid4().hex
        head = (f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n")
        body = head.encode() + path.read_bytes() + f"\r\n--{mark}--\r\n".encode()
        return int(self._ask("documents", body, f"multipart/form-data; boundary={mark}")["id"])

    def get(self, path: str) -> Any:
        return self._ask(path, None, "")

    def _ask(self, path: str, body: bytes | None, kind: str) -> Any:
        headers = {"Accept": "application/json"}
        if kind:
            headers["Content-Type"] = kind
        if self._token:
            headers["Authorization"] = f"Token {self._token}"
        request = urllib.request.Request(f"{self._base}/api/v1/{path}", body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

