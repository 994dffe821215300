"""What one document of a layout is worth to the others of it: each layout taught by one of its documents at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ocr_engine.extract.page.laid_out import lay_out
from ocr_engine.learn.examples.signature import SURE, signature_of, similarity
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import DocType, Fields

from .gold import GoldDocument
from .metrics import score
from .trial import Labelled, answer, exemplar_of, ordered


def one_each(documents: Sequence[Labelled], doc_type: DocType, *, seed: int = 0, least: float = SURE, most: int = 4
             ) -> dict[str, Any]:
    """{"documents", "pairs", "zero_shot", "one_each"}: every document that has others of its layout is answered once
    for each of at most ``most`` of them, each being all that is known; the same documents count with nothing known.

    ``least``: the similarity of two first pages from which they are surely of one layout.
    """
    readable = [item for item in ordered(documents, seed) if item[1]]
    looks = {g.id: signature_of(lay_out(pages[0])) for g, pages in readable}
    near = {g.id: [o.id for o, _ in readable if o.id != g.id and similarity(looks[g.id], looks[o.id]) >= least][:most]
            for g, _ in readable}
    needed = {name for names in near.values() for name in names}
    exemplars = {g.id: exemplar_of(g, pages, doc_type) for g, pages in readable if g.id in needed}
    gold: list[GoldDocument] = []
    answers: dict[str, dict[str, dict[str, list[str]]]] = {"zero_shot": {}, "one_each": {}}
    for own, pages in (item for item in readable if near[item[0].id]):
        bare = _told(answer(pages, doc_type, Knowledge()))
        for other in near[own.id]:
            name = f"{own.id} by {other}"
            gold.append(replace(own, id=name))
            answers["zero_shot"][name] = bare
            answers["one_each"][name] = _told(answer(pages, doc_type, Knowledge((exemplars[other],))))
    kinds = {f.key: f.kind for f in doc_type.fields}
    return {"documents": sum(bool(names) for names in near.values()), "pairs": len(gold),
            **{name: score(gold, given, kinds).report() for name, given in answers.items()}}


def _told(fields: Fields) -> dict[str, list[str]]:
    return {key: [v.value for v in values] for key, values in fields.items()}
