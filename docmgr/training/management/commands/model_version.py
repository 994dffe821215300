"""``manage.py model_version TYPE [--use N|none]``: the trained models of a type, and which of them is live."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.exceptions import Conflict, NotThere
from docmgr.core.terminal import TerminalCommand
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.training.models import ModelVersion
from docmgr.training.trained import versions


class Command(TerminalCommand):
    help: Any = gettext_lazy("Lists the trained models of a document type, or puts another one to use.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", help=_("the key of the document type"))
        parser.add_argument("--use", metavar="N|none", help=_("make version N live, or read without a trained model"))

    def handle(self, *args: Any, type: str, use: str | None, **options: Any) -> None:
        try:
            doc_type = get_type(type)
            if use is not None:
                _use(doc_type, use)
        except NotThere as error:
            raise CommandError(_("There is no such document type or version.")) from error
        except Conflict as error:
            raise CommandError(_("That version is live already.")) from error
        known = list(versions.versions_of(doc_type))
        for version in known:
            self.stdout.write(_line(version))
        if not known:
            self.stdout.write(_("No model was trained yet: manage.py retrain %(key)s trains one.") % {"key": type})


def _line(version: ModelVersion) -> str:
    """A calibration has no weights, and so no hash."""
    what = version.get_engine_display() if version.has_weights else _("calibration of confidence")
    told = _("#%(number)s %(engine)s %(state)s %(day)s %(documents)s documents, F1 %(f1)s") % {
        "number": version.number, "engine": what, "state": version.get_state_display(),
        "day": f"{timezone.localtime(version.created_at):%Y-%m-%d}", "documents": len(version.documents),
        "f1": version.figures.get("challenger")}
    return f"{told}, {version.sha256[:12]}" if version.sha256 else told


def _use(doc_type: DocumentType, wanted: str) -> None:
    if wanted == "none":
        versions.use_none(doc_type, by=None)
    elif wanted.isdecimal():
        versions.use(versions.get_version(doc_type, int(wanted)), by=None)
    else:
        raise CommandError(_("--use takes the number of a version, or none."))
