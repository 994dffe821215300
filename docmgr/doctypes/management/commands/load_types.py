"""``manage.py load_types``: brings the built-in document types into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from docmgr.doctypes.builtin import load_all


class Command(BaseCommand):
    help = "Loads the built-in document types. A type that an administrator edited is left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        for key, outcome in load_all().items():
            if outcome in ("loaded", "updated"):
                self.stdout.write(f"document type {key}: {outcome}")
