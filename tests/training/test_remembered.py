"""Documents that no turn held back calibrate a model, too: what the layout memory answers on them counts."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import User
from docmgr.doctypes.models import DocumentType
from docmgr.training.trained import retraining
from docmgr.training.trained.contest import Champion, Contest, Outcome
from docmgr.training.trained.folds import folds_of
from docmgr.training.trained.lessons import lessons_of
from tests.training import house

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]


@pytest.fixture
def slips(employee: User, reviewer: User) -> DocumentType:
    """Three documents of one layout and six of others; the number is found where the memory knows the layout."""
    doc_type = house.slip_type()
    house.fill(employee, reviewer, doc_type, layouts=range(1), each=3)
    house.fill(employee, reviewer, doc_type, layouts=range(1, 7), each=1)
    return doc_type


def contest_of(doc_type: DocumentType) -> Contest:
    lessons = lessons_of(doc_type)
    folds = folds_of({one.document: one.layout for one in lessons}, seed=0)
    return Contest(definition=doc_type.live.definition(), lessons=lessons, folds=folds, champion=Champion(), seed=0)


def test_what_was_judged_is_left_and_nothing_answers_itself(slips: DocumentType) -> None:
    contest = contest_of(slips)
    judged = {one.taught.id for one in contest.lessons[:2]}
    found = contest.remembered(judged, lambda: None)
    assert {row.document for row in found} == {one.taught.id for one in contest.lessons} - judged
    sizes = {one.taught.id: sum(o.layout == one.layout for o in contest.lessons) for one in contest.lessons}
    numbers = {row.document for row in found if row.key == "number" and row.right}
    assert numbers == {row.document for row in found if sizes[row.document] > 1}


def test_a_model_with_a_single_turn_is_calibrated_from_all_documents(
    slips: DocumentType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def one_turn(contest: Contest, tell: Any) -> tuple[bytes, dict[str, Any], Outcome]:
        return b"weights", {}, contest._trial(contest.folds.turns[0], None, None, lambda: None)

    monkeypatch.setattr(Contest, "run", one_turn)
    made = retraining.retrain(slips, by=None, seed=0, progress=lambda stage, done, total: None)
    contest = contest_of(slips)
    one = one_turn(contest, None)[2]
    rest = contest.remembered(one.judged, lambda: None)
    assert rest and made.trust is not None
    assert made.trust["rows"] == len(one.signs) + len(rest) > len(one.signs)
