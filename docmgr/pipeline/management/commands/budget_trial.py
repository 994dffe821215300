"""``manage.py budget_trial``: does the promise of an error budget hold on labelled documents, and what is it worth?"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from docmgr.automation import trial
from docmgr.core.terminal import TerminalCommand
from docmgr.evaluation.definitions import type_named
from docmgr.evaluation.goldfile import in_order, read_gold_file
from docmgr.extraction import engine

_HEAD = (f"{'field':<18} {'at most':>8} {'broken in':>10} {'allowed':>8} {'':>5} {'passed':>8} {'best':>8} "
         f"{'wrong':>7} {'none':>6} {'evidence':>9}")


class Command(TerminalCommand):
    help: Any = gettext_lazy(
        "Certifies on one half of labelled documents and looks at the other, many times: how often is "
        "more wrong than was promised, and how much passes? No database is touched.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gold", type=Path, required=True, metavar="GOLD.jsonl")
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
        judged = self._judged(options)
        rows = trial.tables(judged, alphas=options["alpha"], delta=options["delta"], splits=options["splits"],
                            seed=options["seed"])
        if options["report"]:
            options["report"].write_text(json.dumps({
                "values": len(judged), "documents": len({j.document for j in judged}), "learn": options["learn"],
                "retrain": options["retrain"], "rows": rows}, indent=1) + "\n", "utf-8")
        self.stdout.write(_HEAD)
        for row in rows:
            self.stdout.write(_line(row))

    def _judged(self, options: dict[str, Any]) -> list[engine.Judged]:
        definition = type_named(options["type"])
        labelled = in_order(read_gold_file(options["gold"]), options["seed"])
        gold = [entry.gold for entry in labelled]
        if options["predictions"]:
            kinds = {f["key"]: f.get("kind", "text") for f in definition["fields"]}
            return trial.from_predictions(options["predictions"], gold, kinds)
        folder = options["files"] or options["gold"].parent
        judged = engine.answered_by_others(
            gold, {entry.id: folder / entry.file for entry in labelled}, definition, learn=options["learn"],
            retrain=options["retrain"], cache=options["cache"], tell=self._tell)
        if not judged:
            raise CommandError(_("None of the %(count)s documents in %(folder)s could be answered.") % {
                "count": len(gold), "folder": folder})
        return judged

    def _tell(self, done: int, total: int) -> None:
        if done % 50 == 0 or done == total:
            self.stderr.write(_("read %(done)s of %(total)s") % {"done": done, "total": total})


def _shares(text: str) -> list[float]:
    return [float(part) for part in text.split(",")]


def _line(row: dict[str, Any]) -> str:
    name = "all, by document" if row["key"] == trial.ALL else row["key"]
    allowed, verdict = row["delta"] + 0.02, "kept" if row["kept"] else "BROKEN"
    return (f"{name:<18} {row['alpha']:>8.1%} {row['exceeded']:>10.1%} {allowed:>8.1%} {verdict:>5} "
            f"{row['automation']:>8.1%} {row['best']:>8.1%} {row['error']:>7.2%} {row['none']:>6.0%} "
            f"{row['reviewed']:>9}")
