"""``manage.py retrain TYPE``: what the button does, here and now, with its progress on the screen."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from docmgr.core.exceptions import DocmgrError
from docmgr.doctypes.models import DocumentType
from docmgr.training import retraining
from docmgr.training.models import ModelVersion


class Command(BaseCommand):
    help = "Trains a model of a document type and puts it to use where it is not worse than the one that is live."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", help="the key of the document type")
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--engine", choices=ModelVersion.Engine.values, default=ModelVersion.Engine.FIELDS)
        parser.add_argument("--json", action="store_true", help="print the outcome as one line of JSON")

    def handle(self, *args: Any, type: str, seed: int, engine: str, json: bool, **options: Any) -> None:
        if not DocumentType.objects.filter(key=type).exists():
            raise CommandError(f"There is no document type “{type}”.")
        try:
            made = retraining.run({"type": type, "seed": seed, "engine": engine}, progress=self._tell)
        except DocmgrError as error:
            raise CommandError(str(error.message)) from error
        self._ending()
        self.stdout.write(_line(made) if json else _sentence(type, made))

    def _tell(self, stage: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{stage} {done}/{total}".ljust(40), ending="")

    def _ending(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r".ljust(41), ending="\r")


def _line(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False)


_VIEWS = {"unseen": "layouts never seen", "further": "further documents of known layouts"}


def _sentence(key: str, made: dict[str, Any]) -> str:
    fate = "is live" if made["taken"] else "was not taken: " + ", ".join(_reason(reason) for reason in made["reasons"])
    views = "; ".join(f"{_VIEWS[name]} ({part['documents']}): {part['champion']} before, {part['challenger']} now"
                      for name, part in made["views"].items())
    return (f"{key} #{made['version']} {fate}. F1 on documents held back: {made['champion']} before, "
            f"{made['challenger']} now{f' ({views})' if views else ''}; {made['documents']} documents, "
            f"{made['seconds']} s.")


def _reason(reason: dict[str, Any]) -> str:
    where = f" on {_VIEWS[reason['view']]}" if reason.get("view") else ""
    return f"{reason.get('field', 'all fields together')}{where} ({reason['code'].replace('_', ' ')})"
