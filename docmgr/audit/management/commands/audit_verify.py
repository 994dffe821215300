"""``manage.py audit_verify [--anchor SEQ:HASH]``: exit status 1 and the first wrong row, or the head to note down."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.audit.selectors import verify_all
from docmgr.core.terminal import TerminalCommand


class Command(TerminalCommand):
    help: Any = gettext_lazy("Checks the audit chain and names the first row that was changed.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchor", metavar="SEQ:HASH",
            help=_("an end of the chain noted earlier outside the database; finds a tail that was cut off cleanly"))

    def handle(self, *args: Any, anchor: str | None = None, **options: Any) -> None:
        verdict = verify_all(_parsed(anchor))
        if not verdict.ok:
            raise CommandError(_("Row %(number)s: %(reason)s") % {"number": verdict.seq, "reason": verdict.reason})
        self.stdout.write(_("%(rows)s rows, unchanged. Note this outside: %(anchor)s") % {
            "rows": verdict.rows, "anchor": f"{verdict.rows}:{verdict.head}"})


def _parsed(anchor: str | None) -> tuple[int, str] | None:
    if not anchor:
        return None
    seq, _colon, digest = anchor.partition(":")
    if not seq.isdecimal() or len(digest) != 64:
        raise CommandError(_("--anchor wants SEQ:HASH as an earlier audit_verify printed it."))
    return int(seq), digest
