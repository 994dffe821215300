"""``manage.py model_version TYPE [--use N|none]``: the trained models of a type, and which of them is live."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from docmgr.core.exceptions import Conflict, Invalid, NotThere
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.training import versions


class Command(BaseCommand):
    help = "Lists the trained models of a document type, or puts another one to use."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", help="the key of the document type")
        parser.add_argument("--use", metavar="N|none", help="make version N live, or read without a trained model")

    def handle(self, *args: Any, type: str, use: str | None, **options: Any) -> None:
        try:
            doc_type = get_type(type)
            if use is not None:
                _use(doc_type, use)
        except NotThere as error:
            raise CommandError("There is no such document type or version.") from error
        except Conflict as error:
            raise CommandError("That version is live already.") from error
        except Invalid as error:
            raise CommandError(str(error.message)) from error
        for version in versions.versions_of(doc_type):
            self.stdout.write(
                f"#{version.number} {version.engine} {version.state} {version.created_at:%Y-%m-%d} "
                f"{len(version.documents)} documents, F1 {version.figures.get('challenger')}, {version.sha256[:12]}")


def _use(doc_type: DocumentType, wanted: str) -> None:
    if wanted == "none":
        versions.use_none(doc_type, by=None)
    elif wanted.isdecimal():
        versions.use(versions.get_version(doc_type, int(wanted)), by=None)
    else:
        raise CommandError("--use takes the number of a version, or none.")
