"""``manage.py sync_ldap [--every [SECONDS]]``: people removed or disabled in the directory lose their account here."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from docmgr.accounts.reach import DirectoryUnavailable

log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Brings directory people in line with the directory. An outage changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", nargs="?", const=settings.DIRECTORY_SYNC_SECONDS,
                            help="go on for ever; without a number as often as DOCMGR_LDAP_SYNC_SECONDS says")
        parser.add_argument("--force", action="store_true", help="also where more than half would lose their accounts")

    def handle(self, *args: Any, every: float | None = None, force: bool = False, **options: Any) -> None:
        if settings.DIRECTORY is None:
            raise CommandError("No directory is configured (DOCMGR_LDAP_URI).")
        while True:
            problem = self._once(force)
            if not every:
                if problem:
                    raise CommandError(problem)
                return
            if problem:
                log.warning("synchronising with the directory: %s", problem)
            close_old_connections()
            time.sleep(every)

    def _once(self, force: bool) -> str:
        from docmgr.accounts.sync import TooManyGone, synchronise

        try:
            changes = synchronise(force=force)
        except DirectoryUnavailable:
            return "The directory cannot be reached; nothing was changed."
        except TooManyGone as error:
            return f"{error}; nothing was changed. Where that is right: sync_ldap --force"
        if changes:
            self.stdout.write(f"{len(changes)} people brought in line")
        return ""
