"""``manage.py sync_ldap [--every [SECONDS]]``: people removed or disabled in the directory lose their account here."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import close_old_connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.accounts.reach import DirectoryUnavailable
from docmgr.core.terminal import TerminalCommand

log = logging.getLogger(__name__)


class Command(TerminalCommand):
    help: Any = gettext_lazy("Brings directory people in line with the directory. An outage changes nothing.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", nargs="?", const=settings.DIRECTORY_SYNC_SECONDS,
                            help=_("go on for ever; without a number as often as DOCMGR_LDAP_SYNC_SECONDS says"))
        parser.add_argument("--force", action="store_true",
                            help=_("also where more than half would lose their accounts"))

    def handle(self, *args: Any, every: float | None = None, force: bool = False, **options: Any) -> None:
        if settings.DIRECTORY is None:
            raise CommandError(_("No directory is configured (DOCMGR_LDAP_URI)."))
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
            return _("The directory cannot be reached; nothing was changed.")
        except TooManyGone as error:
            return _("%(problem)s Nothing was changed. Where that is right: sync_ldap --force") % {"problem": error}
        if changes:
            self.stdout.write(_("People brought in line: %(count)s") % {"count": len(changes)})
        return ""
