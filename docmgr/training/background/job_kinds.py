"""The kinds of background jobs, a row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.accounts.roles import Act


@dataclass(frozen=True, slots=True)
class Kind:
    """``handler`` is "module:function", imported when it is run, for some stand in rooms over this one.

    ``act``: who may start it, where it is not the business of those who look after learning; whoever did may watch and
    end it. ``about``: the parameter that says what it is about; empty where none does. ``short``: somebody sits and
    waits, so that it has a lane of its own and no training stands in its way.
    """

    title: Any
    handler: str
    act: Act | None = None
    about: str = "type"
    short: bool = False


KINDS: dict[str, Kind] = {
    "retrain": Kind(_("Retraining"), "docmgr.training.trained.retraining:run"),
    "calibrate": Kind(_("Calibrating confidence"), "docmgr.training.trained.calibrating:run"),
    "collect_samples": Kind(_("Collecting error samples"), "docmgr.training.samples.collecting:run"),
    "export_samples": Kind(
        _("Export of error samples"), "docmgr.training.exports.exporting:run", act=Act.EXPORT_ERROR_SAMPLES, about=""),
    "learn": Kind(_("Learning the layout of long documents"), "docmgr.training.layouts.memory:run"),
    "look_again": Kind(
        _("Reading waiting documents of learned layouts again"), "docmgr.pipeline.lookalikes:run", short=True),
    "evaluate": Kind(_("Evaluation"), "docmgr.evaluation.jobs:run"),
    "check_draft": Kind(_("Reading the gold set with the draft"), "docmgr.evaluation.jobs:check_draft", short=True),
    "propose_fixes": Kind(_("Trying fixes"), "docmgr.evaluation.proposals:run"),
    "budget": Kind(_("Computing error bounds"), "docmgr.automation.jobs:run"),
    "recall": Kind(_("Sending documents back to review"), "docmgr.automation.recall:run", short=True),
    "ask": Kind(
        _("Question to the model"), "docmgr.extraction.asking:run", act=Act.UPLOAD, about="document", short=True),
}
SHORT = frozenset(name for name, kind in KINDS.items() if kind.short)
