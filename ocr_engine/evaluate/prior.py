"""``python -m ocr_engine.evaluate.prior``: fits what is trusted before anything was reviewed, and says how well it does
on a set that it has not seen.

Every set is answered without anything learned, and again with knowledge of its other documents (so that the signs of
what is known get their weight). Sets count alike, whatever their size. What holds on a few sets need not hold on the
next: the fit stays near the formula of ``validate.confidence``, and only signs take part of which it is plain which way
they speak, and only that way. Of its kind a value has no more than an offset of its own: a day is told from other text
by its look, a name is not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.doctypes.load import type_named
from ocr_engine.extract.fields.openfields import OPEN_TYPE, open_type
from ocr_engine.learn.confidence.signs import SIGNS
from ocr_engine.learn.confidence.trust import FARTHEST, SHIPPED, WAYS, Row, Trust, regress
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.opinions.case import Case
from ocr_engine.opinions.last_word import looked_at
from ocr_engine.terminal import run, told
from ocr_engine.types import DocType

from .arguments import asked_of, pair, write
from .gold import read_gold
from .page_cache import pages_of
from .reliability import reliability
from .reviewed import Look, out_of_fold, read_rows
from .row_files import rows_in
from .trial import Labelled, ordered

_SIZE = 1000.0          # rows that each set counts for
_PULL, _KIND_PULL = 60.0, 40.0      # how firmly the formula, and no offset of a kind, are held to
# Signs too rare to be learned from a few sets, in nats: a word with a twin was misread in four of ten receipts, and of
# a total and its rounding the label had the other one in two of 24, where one total in eighty was wrong elsewhere.
_RARE = {"twin": -1.0, "misread": -1.0, "rounded": -1.0}
# Rare ones that come in nats: that hardly a right day lies beyond the room, and that most misread ones lie within,
# about make up for each other. More than so many nats, the worth of 300 confirmed days, nobody has tried.
_NATS = {"outside": -1.0}
_MOST_NATS = 5.0


def main(argv: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(argv)
    with asked_of(parser):
        more = rows_in(args.rows) if args.rows else {}
        for gold, kind in args.set:  # told before the hours that reading takes
            read_gold(gold)
            if kind != OPEN_TYPE:
                type_named(kind)
    sets = {gold.parent.name: rows_of_set(gold, kind, args.cache) for gold, kind in args.set}
    print(json.dumps({name: unseen(name, {**more, **sets}) for name in sets}, indent=1))
    if args.out:
        text = json.dumps(prior([*sets.values(), *more.values()]).as_json(), ensure_ascii=False)
        write(args.out, text + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ocr_engine.evaluate.prior", description=told(
        "Fits what is trusted before anything was reviewed, and says how well it does on a set that it has not seen."))
    parser.add_argument("--set", action="append", required=True, type=pair, metavar="GOLD.jsonl=TYPE",
                        help=told("a labelled set"))
    parser.add_argument("--rows", type=Path, metavar="ROWS.jsonl",
                        help=told("further sets as they were answered elsewhere"))
    parser.add_argument("--cache", type=Path, help=told("folder that keeps the pages' text between runs"))
    parser.add_argument("--out", type=Path,
                        help=told("where to write the fit ({name} is what ships)").format(name=SHIPPED.name))
    return parser


def rows_of_set(gold: Path, kind: str, cache: Path | None) -> list[Row]:
    """``kind`` names a type, or is "open" for documents whose fields are asked for by name only."""
    documents = ordered([(g, pages_of(gold.parent / g.file, cache)) for g in read_gold(gold)], 0)
    if kind == OPEN_TYPE:
        return [row for d in documents for row in _alone(d, open_type(list(d[0].asked())), gold.parent)]
    doc_type = type_named(kind)
    look = second_look(gold.parent, documents, doc_type)
    return [*read_rows(documents, doc_type, Knowledge(), look), *out_of_fold(documents, doc_type, look=look)]


def _alone(document: Labelled, doc_type: DocType, files: Path) -> list[Row]:
    return read_rows([document], doc_type, Knowledge(), second_look(files, [document], doc_type))


def second_look(files: Path, documents: Sequence[Labelled], doc_type: DocType) -> Look:
    pages = {gold.id: pages for gold, pages in documents}
    return lambda gold, fields: looked_at(Case(files / gold.file, pages[gold.id], doc_type), fields)


def unseen(name: str, sets: dict[str, list[Row]]) -> dict[str, Any]:
    """The figures on one set by a prior that was fitted on the others."""
    others = [rows for other, rows in sets.items() if other != name]
    if not others:
        return {}
    trust = prior(others)
    return reliability((trust.chance(r.key, r.kind, r.signs), r.right) for r in sets[name])


def prior(sets: Sequence[Sequence[Row]]) -> Trust:
    """Weights for all fields and an offset for each kind, each set with the same weight."""
    rows = [row for rows in sets for row in rows]
    weight = np.array([_SIZE / len(s) for s in sets for _ in s])
    mean, scale = zip(*(_spread(rows, weight, name) for name in SIGNS), strict=True)
    blank = Trust(tuple(mean), tuple(scale), {"": (0.0,) * (len(SIGNS) + 1)})
    table, right = blank.matrix(rows), np.array([r.right for r in rows], float)
    start = np.zeros(table.shape[1])
    raw = SIGNS.index("raw")
    start[raw], start[-1] = 2 * scale[raw], 2 * mean[raw]
    for name, nats in _RARE.items():
        n = SIGNS.index(name)
        start[n] = nats / min(FARTHEST, (1 - mean[n]) / scale[n])
    for name, nats in _NATS.items():
        start[SIGNS.index(name)] = nats * scale[SIGNS.index(name)]
    kinds = sorted({r.kind for r in rows})
    of_kind = np.array([[float(r.kind == kind) for kind in kinds] for r in rows])
    weights, own = one_way(table, right, start, weight, of_kind)
    levels = {"": weights}
    levels |= {f"kind:{kind}": np.append(weights[:-1], weights[-1] + x) for kind, x in zip(kinds, own, strict=True)}
    return Trust(blank.mean, blank.scale, {k: tuple(round(float(x), 5) for x in w) for k, w in levels.items()},
                 rows=len(rows))


def one_way(table: np.ndarray, right: np.ndarray, start: np.ndarray, weight: np.ndarray, of_kind: np.ndarray
            ) -> tuple[np.ndarray, np.ndarray]:
    """The regression with every sign that would speak against its nature taken out, until none does: its weights, and
    the offsets of the columns of ``of_kind`` (1 where a row is of the kind)."""
    ways, kinds = WAYS[:-1], of_kind.shape[1]
    used = ways != 0
    while True:
        here, signs = np.append(used, True), int(used.sum())
        inside = np.concatenate([table[:, :-1][:, used], of_kind, table[:, -1:]], axis=1)
        centre = np.concatenate([start[:-1][used], np.zeros(kinds), start[-1:]])
        found = regress(inside, right, centre, "type", counts=weight,
                        precision=np.array([_PULL] * signs + [_KIND_PULL] * kinds + [0.0]))
        weights = np.zeros(table.shape[1])
        weights[here] = np.delete(found, slice(signs, signs + kinds))
        wrong = used & (weights[:-1] * ways < 0)
        if not wrong.any():
            return weights, found[signs:signs + kinds]
        used &= ~wrong


def _spread(rows: Sequence[Row], weight: np.ndarray, name: str) -> tuple[float, float]:
    here = [n for n, r in enumerate(rows) if name in r.signs]
    if not here:
        return 0.0, _MOST_NATS / FARTHEST if name in _NATS else 1.0
    values, w = np.array([rows[n].signs[name] for n in here]), weight[here]
    mean = float(np.average(values, weights=w))
    if name in _NATS:       # nearly always 0, so it has hardly a spread and would stop to count far below its greatest
        return round(mean, 4), _MOST_NATS / FARTHEST
    return round(mean, 4), round(max(0.1, float(np.average((values - mean) ** 2, weights=w)) ** 0.5), 4)


if __name__ == "__main__":
    run(main)
