"""``manage.py serve``: the web server and a background worker under one foreground command."""

from __future__ import annotations

import contextlib
import io
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.parts import bracketed, programs
from docmgr.core.supervisor import Supervisor
from docmgr.core.terminal import TerminalCommand


class Command(TerminalCommand):
    help: Any = gettext_lazy("Starts the web server and a background worker, and ends both on Ctrl+C.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help=_("bring the database up to date first"))
        parser.add_argument("--demo", action="store_true",
                            help=_("create demo people and submit the specimen documents"))

    def handle(self, *args: Any, prepare: bool, demo: bool, **options: Any) -> None:
        _refuse_a_taken_port()
        if prepare:
            call_command("prepare", stdout=self.stdout)
        people = io.StringIO()
        if demo:
            call_command("demo", stdout=people)
        elif prepare and _nobody_can_log_in():
            people.write(_("Nobody can log in yet. The first administrator is made with: %(command)s") % {
                "command": f"{sys.executable} manage.py create_admin NAME"} + "\n")
        Supervisor(programs()).run(
            ready=_answering, announce=lambda: self._announce(people.getvalue()))
        self.stdout.write(_("docmgr has ended."))

    def _announce(self, people: str) -> None:
        self.stdout.write(
            "\n" + _("docmgr is ready: %(address)s") % {"address": address()} + f"\n{people}"
            + _("Its data lies in %(folder)s. Ctrl+C ends it.") % {"folder": settings.DATA_DIR} + "\n")
        self.stdout.flush()


def _nobody_can_log_in() -> bool:
    """People of a directory get their accounts when they log in."""
    return not settings.DIRECTORY and not get_user_model().objects.exists()


def address() -> str:
    """What to type into a browser on this machine."""
    host = "localhost" if settings.WEB_ADDRESS in ("0.0.0.0", "::", "127.0.0.1") else settings.WEB_ADDRESS
    return f"http://{bracketed(host)}:{settings.WEB_PORT}/"


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
                _("Cannot listen on port %(port)s: %(reason)s. Choose another: PORT=8001 make run") % {
                    "port": settings.WEB_PORT, "reason": error.strerror},
            ) from error
