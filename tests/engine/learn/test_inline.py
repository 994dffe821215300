"""Fields with several values in one line: one confirmed document teaches by what they are parted, and their frame."""

from __future__ import annotations

import json
import re

import pytest

from ocr_engine.doctypes.load import load_type
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.learn.adviser import adviser_for
from ocr_engine.learn.examples.exemplar import Confirmed, Exemplar
from ocr_engine.learn.examples.observe import observe
from ocr_engine.learn.knowledge import Knowledge
from ocr_engine.types import PageText

from .pages import page

CREW = load_type({"key": "crew", "label": {"en": "Crew list"}, "fields": [
    {"key": "people", "label": {"en": "Sailors"}, "kind": "name", "many": True},
    {"key": "papers", "label": {"zh": "材料"}, "kind": "text", "many": True}]})
TOLD, NEW = ("Ann Hill", "Tom Reed", "Olga Braun"), ("Peter Moss", "Eva Long")
TOLD_ZH, NEW_ZH = ("身份证复印件", "户口本", "结婚证"), ("房产证", "学历证明", "驾驶证", "户口本")


def paper(*lines: tuple[float, float, str]) -> PageText:
    return page((30, 4, "Nordlicht Schiffsbedarf"), (32, 8, "Am alten Hafenbecken"), (10, 14, "Lieferzettel der Werft"),
                *lines, (10, 60, "Bitte bis zur Abholung gut aufbewahren"), (10, 66, "Ahoi und gute Fahrt"))


def taught(told: PageText, *values: str, key: str = "people") -> Exemplar:
    return observe("7", (told,), CREW, [Confirmed(key, v) for v in values])


def read(new: PageText, known: Exemplar, key: str = "people") -> list[str]:
    found = extract_fields((new,), CREW, adviser_for(CREW, Knowledge((known,))))
    return [v.value for v in found.get(key, ())]


@pytest.mark.parametrize("line", [
    "Dabei: {}.", "Dabei: ({})", "Dabei: in all {n}: {}", "Dabei: {} (in all {n})", "There came {} to hand them in",
    "{}"])
def test_what_stands_around_a_list_in_one_line_is_none_of_its_values(line: str) -> None:
    """With a caption or without one, with numbers that tell how many there are."""
    def made(*names: str) -> PageText:
        return paper((10, 30, line.format("; ".join(names), n=len(names))))
    known = taught(made(*TOLD), *TOLD)
    assert read(made(*NEW), known) == list(NEW)
    assert read(made(*NEW[:1]), known) == list(NEW[:1])


@pytest.mark.parametrize("line", ["夹带：{}", "兹有{}一并提交", "材料：共{n}项，{}。"])
def test_a_chinese_list_is_parted_by_the_mark_between_the_confirmed_values(line: str) -> None:
    """A word that is a label elsewhere (学历) may be one of them."""
    def made(*names: str) -> PageText:
        return paper((10, 30, line.format("、".join(names), n=len(names))))
    known = taught(made(*TOLD_ZH), *TOLD_ZH, key="papers")
    assert read(made(*NEW_ZH), known, "papers") == list(NEW_ZH)


def test_values_with_nothing_but_a_space_between_them_are_parted_where_none_holds_a_space() -> None:
    known = taught(paper((10, 30, "夹带：张三丰 李四光 王五行")), "张三丰", "李四光", "王五行")
    assert read(paper((10, 30, "夹带：赵六安 陈七宝")), known) == ["赵六安", "陈七宝"]
    names = taught(paper((10, 30, "Dabei: Ann Hill Tom Reed")), "Ann Hill", "Tom Reed")
    assert names.lists[0].marks == ()


def test_where_a_word_joins_two_values_more_of_them_have_commas_between() -> None:
    known = taught(paper((10, 30, "Dabei: Ann Hill und Tom Reed")), "Ann Hill", "Tom Reed")
    new = paper((10, 30, "Dabei: Peter Moss, Eva Long und Jan Holm"))
    assert read(new, known) == ["Peter Moss", "Eva Long", "Jan Holm"]


