"""Commands of the terminal: they speak its language, and tell what went wrong as a sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from docmgr.core.exceptions import DocmgrError


def language_of(environment: Mapping[str, str]) -> str:
    """Chinese where the locale is Chinese, English everywhere else: "C" and none at all speak neither."""
    told = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh-hans" if told.lower().startswith("zh") else "en"


class TerminalCommand(BaseCommand):
    """For commands that a person types. A DocmgrError ends them with its sentence and exit status 1."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        with translation.override(language_of(os.environ)):
            self.help = str(self.help)
            return super().create_parser(prog_name, subcommand, **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        with translation.override(language_of(os.environ)):
            try:
                return super().execute(*args, **options)
            except DocmgrError as error:
                raise CommandError(str(error.message)) from error
