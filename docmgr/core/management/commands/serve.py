"""``manage.py serve``: the web server and a background worker under one foreground command."""

from __future__ import annotations

import contextlib
import io
import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from docmgr.core.supervisor import Program, Supervisor


class Command(BaseCommand):
    help = "Starts the web server and a background worker, and ends both on Ctrl+C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="bring the database up to date first")
        parser.add_argument("--demo", action="store_true", help="create demo people and submit the specimen documents")

    def handle(self, *args: Any, prepare: bool, demo: bool, **options: Any) -> None:
        _refuse_a_taken_port()
        if prepare:
            call_command("prepare", stdout=self.stdout)
        people = io.StringIO()
        if demo:
            call_command("demo", stdout=people)
        Supervisor(programs()).run(
            ready=_answering, announce=lambda: self._announce(people.getvalue()))
        self.stdout.write("docmgr has ended.")

    def _announce(self, people: str) -> None:
        self.stdout.write(
            f"\ndocmgr is ready: {address()}\n{people}Its data lies in {settings.DATA_DIR}. Ctrl+C ends it.\n")
        self.stdout.flush()


def programs() -> list[Program]:
    always = [Program("web", web_command()), Program("worker", worker_command())]
    return always + ([Program("directory", directory_command())] if settings.DIRECTORY else [])


def directory_command() -> list[str]:
    return [sys.executable, sys.argv[0], "sync_ldap", "--every", str(settings.DIRECTORY_SYNC_SECONDS)]


def web_command() -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "docmgr.wsgi:application",
        "--bind", f"{_bracketed(settings.WEB_ADDRESS)}:{settings.WEB_PORT}",
        "--workers", str(settings.WEB_PROCESSES), "--worker-class", "gthread", "--threads", str(settings.WEB_THREADS),
        "--timeout", "60", "--graceful-timeout", "20", "--max-requests", "20000", "--max-requests-jitter", "2000",
        "--log-level", "warning", "--forwarded-allow-ips", "*" if settings.PROXIES else "127.0.0.1",
    ]


def worker_command() -> list[str]:
    """Celery's own messages from WARNING on: they would bury the address and the password."""
    quiet = "WARNING" if settings.LOG_LEVEL == "INFO" else settings.LOG_LEVEL
    as_root = ["-W", "ignore:You're running the worker with superuser privileges"] if os.geteuid() == 0 else []
    return [
        sys.executable, *as_root, "-m", "celery", "--app", "docmgr", "--quiet", "worker", "--queues", "default,ocr.cpu",
        "--loglevel", quiet, "--without-gossip", "--without-mingle", "--without-heartbeat",
    ]


def address() -> str:
    """What to type into a browser on this machine."""
    host = "localhost" if settings.WEB_ADDRESS in ("0.0.0.0", "::", "127.0.0.1") else settings.WEB_ADDRESS
    return f"http://{_bracketed(host)}:{settings.WEB_PORT}/"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _reachable() -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.WEB_ADDRESS, settings.WEB_ADDRESS)


def _answering() -> bool:
    with contextlib.suppress(OSError), socket.create_connection((_reachable(), settings.WEB_PORT), timeout=0.5):
        return True
    return False


def _refuse_a_taken_port() -> None:
    family = socket.AF_INET6 if ":" in settings.WEB_ADDRESS else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.WEB_ADDRESS, settings.WEB_PORT))
        except OSError as error:
            raise CommandError(
                f"Cannot listen on port {settings.WEB_PORT}: {error.strerror}. Choose another: PORT=8001 make run",
            ) from error
