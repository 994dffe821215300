"""``make bench-ocr ARGS="[--files DIR [--labels DIR|JSONL]] [--generated N] [--born-digital N] [--endurance N]"``.

Readers of page pictures beside each other, page by page in one run, so that a busy machine is busy for all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np

from scripts.bench import ocr_limits, ocr_pages, ocr_readers
from scripts.bench.ocr_words import Word, load_labels, matches

SUFFIXES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp"}


def main(arguments: list[str] | None = None) -> dict[str, Any]:
    asked = _arguments(arguments)
    report: dict[str, Any] = {"cpus": os.cpu_count(), "load_before": round(os.getloadavg()[0], 2),
                              "python": platform.python_version()}
    with tempfile.TemporaryDirectory(prefix="docmgr-bench-") as folder:
        if asked.files:
            files = sorted(p for p in asked.files.iterdir() if p.suffix.lower() in SUFFIXES)[:asked.limit]
            report["files"] = compare(files, load_labels(asked.labels, files) if asked.labels else {})
        if asked.generated:
            pages = generated(asked.generated, Path(folder), asked.languages.split(","))
            report["generated"] = compare(list(pages), pages)
    if asked.born_digital:
        report["born_digital"] = ocr_limits.born_digital(asked.born_digital)
    if asked.endurance:
        report["endurance"] = ocr_limits.endurance(asked.endurance)
    if asked.out:
        asked.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(table(report))
    return report


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-ocr ARGS=…", description=__doc__)
    parser.add_argument("--files", type=Path, help="folder of page pictures")
    parser.add_argument("--labels", type=Path, help="folder of x1,y1,…,x4,y4,text files, or JSONL with lines or fields")
    parser.add_argument("--limit", type=int, default=40, help="how many files, in the order of their names")
    parser.add_argument("--generated", type=int, default=0, metavar="N", help="N drawn pages, made to look scanned")
    parser.add_argument("--languages", default="en,zh", help="of the drawn pages: en, zh, zh-hant, in turn")
    parser.add_argument("--born-digital", type=int, default=0, metavar="N", help="N PDF pages by their text layer")
    parser.add_argument("--endurance", type=int, default=0, metavar="N", help="memory over N pages of many sizes")
    parser.add_argument("--out", type=Path, help="write all figures here")
    asked = parser.parse_args(arguments)
    if not (asked.files or asked.generated or asked.born_digital or asked.endurance):
        parser.error("give --files, --generated, --born-digital or --endurance")
    return asked


def generated(count: int, folder: Path, languages: list[str]) -> dict[Path, list[Word]]:
    """Drawn pages in turn of each language, as files, with the words that stand on them."""
    pages = {}
    for number in range(count):
        random = np.random.default_rng(number)
        drawn = ocr_pages.draw(number, language=languages[number % len(languages)], dpi=int(random.choice((150, 200))),
                               size=float(random.choice((9, 10.5, 12))))
        page, path = ocr_pages.scanned(drawn, random), folder / f"{number:04d}.png"
        cv2.imwrite(str(path), page.image[:, :, ::-1])
        pages[path] = list(page.words)
    return pages


def compare(files: list[Path], labels: dict[Path, list[Word]]) -> dict[str, Any]:
    """{"pages", "labelled", "placed", "readers": {name: figures}}; the first page is read once before, not counted."""
    if not files:
        raise SystemExit("no page pictures there")
    names = [name for name in ocr_readers.NAMES if name != "tesseract" or ocr_readers.tesseract_languages()]
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    with ExitStack() as stack:
        readers = {name: stack.enter_context(ocr_readers.running(name)) for name in names}
        for reader in readers.values():
            reader.read(files[0])
        for file in files:
            for name, reader in readers.items():
                told[name].append(reader.read(file))
    placed = any(word.box for words in labels.values() for word in words)
    rows = {name: _figures(files, pages, labels, placed=placed) for name, pages in told.items()}
    for name, row in rows.items():
        row["cpu_ratio"] = round(row["cpu"] / rows["rapidocr"]["cpu"], 3)
        row["name"] = ocr_readers.NAMES[name]
    if "tesseract" in rows:
        rows["tesseract"]["name"] += f" ({'+'.join(ocr_readers.tesseract_languages())})"
    return {"pages": len(files), "labelled": len(labels), "placed": placed, "readers": rows}


def _figures(files: list[Path], pages: list[dict[str, Any]], labels: dict[Path, list[Word]], *,
             placed: bool) -> dict[str, Any]:
    found = wanted = read = 0
    for file, page in zip(files, pages, strict=True):
        if file in labels:
            found += matches(labels[file], page["words"])
            wanted += len(labels[file])
            read += len(page["words"])
    return {"recall": round(found / wanted, 4) if wanted else None,
            "precision": round(found / read, 4) if placed and read else None,
            "cpu": round(median(page["cpu"] for page in pages), 3),
            "wall": round(median(page["wall"] for page in pages), 3), "peak_mb": pages[-1]["peak_mb"]}


def table(report: dict[str, Any]) -> str:
    """The figures as Markdown, for docs/benchmarks.md."""
    lines = [f"{report['cpus']} CPUs, load {report['load_before']} before the run", ""]
    for key, title in (("files", "files given"), ("generated", "pages drawn by code")):
        if key in report:
            lines += [f"{report[key]['pages']} {title}, {report[key]['labelled']} of them labelled", "",
                      "| | CPU s a page | ÷ RapidOCR | wall s a page | word recall | word precision | peak MB |",
                      "|---|---|---|---|---|---|---|", *map(_row, report[key]["readers"].values()), ""]
            if "tesseract" not in report[key]["readers"]:
                lines += ["Tesseract is not installed.", ""]
    if born := report.get("born_digital"):
        lines += [f"Born digital: {born['pages_per_second']} pages a second, {born['pages_per_cpu_second']} a CPU "
                  f"second ({born['pages']} pages, {born['words_a_page']} words each)", ""]
    if endured := report.get("endurance"):
        lines += [f"Memory over {endured['pages']} pages of many sizes, MB after each tenth: "
                  + ", ".join(map(str, endured["mb"]))
                  + f"; at most {endured['peak_mb']} MB; {endured['cpu']} CPU s a page, drawing included", ""]
    return "\n".join(lines)


def _row(row: dict[str, Any]) -> str:
    recall, precision = (f"{row[key]:.3f}" if row[key] is not None else "" for key in ("recall", "precision"))
    return (f"| {row['name']} | {row['cpu']:.2f} | {row['cpu_ratio']:.3f} | {row['wall']:.2f} | {recall} | "
            f"{precision} | {row['peak_mb']} |")


if __name__ == "__main__":
    main()
