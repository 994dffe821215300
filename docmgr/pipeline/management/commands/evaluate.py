"""``manage.py evaluate``: a labelled set through the product's own way, in a throw-away installation, scored."""

from __future__ import annotations

import json
import resource
import time
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from docmgr.core.sentences import listed
from docmgr.core.terminal import TerminalCommand, require_places, write
from docmgr.evaluation.definitions import type_named
from docmgr.evaluation.goldfile import read_gold_file
from docmgr.evaluation.labelled import Labelled, in_order, place_of
from docmgr.pipeline.orders import Order
from docmgr.pipeline.rehearsals import throwaway


class Command(TerminalCommand):
    help: Any = gettext_lazy("Measures how well labelled documents are read, before or after learning. Nothing real is "
                        "touched.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--gold", type=Path, required=True, metavar="GOLD.jsonl|.csv|.xlsx",
                            help=_("a JSON line, or a row of a table, per document"))
        parser.add_argument("--files", type=Path, help=_("folder that the file names start from (default: the gold's)"))
        parser.add_argument("--type", required=True, metavar="TYPE.json|KEY")
        parser.add_argument("--learn", type=int, default=0, metavar="N",
                            help=_("confirm N documents, score the others"))
        parser.add_argument("--retrain", action="store_true",
                            help=_("then train a model from them, as the button does"))
        parser.add_argument("--seed", type=int, default=0, help=_("which documents come first"))
        parser.add_argument("--curve", type=_numbers, default=[], metavar="N,N,…",
                            help=_("score after each of these"))
        parser.add_argument("--embedded", action="store_true", help=_("use invoice XML and QR codes, too"))
        parser.add_argument("--jobs", type=int, default=1, help=_("processes that read (default 1)"))
        parser.add_argument("--cache", type=Path, help=_("folder that keeps page texts between runs"))
        parser.add_argument("--report", type=Path, metavar="OUT.json")
        parser.add_argument("--predictions", type=Path, metavar="PRED.jsonl")
        parser.add_argument("--scored", type=Path, metavar="REST.jsonl", help=_("the gold lines that were scored"))

    def handle(self, *args: Any, **options: Any) -> None:
        started, spent = time.monotonic(), _cpu_seconds()
        definition = type_named(options["type"])
        gold = in_order(read_gold_file(options["gold"], definition), options["seed"])
        sizes = _sizes(options["curve"], options["learn"], len(gold))
        if options["retrain"] and not sizes[-1]:
            raise CommandError(_("--retrain trains from what was learned: say with --learn from how many documents."))
        _check_places(options)
        files = options["files"] or options["gold"].parent
        rows = [_row(entry, place_of(entry.file, files, options["gold"].parent)) for entry in gold]
        if not any(Path(row["path"]).is_file() for row in rows):
            raise CommandError(_("None of the %(count)s files of the gold file lies in %(folder)s.") % {
                "count": len(rows), "folder": files})
        order = Order(definition=definition, rows=rows, sizes=sizes, retrain=options["retrain"], jobs=options["jobs"])
        report, answers = _measured(order, options)
        report |= {"seed": options["seed"], "embedded": options["embedded"], "known": _known(rows, sizes[-1]),
                   "seconds": round(time.monotonic() - started, 1), "cpu_seconds": round(_cpu_seconds() - spent, 1)}
        self._write(options, gold[sizes[-1]:], report, answers)

    def _write(self, options: dict[str, Any], scored: list[Labelled], report: dict[str, Any],
               answers: dict[str, Any]) -> None:
        """What was found out after minutes or hours is told first: a full disk takes the files and not the figures."""
        for line in summary(report):
            self.stdout.write(line)
        predictions = (json.dumps(_prediction(e, answers.get(e.id, {})), ensure_ascii=False) for e in scored)
        texts = {"report": json.dumps(report, ensure_ascii=False, indent=1) + "\n",
                 "predictions": "".join(f"{line}\n" for line in predictions),
                 "scored": "".join(f"{entry.line}\n" for entry in scored)}
        for name, text in texts.items():
            if options[name]:
                write(name, options[name], text)


