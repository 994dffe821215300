"""``manage.py load_types``: brings the built-in document types into the database."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.terminal import TerminalCommand
from docmgr.doctypes.builtin import load_all


class Command(TerminalCommand):
    help: Any = gettext_lazy("Loads the built-in document types. A type that an administrator edited is left alone.")

    def handle(self, *args: Any, **options: Any) -> None:
        for key, outcome in load_all().items():
            if outcome in ("loaded", "updated"):
                self.stdout.write(
                    (_("document type %(key)s: loaded") if outcome == "loaded" else _("document type %(key)s: updated"))
                    % {"key": key})
