"""``make bench-fields``: what finding the fields costs beside reading, with all that can be learned switched on."""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time

from ocr_engine.doctypes.load import type_named
from ocr_engine.evaluate.gold import read_gold
from ocr_engine.evaluate.page_cache import pages_of
from ocr_engine.evaluate.trial import Labelled, answer, exemplar_of, ordered, trained
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType

LIMIT = 150.0           # milliseconds a page that finding the fields may cost


def main(argv: list[str] | None = None) -> None:
    asked = _arguments(argv)
    os.environ["OMP_NUM_THREADS"] = "1"
    doc_type = type_named(asked.type)
    files = asked.files or asked.gold.parent
    documents = ordered([(g, pages_of(files / g.file, asked.cache)) for g in read_gold(asked.gold)], asked.seed)
    learned, rest = documents[:asked.learn], documents[asked.learn:] or documents
    print(f"{len(learned)} documents learned, {len(rest)} answered with {sum(len(p) for _, p in rest)} pages; "
          f"load {os.getloadavg()[0]:.1f}\n")
    print("| CPU ms a page, one thread | median | 95th percentile | longest | wall, median |\n|---|---|---|---|---|")
    for name, knowledge in _stages(learned, doc_type, asked.train):
        spent = [_spent(item, doc_type, knowledge, asked.times) for item in rest if item[1]]
        print(_row(name, spent), flush=True)


def _stages(learned: Sequence[Labelled], doc_type: DocType, train: int) -> Iterator[tuple[str, Knowledge]]:
    yield "extractor alone", Knowledge()
    memory = Knowledge(tuple(exemplar_of(gold, pages, doc_type) for gold, pages in learned))
    yield "with layout memory", memory
    if train:
        _one_thread()
        model = trained(learned[:train], doc_type, Knowledge(memory.exemplars[:train]))
        yield "with memory, tagger and ranker", Knowledge(memory.exemplars, model.models)


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def _spent(item: Labelled, doc_type: DocType, knowledge: Knowledge, times: int) -> tuple[float, float]:
    """(CPU, wall) in milliseconds a page; the quickest of some tries, since others use the machine too."""
    _gold, pages = item
    tries = []
    for _ in range(times):
        cpu, wall = process_time(), perf_counter()
        answer(pages, doc_type, knowledge)
        tries.append(((process_time() - cpu) * 1000 / len(pages), (perf_counter() - wall) * 1000 / len(pages)))
    return min(tries)


def _row(name: str, spent: Sequence[tuple[float, float]]) -> str:
    cpu = sorted(c for c, _ in spent)
    late = cpu[min(len(cpu) - 1, round(0.95 * len(cpu)))]
    verdict = "" if late < LIMIT else f" (over {LIMIT:.0f})"
    return (f"| {name} | {statistics.median(cpu):.0f} | {late:.0f}{verdict} | {cpu[-1]:.0f} | "
            f"{statistics.median(w for _, w in spent):.0f} |")


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-fields ARGS=…", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--files", type=Path, help="folder that the gold's file names start from (default: the gold's)")
    parser.add_argument("--type", required=True)
    parser.add_argument("--cache", type=Path, help="folder that keeps the pages' text between runs")
    parser.add_argument("--learn", type=int, default=140, help="confirmed documents that the memory holds")
    parser.add_argument("--train", type=int, default=40,
                        help="how many of them the model is trained from (its answers cost the same); 0: no model")
    parser.add_argument("--times", type=int, default=2, help="tries per document; the quickest counts")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
