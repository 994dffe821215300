"""Commands of the terminal: they speak its language, and tell what went wrong as a sentence."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from docmgr.core import argparse_words
from docmgr.core.exceptions import DocmgrError

_INTERRUPTED = 130  # what a shell tells of a program that Ctrl+C ended
_UNHEARD = 141  # ... and of one whose reader has gone, such as head


def language_of(environment: Mapping[str, str]) -> str:
    """Chinese where the locale is Chinese, English everywhere else: "C" and none at all speak neither."""
    told = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "zh-hans" if told.lower().startswith("zh") else "en"


def require_writable(option: str, path: Path) -> None:
    """Told before the work and not after it. Raises CommandError."""
    if not path.resolve().parent.is_dir():
        raise CommandError(_("The folder of --%(name)s does not exist.") % {"name": option})
    is_new = not path.exists()
    try:
        path.open("a").close()
    except OSError as error:
        raise _unwritable(option, error) from error
    if is_new:
        path.unlink()


def require_folder(option: str, path: Path) -> None:
    """A folder that files can be written to, made where it is not there yet. Told before the work and not after it.

    Raises CommandError.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=path).close()
    except OSError as error:
        raise CommandError(_("The folder of --%(name)s cannot be written to: %(reason)s.") % {
            "name": option, "reason": error.strerror}) from error


def require_places(options: Mapping[str, Any], *, files: Iterable[str]) -> None:
    """Whatever places were given for these files and for the cache of pages. Raises CommandError."""
    for name in files:
        if options[name]:
            require_writable(name, options[name])
    if options["cache"]:
        require_folder("cache", options["cache"])


def write(option: str, path: Path, text: str) -> None:
    """Raises CommandError, for a disk that is full."""
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise _unwritable(option, error) from error


def _unwritable(option: str, error: OSError) -> CommandError:
    return CommandError(_("The file of --%(name)s cannot be written: %(reason)s.") % {
        "name": option, "reason": error.strerror})


class TerminalCommand(BaseCommand):
    """For commands that a person types. A DocmgrError ends them with its sentence and exit status 1; Ctrl+C with a
    sentence as well. Where nobody reads any more (``| head``) they end in silence."""

    def run_from_argv(self, argv: list[str]) -> None:
        """A wrong call is told in the terminal's language, too: by argparse, before anything is executed."""
        language = language_of(os.environ)
        argparse_words.translate(language)
        with translation.override(language):
            try:
                super().run_from_argv(argv)
                sys.stdout.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is not written at the end
                sys.exit(_UNHEARD)

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
            except KeyboardInterrupt:
                raise CommandError(_("Ended by Ctrl+C before it was done."), returncode=_INTERRUPTED) from None
