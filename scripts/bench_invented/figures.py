"""What every bench of invented types asks of the engine, counts of its answers and tells of its faults."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ocr_engine.evaluate.compare import judged
from ocr_engine.evaluate.gold import GoldDocument
from ocr_engine.evaluate.metrics import Score
from ocr_engine.evaluate.trial import Labelled, answer
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, FieldSpec

from .kinds import Invented
from .printed.asked import Asked, Paper

Answers = Mapping[str, Mapping[str, Sequence[str]]]  # document -> field -> values
Fault = tuple[str, str, Sequence[str], Sequence[str]]  # document, field, wanted, given


def definition(kind: Invented | Paper, *, bare: bool) -> DocType:
    """As an administrator would write it; ``bare``: with nothing but English keys for names."""
    fields = tuple(FieldSpec(f.key, {"en": f.key}, f.kind, many=f.many) if bare else
                   FieldSpec(f.key, {kind.lang: f.label}, f.kind, f.aliases, f.hint, many=f.many,
                        patterns=f.patterns if isinstance(f, Asked) else ()) for f in kind.fields)
    return DocType(kind.key, {kind.lang: kind.title}, fields)


def answers_of(items: Sequence[Labelled], doc_type: DocType, knowledge: Knowledge) -> dict[str, dict[str, list[str]]]:
    """Document -> field -> values."""
    return {gold.id: {key: [v.value for v in values] for key, values in answer(pages, doc_type, knowledge).items()}
            for gold, pages in items}


def counts(result: Score, keys: Collection[str]) -> list[int]:
    """[right, asked, answered] values of these fields."""
    tallies = [tally for key, tally in result.fields.items() if key in keys]
    return [sum(t.match for t in tallies), sum(t.gold for t in tallies), sum(t.given for t in tallies)]


def missing(items: Sequence[Labelled], answers: dict[str, dict[str, list[str]]]) -> list[int]:
    """[answered as missing, missing] fields."""
    empty = [not answers[gold.id].get(key) for gold, _ in items for key, wanted in gold.asked().items() if not wanted]
    return [sum(empty), len(empty)]


def faults(documents: Iterable[GoldDocument], answers: Answers, kinds: Mapping[str, str]) -> list[Fault]:
    """The fields that were not read as they stand there. ``kinds``: field -> what its values are compared as."""
    return [(gold.id, key, wanted, given) for gold in documents for key, wanted in gold.asked().items()
            if not _right(wanted, given := answers[gold.id].get(key, []), kinds[key])]


def tell(found: Iterable[Fault]) -> None:
    for document, key, wanted, given in found:
        print(f"    {document} {key}: {list(wanted)} read as {list(given)}")


def _right(wanted: Sequence[str], given: Sequence[str], kind: str) -> bool:
    return len(wanted) == len(given) and all(judged(given, wanted, kind))
