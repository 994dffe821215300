"""Knowledge that grew says the very same as knowledge made of all its documents at once, and costs what is new."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Exemplar, Lesson
from ocr_engine.learn.examples.growing import values_of
from ocr_engine.learn.examples.looks import Look
from ocr_engine.learn.examples.packed import Packed
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import FieldResult
from scripts.bench_invented.company import COMPANY, papers
from scripts.bench_invented.figures import definition
from tests.engine.learn.counted import observed

KINDS = {"company": "name", "street": "address", "day": "date", "total": "money", "goods": "text", "lot": "code"}
VALUES = {
    "company": ["ACME SDN BHD", "Acme Sdn. Bhd.", "Brandt GmbH", "Corner Shop", "***"],
    "street": ["1 High Street", "22 Lindenallee", "22 Lindenalle", "北京路 12 号"],
    "day": ["2024-03-04", "04.05.2024", "2023-12-24", "2019-01-01", "soon"],
    "total": ["12.50", "1,300.00", "RM 9.90", "8", "-"],
    "goods": ["Orchard table", "Orchard tabel", "Marktplatz 3", "Stool", "Stool, red"],
    "lot": ["L-10017", "L10018", "1"]}
STRANGE = {"company": "Brandt GmbX", "street": "22 Lindenalleee", "day": "2031-05-05", "total": "98,000.00",
           "goods": "Orchart", "lot": "L-1OO17"}
WORDS = [f"wort{n}" for n in range(30)]
SUPPLY = definition(COMPANY, bare=False)


def paper(rng: random.Random, name: str) -> Exemplar:
    """A page of one of four houses; of few words, so that lines tell it as well, or of more."""
    house, few = rng.randrange(4), rng.random() < 0.3
    signature = {w: (1.0, house / 10, round(rng.random(), 4)) for w in rng.sample(WORDS, 3 if few else 12)}
    signature |= {f" a {n} {house}": (0.9, n / 20, 0.1) for n in range(5)} if few else {}
    lessons = [Lesson(key, rng.choice(pool)) for key, pool in VALUES.items() for _ in range(
        rng.choice((0, 1, 3)) if key == "goods" else rng.random() < 0.8)]
    return Exemplar(name, "slip", signature, tuple(lessons))


def said(knowledge: Knowledge) -> str:
    """All that a type's confirmed documents say of some pages and values."""
    rng, told = random.Random(3), []
    shelf, values, documents = (make("slip") for make in (knowledge.shelf, knowledge.values, knowledge.documents))
    for number in range(4):
        asked = paper(rng, "asked")
        near = shelf.nearest(asked.look, 3)
        results = {key: tuple(FieldResult(key, v, v) for k, v in (*asked.values, (key, strange)) if k == key)
                   for key, strange in STRANGE.items()}
        noted = documents.noted(values.noted(results, shelf.texts, layout=0.5), KINDS, near)
        told.append([[(e.id, likeness) for e, likeness in near], shelf.has_like(asked.look, 0.4),
                     shelf.without({e.id for e, _ in near[:1]}).nearest(asked.look, 2),
                     [shelf.confirmed((key, letters)) for key, _value, letters in values_of([asked])],
                     {key: [sorted(v.features.items()) for v in values] for key, values in noted.items()}, number])
    return repr(told)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.lists(st.sampled_from(["approve", "correct", "forget", "ask"]), max_size=25))
def test_approved_corrected_forgotten_in_any_order_it_is_the_same_as_made_of_all_at_once(
    seed: int, steps: Sequence[str],
) -> None:
    rng = random.Random(seed)
    knowledge, before = Knowledge(tuple(paper(rng, str(n)) for n in range(rng.choice((0, 3, 40))))), []
    for number, step in enumerate([*steps, "ask"], 100):
        names = [e.id for e in knowledge.exemplars]
        if step == "approve" or not names:
            knowledge = knowledge.learned(paper(rng, str(number)))
        elif step == "correct":
            knowledge = knowledge.learned(paper(rng, rng.choice(names)))
        elif step == "forget":
            knowledge = knowledge.forgotten(rng.choice(names))
        else:
            before.append((knowledge, said(knowledge)))
            assert said(Knowledge(knowledge.exemplars)) == before[-1][1]
    assert all(said(older) == answer for older, answer in before)       # nobody's knowledge is changed under them


def test_answers_of_grown_knowledge_are_the_same_to_the_byte() -> None:
    exemplars = observed(14, layouts=3)
    asked = [sheet.read() for _gold, sheet in papers(3, layouts=3, first=14)]

    def answers(knowledge: Knowledge) -> list[str]:
        return [repr(extract_fields(pages, SUPPLY, adviser_for(SUPPLY, knowledge))) for pages in asked]

    grown = Knowledge(tuple(map(_packed, exemplars[:9])))
    answers(grown)
    for exemplar in exemplars[9:]:
        grown = grown.learned(exemplar)
    grown = grown.forgotten(exemplars[2].id).learned(replace(exemplars[3], lessons=exemplars[4].lessons))
    assert answers(grown) == answers(Knowledge(grown.exemplars))


class Watched(Packed):
    """A confirmed document that tells when it is asked for its values."""

    __slots__ = ("asked",)

    def __getattribute__(self, name: str) -> object:
        if name in ("values", "letters"):
            object.__setattr__(self, "asked", True)
        return object.__getattribute__(self, name)


def test_one_more_document_costs_that_document_and_not_all_that_are_known() -> None:
    rng = random.Random(1)
    known = [Watched(paper(rng, str(n)).as_json()) for n in range(60)]
    knowledge, look = Knowledge(tuple(known)), Look({})
    said(knowledge)
    for document in known:
        document.asked = False
    more = Watched(paper(rng, "more").as_json())
    more.asked = False
    grown = Knowledge((*known[1:], more)).after([knowledge])
    grown.shelf("slip").nearest(look, 3), grown.values("slip"), grown.documents("slip")
    assert [d.id for d in (*known, more) if d.asked] == ["0", "more"]


def _packed(exemplar: Exemplar) -> Packed:
    return Packed(exemplar.as_json())
