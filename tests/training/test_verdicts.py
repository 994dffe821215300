"""Champion against challenger: what counts as worse."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from itertools import count

import pytest

from docmgr.training.trained import cores
from docmgr.training.trained.meter import Meter
from docmgr.training.trained.verdicts import FURTHER, UNSEEN, Answered, compare

RIGHT, WRONG, EMPTY = (1, 1, 1), (1, 1, 0), (1, 0, 0)
_names = count()


def contest(key: str = "total", *, won: int = 0, lost: int = 0, same: int = 0, view: str = UNSEEN) -> list[Answered]:
    """Each answer of a document of its own."""
    pairs = [*[(WRONG, RIGHT)] * won, *[(RIGHT, EMPTY)] * lost, *[(RIGHT, RIGHT)] * same]
    return [Answered(key, *pair, f"d{next(_names)}", view) for pair in pairs]


@pytest.mark.parametrize(("won", "lost", "same", "code"), [
    (0, 0, 20, None),
    (0, 1, 12, None),               # one value never decides, on however few documents
    (0, 2, 100, None),              # two of a hundred: chance gives that every fourth time
    (0, 2, 20, "doubtful_field"),   # so few documents do not rule out a real loss
    (0, 4, 300, "worse_field"),     # four of four: one time in sixteen
    (5, 7, 300, None),
    (10, 11, 60, None),
    (10, 22, 300, "worse_field"),
    (9, 3, 10, None),
])
def test_a_field_is_worse_by_more_than_chance_or_in_doubt_on_few_documents(
    won: int, lost: int, same: int, code: str | None,
) -> None:
    others = contest("buyer", won=20, same=100)  # so that the whole is not worse
    figures = compare([*contest(won=won, lost=lost, same=same), *others], protected=["total"])
    assert figures["reasons"] == ([{"code": code, "field": "total"}] if code else [])
    assert (figures["fields"]["total"]["verdict"] == "worse") is (code is not None)


def test_what_is_lost_on_layouts_never_seen_is_not_paid_with_what_is_won_on_known_ones() -> None:
    seen = contest(won=8, same=60, view=FURTHER)
    figures = compare([*seen, *contest(lost=5, same=60)], protected=["total"])
    assert figures["reasons"] == [{"code": "worse_field", "field": "total", "view": UNSEEN},
                                  {"code": "worse_overall", "view": UNSEEN}]
    figures = compare([*seen, *contest(lost=3, same=60)], protected=["total"])
    assert figures["reasons"] == [] and figures["verdict"] == "same"
    assert {name: (part["won"], part["lost"]) for name, part in figures["views"].items()} == {
        UNSEEN: (0, 3), FURTHER: (8, 0)}


def test_values_of_one_document_that_fall_together_count_once() -> None:
    keys = [f"f{n}" for n in range(6)]
    together = [Answered(key, RIGHT, EMPTY, f"doc{n}") for n in range(2) for key in keys]
    rest = [one for key in keys for one in contest(key, same=60)]
    figures = compare([*together, *rest], protected=[])
    assert figures["lost"] == 12 and figures["chance"] == 0.25 and figures["reasons"] == []
    apart = [one for key in keys for one in contest(key, lost=2, same=60)]
    assert compare(apart, protected=[])["reasons"] == [{"code": "worse_overall"}]


def refused(*, loss: float, gain: float, documents: int, rng: random.Random) -> bool:
    """One trial of a challenger with these true rates on four protected fields, both sorts of documents."""
    answered = []
    for n in range(documents):
        for key in "abcd":
            drawn = rng.random()
            pair = (RIGHT, EMPTY) if drawn < loss else (WRONG, RIGHT) if drawn < loss + gain else (RIGHT, RIGHT)
            answered.append(Answered(key, *pair, f"d{n}", UNSEEN if n % 2 else FURTHER))
    return bool(compare(answered, protected="abcd")["reasons"])


def test_an_equal_challenger_is_mostly_taken_and_a_clearly_worse_one_never() -> None:
    rng = random.Random(0)
    equal = sum(refused(loss=0.03, gain=0.03, documents=120, rng=rng) for _ in range(150)) / 150
    worse = sum(refused(loss=0.08, gain=0.02, documents=120, rng=rng) for _ in range(150)) / 150
    assert equal <= 0.35 and worse >= 0.95


def test_a_field_that_is_not_protected_may_be_worse_while_the_whole_is_better() -> None:
    figures = compare([*contest("note", lost=5), *contest("total", won=6)], protected=["total"])
    assert figures["reasons"] == [] and figures["fields"]["note"]["verdict"] == "worse"
    assert (figures["verdict"], figures["won"], figures["lost"]) == ("same", 6, 5)


def test_better_is_said_of_what_chance_seldom_gives_only() -> None:
    figures = compare([*contest("note", won=3, same=40), *contest("total", won=4, same=40)], protected=[])
    assert [figures["fields"][key]["verdict"] for key in ("note", "total")] == ["same", "better"]


def test_a_value_invented_for_a_field_that_is_not_there_is_a_loss() -> None:
    figures = compare([Answered("note", (0, 0, 0), (0, 1, 0), "one")], protected=[])
    assert (figures["won"], figures["lost"]) == (0, 1)


def test_figures_are_those_of_all_values_and_nothing_to_count_is_no_figure() -> None:
    figures = compare([Answered("item", (4, 4, 2), (4, 3, 3), "one"), Answered("note", (0, 0, 0), (0, 0, 0), "one")],
                      protected=[])
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


@pytest.mark.parametrize("processes", [1, 2])
def test_work_side_by_side_gives_the_same_results_in_the_same_order(processes: int) -> None:
    told: list[float] = []

    def task(number: int, tell: cores.Tell) -> int:
        tell(0.5)
        return number * number

    assert cores.side_by_side(task, 5, processes=processes, tell=told.append) == [0, 1, 4, 9, 16]
    assert told == sorted(told) and 0 < told[-1] <= 1


@pytest.mark.parametrize("processes", [1, 2])
def test_work_side_by_side_ends_where_nobody_wants_it_any_more(processes: int) -> None:
    class GivenUp(Exception):
        pass

    def task(number: int, tell: cores.Tell) -> None:
        for _ in range(20_000):
            time.sleep(0.001)
            tell(0.0)

    def enough(_share: float) -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        cores.side_by_side(task, 4, processes=processes, tell=enough)
    assert not [child for child in multiprocessing.active_children() if child.is_alive()]


def test_what_goes_wrong_in_a_helper_is_told() -> None:
    def task(number: int, tell: cores.Tell) -> None:
        raise ValueError(f"no {number}")

    with pytest.raises(ValueError, match="no "):
        cores.side_by_side(task, 2, processes=2, tell=lambda share: None)


def test_a_helper_that_is_killed_costs_its_work_and_not_the_training() -> None:
    """As the kernel does where there is too little memory for several."""
    mine = os.getpid()

    def task(number: int, tell: cores.Tell) -> int:
        if os.getpid() != mine and number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        tell(1.0)
        return number * number

    assert cores.side_by_side(task, 4, processes=2, tell=lambda share: None) == [0, 1, 4, 9]
