"""The audit log speaks words: whoever has to prove something reads no names of tables and no Python."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import translation

import docmgr
from docmgr.audit.models import AuditEvent
from docmgr.automation.acceptance import _told as promised
from docmgr.automation.models import WHOLE, Certificate, ErrorBudget
from docmgr.training.background.job_kinds import KINDS
from docmgr.web.audit_words import OBJECTS, PARTS
from docmgr.web.templatetags.audit import change, target

SOURCE = Path(docmgr.__file__).parent


def recorded() -> set[str]:
    """Names of the parts that calls of ``record`` write out."""
    names: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record":
                parts = [word.value for word in call.keywords if word.arg in ("before", "after")]
                names |= {key.value for part in parts if isinstance(part, ast.Dict) for key in part.keys
                          if isinstance(key, ast.Constant)}
    return names


def test_every_part_that_is_recorded_has_a_name() -> None:
    assert len(recorded()) > 30
    assert not recorded() - set(PARTS)
    assert {kind.about for kind in KINDS.values() if kind.about} <= set(PARTS)


def test_every_kind_of_thing_that_acts_are_on_has_a_name() -> None:
    assert all(apps.get_model(label) for label in OBJECTS)
    assert {"training.job", "training.modelversion", "evaluation.evaluationrun", "training.schedule",
            "training.proposal"} <= set(OBJECTS)


@pytest.mark.parametrize(("language", "thing", "kind"), [
    ("en", "background job #7", "Retraining"), ("zh-hans", "后台任务 #7", "重新训练")])
def test_a_job_bears_its_title(language: str, thing: str, kind: str) -> None:
    event = AuditEvent(object_type="training.job", object_id="7", after={"kind": "retrain", "type": "invoice"})
    with translation.override(language):
        assert target(event) == thing
        assert change(event)[0]["after"] == kind


def test_what_an_accepted_value_rested_on_is_told_in_words() -> None:
    budget = ErrorBudget(key="total", alpha=0.02, delta=0.05)
    certificate = Certificate(pk=3, budget=budget, threshold=0.93, reviewed=200, accepted=180, wrong=0, upper=0.017)
    event = AuditEvent(object_type="documents.document", object_id="1", after={
        "run": 5, "regime": "abc", "fields": {"total": promised(certificate)}})
    shown = {part["name"]: part["after"] for part in change(event)}["fields"]
    assert "total (share allowed to be wrong 0.02; chance of being mistaken 0.05; from this confidence on 0.93" in shown
    assert "{" not in shown and "'" not in shown


def test_what_stayed_the_same_is_told_once_and_budgets_in_the_words_of_their_page() -> None:
    event = AuditEvent(object_type="doctypes.documenttype", object_id="1",
                       before={"field": WHOLE, "mode": "off", "alpha": 0.05},
                       after={"field": WHOLE, "mode": "on", "alpha": 0.05})
    shown = [(part["before"], part["after"]) for part in change(event)]
    assert shown == [("", "Whole document"), ("a person looks", "accept within the budget"), ("", "0.05")]
    typed = AuditEvent(after={"field": "total", "sample": 4, "outcome": "wrong"})
    assert change(typed)[-1]["after"] == "different"
