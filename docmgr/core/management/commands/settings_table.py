"""``manage.py settings_table``: every setting of the environment as a Markdown table, for docs/operations.md."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from docmgr.core import env

BEGIN, END = "<!-- settings:begin -->", "<!-- settings:end -->"


class Command(BaseCommand):
    help = "Prints the table of settings, or writes it between its marks into a file."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--write", type=Path, metavar="FILE")

    def handle(self, *args: Any, write: Path | None = None, **options: Any) -> None:
        if write is None:
            self.stdout.write(table())
        else:
            write.write_text(put_into(write.read_text(encoding="utf-8")), encoding="utf-8")


def table() -> str:
    lines = ["| variable | default | meaning |", "|---|---|---|"]
    return "\n".join([*lines, *(_line(v) for v in env.DECLARED.values())])


def put_into(page: str) -> str:
    """The page with the table between its marks renewed."""
    pattern = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(END)}", re.DOTALL)
    return pattern.sub(lambda _: f"{BEGIN}\n{table()}\n{END}", page)


def _line(variable: env.Variable) -> str:
    return f"| `{variable.name}` | {_portable(variable)} | {variable.about} |"


def _portable(variable: env.Variable) -> str:
    """The default, the same on every machine: folders by their name, values as they are written in the environment."""
    default = variable.default
    if variable.name != "DOCMGR_DATA":
        default = default.replace(str(settings.DATA_DIR), "DOCMGR_DATA")
    default = default.replace(f"{settings.BASE_DIR}/", "")
    if listed := re.fullmatch(r"\[(.*)\]", default):
        return ",".join(re.findall(r"'([^']*)'", listed[1]))
    return {"True": "1", "False": "0"}.get(default, default)
