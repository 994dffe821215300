"""``manage.py retrain TYPE``: what the button does, here and now, with its progress on the screen."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.core.terminal import TerminalCommand
from docmgr.doctypes.selectors import find_type, get_type, no_such_type
from docmgr.training.background import job_words
from docmgr.training.models import ModelVersion
from docmgr.training.trained import retraining, verdict_words, versions

_WIDTH = 60


class Command(TerminalCommand):
    help: Any = gettext_lazy(
        "Trains a model of a document type and puts it to use where it is not worse than the one that "
        "is live.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("type", help=_("the key of the document type"))
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--engine", choices=ModelVersion.Engine.values, default=ModelVersion.Engine.FIELDS)
        parser.add_argument("--json", action="store_true", help=_("print the outcome as one line of JSON"))

    def handle(self, *args: Any, type: str, seed: int, engine: str, json: bool, **options: Any) -> None:
        if find_type(type) is None:
            raise CommandError(no_such_type(type))
        made = retraining.run({"type": type, "seed": seed, "engine": engine}, progress=self._tell)
        self._ending()
        self.stdout.write(_line(made) if json else _sentence(type, made))

    def _tell(self, stage: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{job_words.stage_name(stage)} {done}/{total}".ljust(_WIDTH), ending="")

    def _ending(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r".ljust(_WIDTH + 1), ending="\r")


def _line(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False)


def _sentence(key: str, made: dict[str, Any]) -> str:
    name = {"key": key, "version": made["version"]}
    if made["taken"]:
        fate = _("%(key)s #%(version)s is live.") % name
    else:
        version = versions.get_version(get_type(key), made["version"])
        why = " ".join(verdict_words.told(version.reason, version.figures, {}))
        fate = _("%(key)s #%(version)s was not taken. %(why)s") % {**name, "why": why}
    about = {"documents": made["documents"], "seconds": made["seconds"]}
    figures = [_(
        "F1 on documents held back: %(before)s before, %(now)s now; %(documents)s documents, %(seconds)s s.") % {
            "before": made["champion"], "now": made["challenger"], **about}]
    if made["after"]:  # a fine-tuned reader is measured otherwise
        figures = [_("%(name)s on what was held back: %(before)s base, %(now)s now; %(documents)s documents, "
                     "%(seconds)s s.") % {"name": name, "before": made["before"][name], "now": now, **about}
                   for name, now in made["after"].items()]
    told = " ".join(verdict_words.compared(made["compared"]))
    return "\n".join([fate, *figures, *([told] if told else []), *(_view(*item) for item in made["views"].items())])


def _view(name: str, part: dict[str, Any]) -> str:
    return _("%(view)s (%(documents)s): %(before)s before, %(now)s now") % {
        "view": verdict_words.view_name(name), "documents": part["documents"],
        "before": part["champion"], "now": part["challenger"]}
