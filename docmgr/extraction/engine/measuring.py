"""Measuring on labelled documents: by the one rule of what is right that every figure goes by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from docmgr.extraction.engine.definitions import valid_type
from docmgr.extraction.engine.learning import knowledge_of
from docmgr.extraction.engine.plain import EnginePage, EngineValue, plain_value, read_page
from docmgr.extraction.engine.reading import config

if TYPE_CHECKING:
    from ocr_engine.evaluate.gold import GoldDocument
    from ocr_engine.evaluate.metrics import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The right values of one document. ``absent``: keys that were asked for and are not on it."""

    id: str
    fields: Mapping[str, tuple[str, ...]]
    absent: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, values: Mapping[str, tuple[str, ...]], *, absent: Iterable[str] = ()) -> Gold:
        """A key without a value is absent, as those that ``absent`` names beside them."""
        fields = {key: found for key, found in values.items() if found}
        none = dict.fromkeys((*values, *absent))
        return cls(id=name, fields=fields, absent=tuple(key for key in none if key not in fields))


@dataclass(frozen=True, slots=True)
class Given:
    """One value that was answered; ``confidence`` None where nobody scored it."""

    value: str
    confidence: float | None = None


class Answer(Protocol):
    """What is measured of a value, the engine's or one that a person may have changed."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def confidence(self) -> float | None: ...


def given(values: Iterable[Answer]) -> dict[str, list[Given]]:
    """By field; one without a value is left out."""
    found: dict[str, list[Given]] = {}
    for one in values:
        if one.value:
            found.setdefault(one.key, []).append(Given(one.value, one.confidence))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """``report`` is plain data; ``counts``: document id -> field key -> (right values, given values, matches)."""

    report: dict[str, Any]
    counts: dict[str, dict[str, tuple[int, int, int]]]


def gold_values(raw: Any) -> tuple[str, ...]:
    """The values in what a gold file says of a field: a value, a list, {"value": …}; empty ones are none."""
    from ocr_engine.evaluate.gold import values_of

    return values_of(raw)


def same_value(wanted: str, given: str, *, kind: str) -> bool:
    from ocr_engine.evaluate.compare import same

    return same(wanted, given, kind)


def in_order(ids: Iterable[str], seed: int) -> list[str]:
    """The documents of a labelled set in the order of this seed, whatever order they came in."""
    from ocr_engine.evaluate.gold import GoldDocument
    from ocr_engine.evaluate.trial import ordered

    return [gold.id for gold, _ in ordered([(GoldDocument(i, "", {}), ()) for i in ids], seed)]


def measure(
    gold: Sequence[Gold], answers: Mapping[str, Mapping[str, Sequence[Given]]], *, kinds: Mapping[str, str],
) -> Measured:
    """The figures of a set. A document without an answer counts as all missed; unknown keys are ignored.

    Report: {documents, f1, precision, recall, exact_f1, anls, whole_documents, fields: {key: {n, f1, precision, recall,
    exact_f1, anls}}, reliability: {values, right, auroc, ece, chance, brier, bins} or None without confidences}.
    """
    from ocr_engine.evaluate.metrics import Score, score

    plain = {i: {key: [g.value for g in given] for key, given in fields.items()} for i, fields in answers.items()}
    whole, counts = Score(), {}
    for document in map(gold_document, gold):
        one = score([document], plain, kinds)
        counts[document.id] = {key: (t.gold, t.given, t.match) for key, t in one.fields.items()}
        _add(whole, one)
    return Measured(report={**_figures(whole), "reliability": _reliability(gold, answers, kinds)}, counts=counts)


def gold_document(document: Gold) -> GoldDocument:
    """As the engine takes it."""
    from ocr_engine.evaluate.gold import GoldDocument

    return GoldDocument(document.id, "", document.fields, document.absent)


def _add(whole: Score, one: Score) -> None:
    whole.documents += one.documents
    whole.whole += one.whole
    for key, tally in one.fields.items():
        if key in whole.fields:
            whole.fields[key].add(tally)
        else:
            whole.fields[key] = tally


def _figures(whole: Score) -> dict[str, Any]:
    report = whole.report()
    for key, tally in whole.fields.items():
        report["fields"][key] |= _shares(tally.gold, tally.given, tally.match)
    tallies = whole.fields.values()
    sums = (sum(t.gold for t in tallies), sum(t.given for t in tallies), sum(t.match for t in tallies))
    return {**report, **_shares(*sums)}


def _shares(gold: int, given: int, match: int) -> dict[str, float]:
    return {"precision": round(match / given, 4) if given else 0.0, "recall": round(match / gold, 4) if gold else 0.0}


def outcomes(
    gold: Sequence[Gold], answers: Mapping[str, Mapping[str, Sequence[Given]]], *, kinds: Mapping[str, str],
) -> list[tuple[str, str, float, bool]]:
    """(document, key, confidence, right) of every value with a confidence that the gold can judge."""
    found = []
    for document in gold:
        asked = {**document.fields, **dict.fromkeys(document.absent, ())}
        for key, given in answers.get(document.id, {}).items():
            left = list(document.fields.get(key, ()))
            for one in given if key in asked else ():
                hit = next((w for w in left if same_value(w, one.value, kind=kinds.get(key, "text"))), None)
                if hit is not None:
                    left.remove(hit)
                if one.confidence is not None:
                    found.append((document.id, key, one.confidence, hit is not None))
    return found


def _reliability(
    gold: Sequence[Gold], answers: Mapping[str, Mapping[str, Sequence[Given]]], kinds: Mapping[str, str],
) -> dict[str, Any] | None:
    from ocr_engine.evaluate.reliability import reliability

    pairs = [(confidence, right) for _, _, confidence, right in outcomes(gold, answers, kinds=kinds)]
    return reliability(pairs) if pairs else None


def answers(
    documents: Iterable[tuple[str, Sequence[EnginePage]]], definition: dict[str, Any], *,
    learned: Sequence[Any] = (), models: Mapping[str, bytes] | None = None,
    trust: Mapping[str, Mapping[str, Any]] | None = None,
) -> Iterator[tuple[str, list[EngineValue]]]:
    """What the engine answers on pages that were read before, with what was learned; no model server is asked.

    Some hundred milliseconds of CPU a document. A value is read a second time only where the page's picture is given;
    its confidence is a little less telling without. Raises Invalid for a definition that is not valid.
    """
    from ocr_engine.engine import check_fields
    from ocr_engine.extract.extractor import extract_fields
    from ocr_engine.learn.adviser import adviser_for
    from ocr_engine.opinions.case import Case
    from ocr_engine.opinions.last_word import trusted

    doc_type, knowledge = valid_type(definition), knowledge_of(learned, models=models, trust=trust)
    for name, pages in documents:
        texts, adviser = [read_page(p) for p in pages], adviser_for(doc_type, knowledge)
        found, _issues = check_fields(doc_type, extract_fields(texts, doc_type, adviser))
        fields = trusted(Case(None, texts, doc_type, config()), found, knowledge=knowledge)
        yield name, [plain_value(v, n) for values in fields.values() for n, v in enumerate(values)]


def keep_pages(files: Sequence[Path], *, jobs: int, tell: Callable[[int], None]) -> None:
    """Read the files into the folder of ``DOCMGR_OCR_PAGE_CACHE`` with so many processes. Hold no connection.

    ``tell`` gets the number that is done. A file that cannot be read is passed over: whoever needs it is told.
    """
    # All of them are forked at once, whether there is a file for each or not.
    with ProcessPoolExecutor(max(1, min(jobs, len(files))), mp_context=get_context("fork")) as pool:
        for number, _ in enumerate(pool.map(_keep, files), 1):
            tell(number)


def _keep(file: Path) -> None:
    from ocr_engine.errors import EngineError
    from ocr_engine.reading import read

    with suppress(EngineError, OSError):
        read(file, config=config())


def let_go() -> None:
    """End the process that parses files, so that its time is counted with this one's."""
    from ocr_engine.ingest import shared_parser

    shared_parser(config()).close()
