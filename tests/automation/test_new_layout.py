"""A layout that nobody approved yet passes nothing, even where its small print is that of a known one."""

from __future__ import annotations

from typing import Any

from docmgr.extraction import engine
from docmgr.training.trained.lessons import Lesson, vouched_for
from tests.review.makers import line
from tests.training.house import FIELDS

DEFINITION = {"key": "slip", "label": {"en": "Slip", "zh": "单据"}, "fields": [
    {"key": f["key"], "label": {"en": f["label_en"], "zh": f["label_zh"]}, "kind": f["kind"]} for f in FIELDS]}
PRINT = [line("Thank you for driving with us", 0.08), line("Registered office Dock Road", 0.9)]


def page(house: str, *rows: str) -> engine.EnginePage:
    lines: list[dict[str, Any]] = [line(house, 0.03), *PRINT]
    lines += [line(text, 0.2 + 0.05 * n) for n, text in enumerate(rows)]
    return engine.EnginePage(number=1, width=1000, height=1400, rotation=0, quality=1.0, source="ocr", image=None,
                             lines=lines)


def test_a_form_that_shares_only_its_small_print_with_a_known_one_is_a_new_layout() -> None:
    known = page("Northwind Haulage", "Vorgang RX-10417", "Kunde Mills", "Total 41.30", "Burden nine")
    lesson = engine.observe("7", [known], DEFINITION, absent=[],
                            told=[engine.Told(key="number", value="RX-10417", page=1, box=None)])
    learned = [engine.opened(lesson)]
    other = page("Pennine Parcels", "Number: PX-22", "Customer: Quill", "Amount: 7.20", "Weight: eleven")
    again = page("Northwind Haulage", "Vorgang RX-20995", "Kunde Tall Ship", "Total 9.75", "Burden two")
    assert engine.KnownLayouts([("slip", lesson["signature"])]).like(other, "slip") == [True]  # worth asking
    assert not engine.knows_layout([other], "slip", learned)     # but nothing passes on its word
    assert engine.knows_layout([again], "slip", learned)


def test_beside_a_paper_of_its_own_form_one_that_shares_the_small_print_is_none_of_its_layout() -> None:
    """Else the known ones of another house would stand for those that are not known yet, and nothing be read again."""
    papers = [page("Northwind Haulage", "Vorgang RX-10417", "Kunde Mills", "Total 41.30", "Burden nine"),
              page("Pennine Parcels", "Number: PX-22", "Customer: Quill", "Amount: 7.20", "Weight: eleven")]
    learned = [("slip", engine.observe(str(n), [paper], DEFINITION, absent=["buyer"], told=[])["signature"])
               for n, paper in enumerate(papers)]
    again = page("Northwind Haulage", "Vorgang RX-20995", "Kunde Tall Ship", "Total 9.75", "Burden two")
    assert engine.KnownLayouts(learned).like(again, "slip") == [True, False]
    assert engine.KnownLayouts(learned[1:]).like(again, "slip") == [True]


def lesson(number: int, paper: engine.EnginePage, layout: int) -> Lesson:
    memory = engine.opened(engine.observe(str(number), [paper], DEFINITION, absent=["buyer"], told=[]))
    return Lesson(document=number, layout=layout, taught=engine.Taught(id=str(number), pages=[paper], told=[]),
                  memory=memory, right=engine.Gold(id=str(number), fields={}), standing={}, features={}, prints={})


def test_evidence_made_again_asks_of_a_layout_what_the_gate_asks() -> None:
    """A paper that only shares the small print of another house is no evidence of what passes on known layouts."""
    papers = {1: page("Northwind Haulage", "Vorgang RX-10417", "Kunde Mills", "Total 41.30", "Burden nine"),
              2: page("Northwind Haulage", "Vorgang RX-20995", "Kunde Tall Ship", "Total 9.75", "Burden two"),
              3: page("Pennine Parcels", "Number: PX-22", "Customer: Quill", "Amount: 7.20", "Weight: eleven")}
    layouts = engine.layouts_of(papers.items())
    assert len(set(layouts.values())) == 1, "its small print puts it among them"
    lessons = [lesson(number, paper, layouts[number]) for number, paper in papers.items()]
    passable = {one.document for one in lessons if engine.knows_layout(
        one.taught.pages, "slip", [other.memory for other in lessons if other is not one])}
    assert vouched_for(lessons, papers) == passable == {1, 2}
    assert vouched_for(lessons, [2]) == {2} and vouched_for(lessons[:1], papers) == frozenset()
