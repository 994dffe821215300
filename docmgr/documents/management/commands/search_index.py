"""``manage.py search_index``: see that the index of the search is there, and make it where it is not."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.terminal import TerminalCommand
from docmgr.documents import search_index


class Command(TerminalCommand):
    help: Any = gettext_lazy(
        "Makes the index of the search where a part of it is missing; prepare does it. Safe to repeat.")

    def handle(self, *args: Any, **options: Any) -> None:
        if search_index.ensure(connection):
            self.stdout.write(_("The index of the search was made anew."))