def _measured(order: Order, options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    with throwaway.installation() as beside:
        order.save(beside.folder / "order.json")
        # Each file is read once, however often it is asked about.
        texts = (options["cache"] or beside.folder / "texts").resolve()
        code = beside.run("docmgr.pipeline.rehearsals.measure_inside", [str(beside.folder)],
                          DOCMGR_OCR_PAGE_CACHE=str(texts), DOCMGR_OCR_EMBEDDED="1" if options["embedded"] else "0",
                          DOCMGR_LANGUAGE=get_language() or "en")
        if code:
            told = beside.folder / "error.txt"
            raise CommandError(told.read_text("utf-8") if told.exists() else _("The measurement broke off; see above."))
        return tuple(json.loads((beside.folder / name).read_text("utf-8")) for name in ("report.json", "answers.json"))


def _prediction(entry: Labelled, answers: dict[str, list[tuple[str, float | None]]]) -> dict[str, Any]:
    """``confidence`` goes beside ``fields``, so that whoever scores values need not know of it. The id is told as the
    gold has it: 17 is not "17" to a program that looks it up."""
    return {"id": json.loads(entry.line).get("id") or entry.id, "file": entry.file,
            "fields": {key: [value for value, _ in given] for key, given in answers.items()},
            "confidence": {key: [sure for _, sure in given] for key, given in answers.items()}}


def _numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise ArgumentTypeError(_("numbers with commas between them are wanted, such as 0,5,20")) from None


def _sizes(curve: list[int], learn: int, documents: int) -> list[int]:
    """The points, ascending; those of a curve that leave nothing to score are left out."""
    if learn < 0 or any(n < 0 for n in curve):
        raise CommandError(_("A number of documents to learn from cannot be negative."))
    if learn and max(curve, default=0) > learn:
        raise CommandError(_(
            "The curve goes on to %(most)s documents and --learn stops at %(learn)s: leave out --learn, or the points "
            "beyond it.") % {"most": max(curve), "learn": learn})
    if learn >= documents:
        raise CommandError(_("The gold file has %(count)s documents: --learn %(learn)s leaves none to score.") % {
            "count": documents, "learn": learn})
    points = {n for n in curve if n < documents} | ({learn} if learn or not curve else set())
    if not points:
        raise CommandError(
            _("The gold file has %(count)s documents: no point of the curve leaves one to score.") % {
                "count": documents})
    return sorted(points)


def _check_places(options: dict[str, Any]) -> None:
    """Told before the work and not after it."""
    if options["jobs"] < 1:
        raise CommandError(_("--jobs must be at least 1."))
    if options["files"] and not options["files"].is_dir():
        raise CommandError(_("%(path)s is not a folder.") % {"path": options["files"]})
    require_places(options, files=("report", "predictions", "scored"))


def _row(entry: Labelled, path: Path) -> dict[str, Any]:
    return {"id": entry.id, "path": str(path), "absent": list(entry.gold.absent),
            "fields": {key: list(values) for key, values in entry.gold.fields.items()}}


def _known(rows: list[dict[str, Any]], learned: int) -> list[str]:
    """Scored documents whose file was learned from under another id."""
    taught = {row["path"] for row in rows[:learned]}
    return sorted(row["id"] for row in rows[learned:] if row["path"] in taught)


def _cpu_seconds() -> float:
    """Of this process and of those that it has waited for."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def summary(report: dict[str, Any]) -> list[str]:
    """``report`` as it is written, told in lines for a terminal."""
    lines = [_("F1 %(f1)s  precision %(precision)s  recall %(recall)s  "
               "(%(documents)s documents scored, %(learned)s learned, %(seconds)s s)") % {
        **{name: f"{report[name]:.4f}" for name in ("f1", "precision", "recall")},
        "documents": report["documents"], "learned": report["learned"], "seconds": f"{report['seconds']:.0f}"}]
    lines += [f"  {key:<30} n {row['n']:>5}  F1 {row['f1']:.4f}" for key, row in report["fields"].items()]
    lines += ["  " + _("after %(learned)s: F1 %(f1)s") % {
        "learned": f"{point['learned']:>4}", "f1": f"{point['f1']:.4f}"} for point in report.get("curve", ())]
    if not any(row["n"] for row in report["fields"].values()):
        lines.append("  " + _("the gold names no value that is on a document: what there is to find was not measured"))
    if report["retrained"]:
        lines.append("  " + _fate(report["retrained"]))
    if report["unreadable"]:
        lines.append("  " + _("not readable, counted as missed: %(count)s") % {"count": len(report["unreadable"])})
    if report.get("known"):
        lines.append("  " + _("learned from and scored, as two lines name their files: %(count)s") % {
            "count": len(report["known"])})
    if report["unknown_fields"]:
        lines.append("  " + _("asked for by the gold, unknown to the type: %(keys)s") % {
            "keys": listed(report["unknown_fields"])})
    if report.get("label_issues"):
        lines.append("  " + ngettext(
            "%(count)s label deserves a look, because the page speaks against it (label_issues in the report)",
            "%(count)s labels deserve a look, because the page speaks against them (label_issues in the report)",
            len(report["label_issues"])) % {"count": len(report["label_issues"])})
    return lines


def _fate(retrained: dict[str, Any]) -> str:
    """Whose figures they are, where a version was trained for them."""
    if "failed" in retrained:
        return _("the retraining came to nothing: %(why)s") % {"why": retrained["failed"]}
    if retrained["taken"]:
        return _("the figures are those of the retrained version")
    return _("the retrained version was not taken; the figures are those without it")
