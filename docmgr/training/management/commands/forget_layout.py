"""``manage.py forget_layout NUMBER…``: later documents are read as if these had never been approved."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.sentences import listed
from docmgr.core.terminal import TerminalCommand
from docmgr.documents.models import Document
from docmgr.training.layouts.memory import forget
from docmgr.training.trained.taken_back import model_that_saw


class Command(TerminalCommand):
    help: Any = gettext_lazy(
        "Forgets what documents taught about their layout; the documents themselves stay as they are.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("numbers", nargs="+", type=int, metavar="NUMBER", help=_("as in “learned from #17”"))

    def handle(self, *args: Any, numbers: list[int], **options: Any) -> None:
        nothing = [n for n in numbers if not self._forgotten(n)]
        if nothing:
            raise CommandError(_("These had taught nothing: %(numbers)s.") % {
                "numbers": listed(f"#{n}" for n in nothing)})

    def _forgotten(self, number: int) -> bool:
        document = Document.objects.filter(pk=number).first()
        if document is None:
            return False
        if done := forget(document):
            self.stdout.write(_("#%(number)s is forgotten.") % {"number": number})
            if model := model_that_saw(document):
                self.stdout.write(_(
                    "Model #%(model)d was trained from it and keeps what it saw until the next training."
                ) % {"model": model})
        return done
