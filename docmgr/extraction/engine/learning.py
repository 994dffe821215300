"""What approved documents teach the engine: at once as layouts, later as a trained model."""

from __future__ import annotations

import operator
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from docmgr.extraction.engine.confidence import trust_of
from docmgr.extraction.engine.definitions import valid_type
from docmgr.extraction.engine.plain import EnginePage, doc_type_of, read_page

if TYPE_CHECKING:
    from ocr_engine.learn.examples.exemplar import Confirmed
    from ocr_engine.learn.examples.shelf import Shelf
    from ocr_engine.learn.knowledge import Knowledge
    from ocr_engine.learn.ranking.model import TrainedModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A value that a person stands for; without a box its words are searched on the page."""

    key: str
    value: str
    page: int | None = None
    box: list[float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """One confirmed document. ``absent`` are fields that a person says are not on it."""

    id: str
    pages: Sequence[EnginePage]
    told: Sequence[Told]
    absent: Sequence[str] = ()


def observe(
    document_id: str, pages: Sequence[EnginePage], definition: dict[str, Any], *, told: Sequence[Told],
    absent: Sequence[str], deleted: Sequence[Told] = (), partial: Sequence[str] = (),
) -> dict[str, Any]:
    """What a document with these values teaches, as plain data for ``read``.

    ``absent`` are fields that a person says are not on it, ``deleted`` single values of fields with several, and
    ``partial`` such fields of which nobody decided every value. About 0.2 s of CPU a page.
    """
    from ocr_engine.learn.examples.observe import observe as look

    return look(document_id, [read_page(p) for p in pages], doc_type_of(definition), _confirmed(told), absent,
                refused=_confirmed(deleted), partial=partial).as_json()


def train(
    documents: Sequence[Taught], definition: dict[str, Any], *, learned: Sequence[Any], seed: int,
    progress: Callable[[str, int, int], None],
) -> tuple[bytes, dict[str, Any]]:
    """A model of the type and its facts {documents, seed, seconds, fields, software}. Equal input gives equal bytes.

    ``learned`` is what ``observe`` made of the same documents, ``opened`` or not. Takes up to some seconds of CPU a
    document.
    """
    from ocr_engine import __version__
    from ocr_engine.learn.ranking.training import Example
    from ocr_engine.learn.ranking.training import train as fit

    examples = [Example(d.id, tuple(read_page(p) for p in d.pages), _confirmed(d.told), tuple(d.absent))
                for d in documents]
    knowledge = knowledge_of(learned)
    with _one_thread():
        model = fit(examples, valid_type(definition), knowledge.exemplars if knowledge else (), seed=seed,
                    progress=progress)
    facts = {"documents": model.documents, "seed": model.seed, "seconds": model.seconds, "fields": list(model.keys),
             "software": __version__}
    return model.to_bytes(), facts


@contextmanager
def _one_thread() -> Iterator[None]:
    """For so small a network threads cost more than they gain beside a reader at work (five times the CPU, measured);
    and the sums come out the same on every machine."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def usable(weights: bytes) -> bool:
    """Whether this version of the engine can work with a trained model. The first look at one costs milliseconds."""
    from ocr_engine.learn.ranking.model import ModelUnusable

    try:
        _loaded(weights)
    except ModelUnusable:
        return False
    return True


def opened(data: dict[str, Any] | str) -> Any:
    """What ``observe`` made, or its JSON, ready for use wherever it is taken: for whoever reads one document after
    another. Packed, so that thousands find room."""
    from ocr_engine.learn.examples.packed import Packed

    return Packed(data)


def knowledge_of(
    learned: Sequence[Any], *, models: Mapping[str, bytes] | None = None,
    trust: Mapping[str, Mapping[str, Any]] | None = None,
) -> Knowledge | None:
    """``learned``: what ``observe`` made, ``opened`` or not; ``models``: type key -> weights that are ``usable``;
    ``trust``: type key -> what ``fit_trust`` gave. The same opened ones again give the same object, which has worked
    out already what it knows, and others begin with what was worked out of those: without that every document would
    pay for all that were learned."""
    from ocr_engine.learn.examples.exemplar import Exemplar
    from ocr_engine.learn.examples.packed import Packed
    from ocr_engine.learn.knowledge import Knowledge

    if not (learned or models or trust):
        return None
    models, trust = dict(models or {}), dict(trust or {})
    for kept in _kept_of(learned):
        if (kept.models, kept.trust) == (models, trust):
            return kept.knowledge
    exemplars = tuple(item if isinstance(item, Exemplar | Packed) else Exemplar.from_json(item) for item in learned)
    loaded = {key: _loaded(weights) for key, weights in models.items()}
    made = _after_kept(Knowledge(exemplars, loaded, trust_of(trust)))
    if all(isinstance(item, Exemplar | Packed) for item in learned):
        _keep(_Kept(models, trust, made))
    return made


def shelf_of(learned: Sequence[Any], type_key: str) -> Shelf:
    """Those of the ``opened`` ones that are of the type, to look for what a page is like; the one that a knowledge has
    worked out, where one was made of the very same."""
    from ocr_engine.learn.knowledge import Knowledge

    kept = next(_kept_of(learned), None)
    return (kept.knowledge if kept else _after_kept(Knowledge(tuple(learned)))).shelf(type_key)


class _Kept(NamedTuple):
    """What was learned, and what it was made of beside the documents."""

    models: dict[str, bytes]
    trust: dict[str, Mapping[str, Any]]
    knowledge: Knowledge


# Of the types that are read in turn by one process.
_KEPT: deque[_Kept] = deque(maxlen=4)


def _kept_of(learned: Sequence[Any]) -> Iterator[_Kept]:
    """What is kept of the very same documents."""
    for kept in _KEPT:
        documents = kept.knowledge.exemplars
        if len(documents) == len(learned) and all(map(operator.is_, documents, learned)):
            yield kept


def _after_kept(made: Knowledge) -> Knowledge:
    """Itself: what was worked out of the kept ones is where it begins."""
    return made.after(kept.knowledge for kept in _KEPT)


def _keep(made: _Kept) -> None:
    """In the place of what was known of the same types before something more was learned: it is not asked again."""
    types = made.knowledge.by_type.keys()
    for older in [kept for kept in _KEPT if kept.knowledge.by_type.keys() == types]:
        _KEPT.remove(older)
    _KEPT.append(made)


@lru_cache(maxsize=8)
def _loaded(weights: bytes) -> TrainedModel:
    from ocr_engine.learn.ranking.model import TrainedModel

    return TrainedModel.from_bytes(weights)


def _confirmed(told: Sequence[Told]) -> list[Confirmed]:
    from ocr_engine.learn.examples.exemplar import Confirmed
    from ocr_engine.types import BBox

    return [Confirmed(t.key, t.value, t.page, BBox(*t.box) if t.box else None) for t in told]
