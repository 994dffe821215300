"""``make bench-invented``: fields of invented types, from the definition alone and after one document a layout."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from ocr_engine.evaluate.metrics import Score, score
from ocr_engine.evaluate.trial import Labelled, answer, exemplar_of
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, FieldSpec

from .drawing import document, house
from .kinds import TYPES, Invented


def definition(kind: Invented) -> DocType:
    fields = tuple(FieldSpec(f.key, {kind.lang: f.label}, f.kind, f.aliases, many=f.many) for f in kind.fields)
    return DocType(kind.key, {kind.lang: kind.title}, fields)


def measured(kind: Invented, *, houses: int, documents: int, seed: int, show: bool) -> dict[str, dict]:
    """The same documents each time: all but the first one of every house."""
    doc_type = definition(kind)
    drawn = [[document(kind, house(kind, n, seed=seed), d, seed=seed) for d in range(documents)] for n in range(houses)]
    sets: list[list[Labelled]] = [[(gold, (page,)) for gold, page in one] for one in drawn]
    learned = Knowledge()
    for one in sets:
        learned = learned.learned(exemplar_of(*one[0], doc_type))
    rest = [item for one in sets for item in one[1:]]
    return {name: _scored(rest, doc_type, knowledge, show=show and name == "zero_shot").report()
            for name, knowledge in (("zero_shot", Knowledge()), ("one_each", learned))}


def _scored(items: Sequence[Labelled], doc_type: DocType, knowledge: Knowledge, *, show: bool) -> Score:
    answers = {g.id: {key: [v.value for v in values] for key, values in answer(pages, doc_type, knowledge).items()}
               for g, pages in items}
    for gold, _ in items if show else ():
        for key, wanted in gold.asked().items():
            given = answers[gold.id].get(key, [])
            if sorted(wanted) != sorted(given):
                print(f"{gold.id} {key}: {list(wanted)} read as {given}")
    return score([g for g, _ in items], answers, {f.key: f.kind for f in doc_type.fields})


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench_invented", description=__doc__)
    parser.add_argument("--houses", type=int, default=6, help="layouts per type")
    parser.add_argument("--documents", type=int, default=5, help="documents per layout; the first is the one learned")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--types", nargs="*", help="only these")
    parser.add_argument("--show", action="store_true", help="print what was read differently")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args(argv)
    kinds = [k for k in TYPES if not args.types or k.key in args.types]
    results = {k.key: measured(k, houses=args.houses, documents=args.documents, seed=args.seed, show=args.show)
               for k in kinds}
    print(f"{'type':<16}{'zero-shot':>10}{'one each':>10}")
    for key, figures in results.items():
        print(f"{key:<16}{figures['zero_shot']['f1']:>10.3f}{figures['one_each']['f1']:>10.3f}")
    for name in ("zero_shot", "one_each"):
        print(f"mean {name}: {sum(r[name]['f1'] for r in results.values()) / len(results):.4f}")
    if args.json:
        args.json.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
