"""``manage.py search_index``: see that the index of the search is there, and make it where it is not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from docmgr.documents import search_index


class Command(BaseCommand):
    help = "Makes the index of the search where a part of it is missing; prepare does it. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        if search_index.ensure(connection):
            self.stdout.write("The index of the search was made anew.")
