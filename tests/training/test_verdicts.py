"""Champion against challenger: what counts as worse."""

from __future__ import annotations

import pytest

from docmgr.training.meter import Meter
from docmgr.training.verdicts import Answered, compare

RIGHT, WRONG, EMPTY = (1, 1, 1), (1, 1, 0), (1, 0, 0)


def contest(key: str = "total", *, won: int = 0, lost: int = 0, same: int = 0) -> list[Answered]:
    return [*[Answered(key, WRONG, RIGHT)] * won, *[Answered(key, RIGHT, EMPTY)] * lost,
            *[Answered(key, RIGHT, RIGHT)] * same]


@pytest.mark.parametrize(("won", "lost", "same", "worse"), [
    (0, 0, 20, False),
    (0, 1, 20, False),      # one document is noise on any set
    (0, 2, 20, True),       # two of 22
    (5, 7, 300, False),     # two of 312, and chance gives as much
    (0, 4, 300, True),      # chance seldom gives four of four
    (10, 11, 40, False),
    (9, 3, 10, False),
])
def test_a_field_is_worse_by_more_than_noise(won: int, lost: int, same: int, worse: bool) -> None:
    others = contest("buyer", won=20)  # so that the whole is not worse
    figures = compare([*contest(won=won, lost=lost, same=same), *others], protected=["total"])
    assert (figures["fields"]["total"]["verdict"] == "worse") is worse
    assert (figures["reasons"] == [{"code": "worse_field", "field": "total"}]) is worse


def test_a_field_that_is_not_protected_may_be_worse_while_the_whole_is_better() -> None:
    figures = compare([*contest("note", lost=5), *contest("total", won=6)], protected=["total"])
    assert figures["reasons"] == [] and figures["fields"]["note"]["verdict"] == "worse"
    assert (figures["verdict"], figures["won"], figures["lost"]) == ("better", 6, 5)


def test_the_whole_may_not_lose_a_single_value_more_than_it_wins() -> None:
    assert compare(contest("note", won=5, lost=6, same=500), protected=[])["reasons"] == [{"code": "worse_overall"}]


def test_a_value_invented_for_a_field_that_is_not_there_is_a_loss() -> None:
    figures = compare([Answered("note", (0, 0, 0), (0, 1, 0))], protected=[])
    assert (figures["won"], figures["lost"]) == (0, 1)


def test_figures_are_those_of_all_values_and_nothing_to_count_is_no_figure() -> None:
    figures = compare([Answered("item", (4, 4, 2), (4, 3, 3)), Answered("note", (0, 0, 0), (0, 0, 0))], protected=[])
    assert figures["fields"]["item"]["champion"] == 0.5
    assert figures["fields"]["item"]["challenger"] == round(6 / 7, 4)
    assert figures["fields"]["note"]["challenger"] is None


def test_the_bar_of_several_trainings_goes_on_to_the_end_and_never_back() -> None:
    told: list[int] = []
    meter = Meter(lambda stage, done, total: told.append(done), trainings=4)
    for _ in range(2):
        for stage in ("look", "tag", "train"):
            for number in range(5):
                meter.training(stage, number, 5)
        meter.training("done", 5, 5)
        meter.comparing()
    meter.skip(1)
    meter.training("look", 0, 5)
    meter.training("done", 5, 5)
    assert told == sorted(told) and told[0] == 0 and told[-1] == 96
