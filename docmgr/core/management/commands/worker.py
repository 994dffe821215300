"""``manage.py worker``: one background worker alone, for an installation where something else supervises it."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand

from docmgr.core.parts import worker_command


class Command(BaseCommand):
    help = "Becomes a background worker."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        command = worker_command()
        os.execv(command[0], command)
