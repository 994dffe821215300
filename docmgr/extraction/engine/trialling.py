"""Answers to labelled documents by what the other ones taught, for trying promises on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docmgr.extraction.engine.definitions import valid_type
from docmgr.extraction.engine.measuring import Gold

if TYPE_CHECKING:
    from ocr_engine.evaluate.gold import GoldDocument
    from ocr_engine.types import PageText


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An answered value: of which document and field, how sure the engine was, and whether it was right."""

    document: str
    key: str
    confidence: float
    right: bool


def answered_by_others(
    gold: Sequence[Gold], files: Mapping[str, Path], definition: dict[str, Any], *, learn: int = 0, folds: int = 3,
    retrain: bool = False, cache: Path | None = None, tell: Callable[[int, int], None] = lambda done, total: None,
) -> list[Judged]:
    """Every value answered once, by an engine that never saw its document.

    With ``learn`` the documents are dealt into ``folds`` parts, and each part is answered with what at most ``learn``
    documents of the other parts taught: layouts, a trust model fitted from their own answers to each other, and with
    ``retrain`` a trained model. Without, all are answered as a new installation would. Seconds of CPU a document for
    reading (``cache`` keeps the page texts), some tenths for answering. Files that cannot be read are left out.
    """
    from ocr_engine.evaluate.confidence import held_back
    from ocr_engine.evaluate.trial import trained

    doc_type = valid_type(definition)
    documents = list(_labelled(gold, files, cache, tell))
    parts = [(documents, 0)]
    if learn:
        parts = []
        for fold in range(folds):
            known = [d for n, d in enumerate(documents) if n % folds != fold][:learn]
            parts.append(([*known, *(d for n, d in enumerate(documents) if n % folds == fold)], len(known)))
    found = [h for rows, known in parts
             for h in held_back(rows, doc_type, known, train=trained if retrain and known else None)]
    return [Judged(document=h.row.document, key=h.row.key, confidence=h.learned, right=h.row.right) for h in found]


def _labelled(
    gold: Sequence[Gold], files: Mapping[str, Path], cache: Path | None, tell: Callable[[int, int], None],
) -> list[tuple[GoldDocument, tuple[PageText, ...]]]:
    from ocr_engine.errors import EngineError
    from ocr_engine.evaluate.gold import GoldDocument
    from ocr_engine.evaluate.page_cache import pages_of

    read = []
    for number, one in enumerate(gold, 1):
        try:
            pages = pages_of(files[one.id], cache)
        except (EngineError, OSError):
            continue
        finally:
            tell(number, len(gold))
        read.append((GoldDocument(one.id, str(files[one.id]), one.fields, one.absent), pages))
    return read
