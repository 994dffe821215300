"""``manage.py prepare``: everything a database needs before the first request and after an upgrade."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext_lazy

from docmgr.core import catalogue
from docmgr.core.terminal import TerminalCommand


class Command(TerminalCommand):
    help: Any = gettext_lazy("Migrates, makes the cache table and loads the built-in document types. Safe to repeat.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("search_index", stdout=self.stdout)
        call_command("createcachetable", verbosity=0)
        call_command("load_types", stdout=self.stdout)
        for folder in settings.LOCALE_PATHS:
            for language in catalogue.missing(folder):  # in English: the other language is what is missing
                self.stderr.write(f"The texts in {language} are not compiled, and {folder} cannot be written: pages "
                                  "will be in English. Run “make messages” as somebody who may write there.")
