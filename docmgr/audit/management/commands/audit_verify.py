"""``manage.py audit_verify [--anchor SEQ:HASH]``: exit status 1 and the first wrong row, or the head to note down."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from docmgr.audit.selectors import verify_all


class Command(BaseCommand):
    help = "Checks the audit chain and names the first row that was changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor", metavar="SEQ:HASH",
            help="an end of the chain noted earlier outside the database; finds a tail that was cut off cleanly")

    def handle(self, *args: Any, anchor: str | None = None, **options: Any) -> None:
        verdict = verify_all(_parsed(anchor))
        if not verdict.ok:
            raise CommandError(f"row {verdict.seq}: {verdict.reason}")
        self.stdout.write(f"{verdict.rows} rows, unchanged. Note this outside: {verdict.rows}:{verdict.head}")


def _parsed(anchor: str | None) -> tuple[int, str] | None:
    if not anchor:
        return None
    seq, _, digest = anchor.partition(":")
    if not seq.isdecimal() or len(digest) != 64:
        raise CommandError("--anchor wants SEQ:HASH as an earlier audit_verify printed it")
    return int(seq), digest
