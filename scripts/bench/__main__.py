"""``python -m scripts.bench --files DIR [--gold GOLD.jsonl=TYPE.json --score SCORE.py] …``"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from pathlib import Path
from typing import Any

from scripts.bench import accuracy, baselines, product
from scripts.bench.processes import Cost

SUFFIXES = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"}


def main() -> None:
    asked = _arguments()
    report: dict[str, Any] = {"machine": _machine(), "workers": asked.workers}
    if asked.files:
        files = sorted(p for p in asked.files.iterdir() if p.suffix.lower() in SUFFIXES)[:asked.limit]
        report["throughput"] = _throughput(files, asked.workers)
    if asked.gold:
        report["accuracy"] = [
            accuracy.score(accuracy.LabelledSet.parse(text), judge=asked.score, jobs=asked.workers,
                           limit=asked.gold_limit) for text in asked.gold]
    if asked.json:
        asked.json.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(table(report))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench ARGS=…", description=__doc__)
    parser.add_argument("--files", type=Path, help="folder of documents for the end-to-end figures")
    parser.add_argument("--limit", type=int, default=40, help="how many of them, in the order of their names")
    parser.add_argument("--workers", type=int, default=1, help="worker processes of the product")
    parser.add_argument("--gold", action="append", metavar="GOLD.jsonl[=TYPE]",
                        help="a labelled set, with a type definition or a built-in type's key; may be repeated")
    parser.add_argument("--gold-limit", type=int, default=0, help="only so many documents of each set")
    parser.add_argument("--score", type=Path, help="the program that compares labels and answers")
    parser.add_argument("--json", type=Path, help="write all figures here")
    asked = parser.parse_args()
    if not (asked.files or asked.gold):
        parser.error("give --files or --gold")
    if asked.gold and not asked.score:
        parser.error("--gold needs --score")
    return asked


def _throughput(files: list[Path], workers: int) -> dict[str, Any]:
    if not files:
        raise SystemExit("no documents in that folder")
    with tempfile.TemporaryDirectory(prefix="docmgr-bench-") as folder:
        cost, more = product.measure(files, Path(folder), workers=workers)
    rows = {"docmgr": cost, "engine": baselines.measure("engine", files),
            "rapidocr": baselines.measure("rapidocr", files)}
    return {
        "documents": len(files), **more, **{name: _figures(row) for name, row in rows.items()},
        "cpu_ratio_to_rapidocr": round(cost.cpu / rows["rapidocr"].cpu, 3),
        "cpu_ratio_to_engine": round(cost.cpu / rows["engine"].cpu, 3),
    }


def _figures(cost: Cost) -> dict[str, float]:
    return {"documents_per_minute": round(cost.per_minute, 1), "cpu_seconds_per_document": round(cost.cpu_each, 3)}


def _machine() -> dict[str, Any]:
    return {"cpus": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2), "python": platform.python_version()}


def table(report: dict[str, Any]) -> str:
    """The figures as Markdown, for docs/benchmarks.md."""
    lines = [f"{report['machine']['cpus']} CPUs, load {report['machine']['load_before']} before the run, "
             f"{report['workers']} worker process(es)", ""]
    if through := report.get("throughput"):
        lines += [f"{through['documents']} documents, {through['failed']} failed, all processes together at most "
                  f"{through['peak_mb']} MB", "", "| | documents a minute | CPU seconds a document |", "|---|---|---|"]
        names = {"docmgr": "docmgr, upload to fields", "engine": "its engine alone",
                 "rapidocr": "RapidOCR defaults, text only"}
        lines += [f"| {label} | {through[key]['documents_per_minute']} | {through[key]['cpu_seconds_per_document']} |"
                  for key, label in names.items()]
        lines += ["", f"CPU of docmgr ÷ RapidOCR defaults: {through['cpu_ratio_to_rapidocr']}; "
                  f"÷ its engine alone: {through['cpu_ratio_to_engine']}", ""]
    if sets := report.get("accuracy"):
        lines += ["| set | documents | F1 | exact F1 | documents all right |", "|---|---|---|---|---|"]
        lines += [f"| {row['set']} | {row['documents']} | {row['f1']:.3f} | {row['exact_f1']:.3f} | "
                  f"{row['whole_documents']:.3f} |" for row in sets]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
