"""``make bench-company``: finding fields with as many confirmed documents as a company will have, and what they hold.

Papers of one invented type with 20 fields (``scripts.bench_invented.company``), of many layouts or of one; the same
further papers of the same layouts are answered with more and more confirmed ones. Nothing is read from pixels. The
first page pays for whatever all confirmed ones say together, and the first page after an approval for what is new.

Few papers are observed, the others are made like them with new values: that costs what real ones cost, but what is
missing on a paper is missing on all that are made like it. F1 of many papers of one layout is asked with ``--observe``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
from dataclasses import replace
from pathlib import Path
from time import process_time

from ocr_engine.evaluate.metrics import score
from ocr_engine.evaluate.trial import Labelled, answer, exemplar_of
from ocr_engine.learn.examples.exemplar import Exemplar
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.learn.knowledge import Knowledge
from scripts.bench_invented.company import COMPANY, like, papers
from scripts.bench_invented.figures import definition

_OBSERVED = 60          # papers, of however few layouts
_APPROVALS = 7          # of which the median tells what the first page after one costs
SIZES = (0, 140, 500, 1000, 2000)


def main(argv: list[str] | None = None) -> None:
    asked = _arguments(argv)
    os.environ["OMP_NUM_THREADS"] = "1"
    doc_type, most = definition(COMPANY, bare=False), max(asked.learn)
    asked_of: list[Labelled] = [(gold, sheet.read()) for gold, sheet in papers(
        asked.answer, layouts=asked.layouts, seed=asked.seed, first=most)]
    lessons = _lessons(most, asked)
    pages = sum(len(p) for _, p in asked_of)
    print(f"{len(asked_of)} papers with {pages} pages answered, of {asked.layouts} layouts; "
          f"load {os.getloadavg()[0]:.1f}\n")
    print("| confirmed | CPU ms a page, median | 95th percentile | the first page | the first after an approval "
          "| opening them, s | MB held | F1 |\n|---|---|---|---|---|---|---|---|")
    for size in asked.learn:
        held, started = _resident(), process_time()
        exemplars = tuple(map(Packed, lessons[:size]))
        opened = process_time() - started
        knowledge = Knowledge(exemplars)
        first = _spent(asked_of[0], knowledge, 1)
        spent = sorted(_spent(item, knowledge, asked.times) for item in asked_of)
        after = _after_approvals(asked_of[0], knowledge)
        grown = _resident() - held
        kinds = {f.key: f.kind for f in doc_type.fields}
        given = {gold.id: {key: [v.value for v in values] for key, values in answer(pages, doc_type, knowledge).items()}
                 for gold, pages in asked_of}
        f1 = score([gold for gold, _ in asked_of], given, kinds).report()["f1"]
        late = spent[min(len(spent) - 1, round(0.95 * len(spent)))]
        print(f"| {size} | {statistics.median(spent):.0f} | {late:.0f} | {first:.0f} | {after:.0f} "
              f"| {opened:.1f} | {grown:.0f} | {f1:.3f} |", flush=True)
        del exemplars, knowledge


def _spent(item: Labelled, knowledge: Knowledge, times: int) -> float:
    """CPU milliseconds a page; the quickest of some tries, since others use the machine too."""
    _gold, pages = item
    doc_type, tries = definition(COMPANY, bare=False), []
    for _ in range(times):
        started = process_time()
        answer(pages, doc_type, knowledge)
        tries.append((process_time() - started) * 1000 / len(pages))
    return min(tries)


def _after_approvals(item: Labelled, knowledge: Knowledge) -> float:
    """CPU milliseconds a page of the document that is read right after one more was confirmed: median."""
    spent = []
    for number in range(_APPROVALS if knowledge.exemplars else 0):
        exemplar = knowledge.exemplars[number].opened
        knowledge = knowledge.learned(Packed(replace(exemplar, id=f"{exemplar.id}-{number}").as_json()))
        spent.append(_spent(item, knowledge, 1))
    return statistics.median(spent or [0])


def _lessons(count: int, asked: argparse.Namespace) -> list[str]:
    """What each confirmed paper taught, as JSON: one of each layout (as many as are asked for, of few layouts) is
    observed, 0.2 s of CPU each unless they are kept, the others are made like them."""
    least = max(asked.observe, asked.layouts)
    kept = asked.keep / f"company-{asked.layouts}-{asked.seed}-{least}.jsonl" if asked.keep else None
    observed = kept.read_text("utf-8").splitlines() if kept and kept.exists() else []
    if not observed:
        doc_type, wanted = definition(COMPANY, bare=False), min(count, least)
        observed = [_json(exemplar_of(gold, sheet.read(), doc_type))
                    for gold, sheet in papers(wanted, layouts=asked.layouts, seed=asked.seed)]
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text("\n".join(observed), "utf-8")
    first = [Exemplar.from_json(json.loads(line)) for line in observed]
    return observed + [_json(like(first[number % len(first)], number, seed=asked.seed))
                       for number in range(len(first), count)]


def _json(exemplar: Exemplar) -> str:
    return json.dumps(exemplar.as_json(), ensure_ascii=False)


def _resident() -> float:
    """MB of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-company ARGS=…", description=__doc__)
    parser.add_argument("--learn", type=int, nargs="+", default=SIZES, help="how many are confirmed")
    parser.add_argument("--layouts", type=int, default=300)
    parser.add_argument("--answer", type=int, default=30, help="further papers that are answered")
    parser.add_argument("--observe", type=int, default=_OBSERVED, help="papers at least that nothing is made up of")
    parser.add_argument("--times", type=int, default=2, help="tries a paper; the quickest counts")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="folder that keeps what the papers taught between runs")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