def test_a_list_goes_on_under_its_label_behind_a_mark_and_ends_with_a_line_that_is_none() -> None:
    known = taught(paper((10, 30, "Dabei: Ann Hill, Tom Reed,"), (10, 33, "Olga Braun")), *TOLD)
    new = paper((10, 30, "Dabei: Peter Moss, Eva Long,"), (10, 33, "Jan Holm, Ian Black"), (10, 36, "Sonst niemand"))
    assert read(new, known) == ["Peter Moss", "Eva Long", "Jan Holm", "Ian Black"]


@pytest.mark.parametrize("under", ["Sonst niemand", "Alle gesund", "Alle gesund, wie immer"])
@pytest.mark.parametrize("names", [NEW, NEW[:1]])
def test_the_line_right_under_a_list_of_one_line_is_none_of_it(under: str, names: tuple[str, ...]) -> None:
    """The same words on both papers, or others, though nothing labels them."""
    known = taught(paper((10, 30, "Dabei: Ann Hill, Tom Reed"), (10, 33, "Sonst niemand")), *TOLD[:2])
    assert read(paper((10, 30, f"Dabei: {', '.join(names)}"), (10, 33, under)), known) == list(names)


def test_a_list_that_stood_in_one_line_over_other_words_may_grow_to_a_second() -> None:
    """Where its line was full, ends with a mark, or those words stand a line lower now."""
    known = taught(paper((10, 30, "Dabei: Ann Hill, Tom Reed"), (10, 33, "Sonst niemand")), *TOLD[:2])
    marked = paper((10, 30, "Dabei: Peter Moss, Eva Long,"), (10, 33, "Jan Holm"))
    assert read(marked, known) == [*NEW, "Jan Holm"]
    full = paper((10, 30, "Dabei: Peter Moss, Eva Long, Ian Blacksmith, Hans"), (10, 33, "Olsen"))
    assert read(full, known) == [*NEW, "Ian Blacksmith", "Hans Olsen"]
    lower = paper((10, 30, "Dabei: Peter Moss, Eva"), (10, 33, "Long, Jan Holm"), (10, 36, "Sonst niemand"))
    assert read(lower, known)[-1] == "Jan Holm"


def test_values_in_the_cells_of_a_row_are_as_many_as_there_are() -> None:
    def made(*names: str) -> PageText:
        return paper((10, 30, "Dabei"), *((30 + 17 * at, 30, name) for at, name in enumerate(names)))
    known = taught(made(*TOLD), *TOLD)
    assert read(made(*NEW), known) == list(NEW)
    assert read(made(*NEW, "Jan Holm", "Ian Black"), known) == [*NEW, "Jan Holm", "Ian Black"]


@pytest.mark.parametrize("counts", ["1. |2. |3. |4. ", "(a) |(b) |(c) |(d) ", "①|②|③|④", "一、|二、|三、|四、",
                                    "（1）|（2）|（3）|（4）", "i. |ii. |iii. |iv. ", "• |• |• |• "])
@pytest.mark.parametrize("under", [True, False])
def test_the_numbers_that_a_reviewer_left_out_of_a_list_stay_out(counts: str, under: bool) -> None:
    """Under one another and in a line, and of longer lists than the known one."""
    def made(*names: str) -> PageText:
        items = [count + name for count, name in zip(counts.split("|"), names, strict=False)]
        rows = [(10.0, 34.0 + 4 * at, text) for at, text in enumerate(items)]
        return paper(*([(10, 30, "Mappe:"), *rows] if under else [(10, 30, f"Mappe: {' '.join(items)}")]))
    known = taught(made("birth certificate", "passport copy", "pay slip"), "birth certificate", "passport copy",
                   "pay slip", key="papers")
    new = ["bank letter", "lease agreement", "tax file", "passport copy"]
    assert read(made(*new), known, "papers") == new


