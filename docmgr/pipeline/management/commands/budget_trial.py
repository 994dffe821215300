"""``manage.py budget_trial``: does the promise of an error budget hold on labelled documents, and what is it worth?"""

from __future__ import annotations

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wcwidth import ljust, rjust

from docmgr.automation import trial
from docmgr.core.terminal import TerminalCommand, require_places, write
from docmgr.evaluation.definitions import type_named
from docmgr.evaluation.goldfile import read_gold_file
from docmgr.evaluation.labelled import in_order, place_of
from docmgr.extraction import engine

# Places on the terminal; a heading that needs more takes it.
_WIDTHS = (20, 8, 10, 8, 7, 8, 8, 7, 12, 9)


class Command(TerminalCommand):
    help: Any = gettext_lazy(
        "Certifies on one half of labelled documents and looks at the other, many times: how often is "
        "more wrong than was promised, and how much passes? No database is touched.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gold", type=Path, required=True, metavar="GOLD.jsonl|.csv|.xlsx")
        parser.add_argument("--files", type=Path, help=_("folder that the file names start from (default: the gold's)"))
        parser.add_argument("--type", required=True, metavar="TYPE.json|KEY")
        parser.add_argument("--alpha", type=_shares, default=[0.02], metavar="A,A,…",
                            help=_("at most so much is wrong"))
        parser.add_argument("--delta", type=float, default=0.05, help=_("how often that may be broken"))
        parser.add_argument("--splits", type=int, default=200)
        parser.add_argument("--learn", type=int, default=0, metavar="N",
                            help=_("answer each document with what at most N others taught"))
        parser.add_argument("--retrain", action="store_true", help=_("train a model from them, too"))
        parser.add_argument("--seed", type=int, default=0)
        parser.add_argument("--cache", type=Path, help=_("folder that keeps page texts between runs"))
        parser.add_argument("--predictions", type=Path, metavar="PRED.jsonl",
                            help=_("judge these values with their confidences in place of answering"))
        parser.add_argument("--report", type=Path, metavar="OUT.json")

    def handle(self, *args: Any, **options: Any) -> None:
        _check(options)
        judged = self._judged(options)
        rows = trial.tables(judged, alphas=options["alpha"], delta=options["delta"], splits=options["splits"],
                            seed=options["seed"])
        self.stdout.write(_aligned(_head()))
        for row in rows:
            self.stdout.write(_aligned(_line(row)))
        if options["report"]:
            write("report", options["report"], json.dumps({
                "values": len(judged), "documents": len({j.document for j in judged}), "learn": options["learn"],
                "retrain": options["retrain"], "rows": rows}, indent=1) + "\n")

    def _judged(self, options: dict[str, Any]) -> list[engine.Judged]:
        definition = type_named(options["type"])
        labelled = in_order(read_gold_file(options["gold"], definition), options["seed"])
        gold = [entry.gold for entry in labelled]
        if options["predictions"]:
            kinds = {f["key"]: f.get("kind", "text") for f in definition["fields"]}
            return trial.from_predictions(options["predictions"], gold, kinds)
        folder = options["files"] or options["gold"].parent
        places = {entry.id: place_of(entry.file, folder, options["gold"].parent) for entry in labelled}
        judged = engine.answered_by_others(
            gold, places, definition, learn=options["learn"], retrain=options["retrain"], cache=options["cache"],
            tell=self._tell)
        if not judged:
            raise CommandError(_("None of the %(count)s documents in %(folder)s could be answered.") % {
                "count": len(gold), "folder": folder})
        return judged

    def _tell(self, done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            self.stderr.write(_("read %(done)s of %(total)s") % {"done": done, "total": total})


def _check(options: dict[str, Any]) -> None:
    """Told before the work and not after it."""
    for name in ("alpha", "delta"):
        shares = options[name] if isinstance(options[name], list) else [options[name]]
        if not all(0 < share < 1 for share in shares):  # which nan is not either
            raise CommandError(_("--%(name)s lies between 0 and 1, such as 0.05 for 5 %%.") % {"name": name})
    if options["splits"] < 1:
        raise CommandError(_("--splits must be at least 1."))
    if options["learn"] < 0:
        raise CommandError(_("A number of documents to learn from cannot be negative."))
    if options["predictions"] and (options["learn"] or options["retrain"]):
        raise CommandError(_("--predictions judges answers that were given already: --learn and --retrain go with the "
                             "measurement that writes them."))
    if options["retrain"] and not options["learn"]:
        raise CommandError(_("--retrain trains from what was learned: say with --learn from how many documents."))
    require_places(options, files=["report"])


def _shares(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split(",")]
    except ValueError:
        raise ArgumentTypeError(_("shares with commas between them are wanted, such as 0.01,0.05")) from None


def _head() -> list[str]:
    return [_("field"), _("at most"), _("broken in"), _("allowed"), "", _("passed"), _("best"), _("wrong"),
            _("none passed"), _("evidence")]


def _line(row: dict[str, Any]) -> list[str]:
    name = _("all, by document") if row["key"] == trial.ALL else row["key"]
    return [name, f"{row['alpha']:.1%}", f"{row['exceeded']:.1%}", f"{row['delta'] + 0.02:.1%}",
            _("kept") if row["kept"] else _("BROKEN"), f"{row['automation']:.1%}", f"{row['best']:.1%}",
            f"{row['error']:.2%}", f"{row['none']:.0%}", f"{row['reviewed']}"]


def _aligned(cells: Sequence[str]) -> str:
    """The first to the left, the others to the right."""
    first, *others = zip(cells, _WIDTHS, strict=True)
    return " ".join([ljust(*first), *(rjust(*cell) for cell in others)])
