"""``manage.py web``: the web server alone, for an installation where something else supervises it."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from docmgr.core.parts import web_command


class Command(BaseCommand):
    help = "Becomes the web server."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        command = web_command()
        os.execv(command[0], command)
