"""``manage.py``: Django's command line, which says in English alone that a command is not known."""

from __future__ import annotations

import os
import sys
from typing import Any

from django.apps import apps
from django.core.management import ManagementUtility, get_commands
from django.utils.translation import gettext as _
from django.utils.translation import override

from docmgr.core.terminal import language_of


class Commands(ManagementUtility):
    """The same, with what a wrong name is answered in the language of the terminal."""

    def fetch_command(self, subcommand: str) -> Any:
        """Django's answer holds for English, and where Django could not be set up: it tells why."""
        language = language_of(os.environ)
        if language == "en" or not apps.ready or subcommand in get_commands():
            return super().fetch_command(subcommand)
        with override(language):
            sys.exit(_("There is no command “%(name)s”. “%(program)s help” lists those that there are.") % {
                "name": subcommand, "program": self.prog_name})