def test_numbers_in_cells_of_their_own_stand_under_the_header_of_the_list() -> None:
    def made(*names: str) -> PageText:
        return paper((10, 30, "Mappe:"), *((10, 34 + 4 * at, f"{at + 1}.") for at in range(len(names))),
                     *((20, 34 + 4 * at, name) for at, name in enumerate(names)))
    known = taught(made("birth certificate", "pay slip"), "birth certificate", "pay slip", key="papers")
    new = ["bank letter", "lease agreement", "tax file"]
    assert read(made(*new), known, "papers") == new


def test_what_was_learned_of_a_line_goes_to_json_and_back_and_older_lessons_are_read() -> None:
    known = taught(paper((10, 30, "Dabei: (Ann Hill; Tom Reed)")), "Ann Hill", "Tom Reed")
    data = json.loads(json.dumps(known.as_json()))
    assert Exemplar.from_json(data) == known and known.lists[0].frame == (r"\(", r"\)")
    for key in ("frame", "row", "runs_on"):
        del data["lists"][0][key]
    assert read(paper((10, 30, "Dabei: Peter Moss; Eva Long")), Exemplar.from_json(data)) == list(NEW)


def test_several_numbers_behind_a_list_are_looked_for_in_no_long_one() -> None:
    """In how many ways a number of a thousand figures can be cut into three, nobody can wait for."""
    known = taught(paper((10, 30, "Dabei: Ann Hill; Tom Reed 3 4 5")), *TOLD[:2])
    assert read(paper((10, 30, "Dabei: Peter Moss; Eva Long 6 17 8")), known) == list(NEW)
    assert re.search(known.lists[0].frame[1] + "$", "7" * 1000 + "x") is None


@pytest.mark.parametrize(("told", "new"), [
    ("in Kiel", "in Rostock"), ("aus Kiel", "aus Bad Doberan"), ("(Kiel, 3)", "(Rostock, 12)"), ("[ok]", "[no]"),
    ("this morning", "this evening"), ("- paid", "- open"), ("zu Kiel am 3.", "zu Bremen am 14."),
    ("in Kiel", "")])
@pytest.mark.parametrize("mark", [", ", "; ", " und "])
def test_what_stands_behind_a_list_may_change_behind_its_first_word_or_in_its_brackets(
        told: str, new: str, mark: str) -> None:
    known = taught(paper((10, 30, f"Dabei: {mark.join(TOLD)} {told}")), *TOLD)
    assert read(paper((10, 30, f"Dabei: {mark.join(NEW)} {new}".rstrip())), known) == list(NEW)


@pytest.mark.parametrize(("told", "new"), [("等两人", "等三人"), ("（原件）", "（复印件）")])
def test_a_chinese_list_ends_with_and_others_or_with_brackets(told: str, new: str) -> None:
    known = taught(paper((10, 30, f"夹带：{'、'.join(TOLD_ZH)}{told}")), *TOLD_ZH, key="papers")
    assert read(paper((10, 30, f"夹带：{'、'.join(NEW_ZH)}{new}")), known, "papers") == list(NEW_ZH)


def test_a_mark_between_the_values_does_not_end_the_list() -> None:
    known = taught(paper((10, 30, "Dabei: Ann Hill und Tom Reed und Olga Braun und Gäste")), *TOLD)
    assert read(paper((10, 30, "Dabei: Peter Moss und Eva Long")), known) == list(NEW)


def test_a_list_ends_where_the_words_begin_that_stood_behind_the_known_one() -> None:
    known = taught(paper((10, 30, "Dabei: Ann Hill, Tom Reed. Out of breath: Jan Holm and 2 of the pilots")), *TOLD[:2])
    new = paper((10, 30, "Dabei: Peter Moss, Eva Long, Ian Black. Out of breath: nobody at all"))
    assert read(new, known) == ["Peter Moss", "Eva Long", "Ian Black"]
