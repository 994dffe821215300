"""Labelled documents on the product's own way: handed in, read by the worker's code, put right by a reviewer, approved.

For a throw-away installation only: it makes people and approves in their names.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docmgr.accounts.models import Role, User
from docmgr.accounts.services import create_user
from docmgr.core.exceptions import Invalid
from docmgr.core.lease import JobState
from docmgr.doctypes.builtin import load
from docmgr.doctypes.selectors import get_type
from docmgr.documents.models import Document, Page, Status
from docmgr.evaluation.reviewer import Decision, decisions
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline import calibration, flow
from docmgr.pipeline import decisions as corridor
from docmgr.pipeline.jobs import work
from docmgr.review import claims, deciding
from docmgr.review import services as review
from docmgr.review.values import current_fields
from docmgr.training.background import job_words, jobs
from docmgr.training.models import ModelVersion


class Rehearsal:
    """An employee, a reviewer and one document type, in an empty installation."""

    def __init__(self, definition: dict[str, Any]) -> None:
        load(definition)
        self.doc_type = get_type(definition["key"])
        self.employee = _person("employee", Role.EMPLOYEE)
        self.reviewer = _person("reviewer", Role.REVIEWER)
        self.admin = _person("admin", Role.ADMIN)

    def read(self, file: Path) -> Document | None:
        """Hand the file in and read it at once, as the worker does; None where it is missing or cannot be read."""
        try:
            with file.open("rb") as stream:
                document = flow.submit(stream=stream, name=file.name, owner=self.employee,
                                       doc_type=self.doc_type).document
        except (OSError, Invalid):
            return None
        flow.process(ExtractionRun.objects.filter(document=document).latest("id").pk)
        document = Document.objects.get(pk=document.pk)
        return document if document.status in (Status.IN_REVIEW, Status.AUTO_APPROVED) else None

    def confirm(self, document: Document, gold: engine.Gold) -> None:
        """Decide on every value that the gold knows, and approve."""
        claims.claim(document, self.reviewer)
        for decision in decisions(gold, current_fields(document)):
            self._decide(document, decision)
        try:
            self._approve(document)
        except review.Unsettled as open_places:
            # A required field that the gold is silent about and the machine left empty: the reviewer saw none, either.
            for key, index in open_places.params["fields"]:
                self._decide(document, Decision(key, index, "absent"))
            self._approve(document)

    def answers(self, document: Document) -> dict[str, list[engine.Given]]:
        """What the product shows of the document now, by field; a field without a value is left out."""
        return engine.given(current_fields(document))

    def look_at_labels(self, check: engine.LabelCheck, name: str, document: Document) -> None:
        """Hold what the product shows of it against its labels."""
        check.look(name, current_fields(document),
                   [engine.page_of(page) for page in Page.objects.filter(document=document)])

    def calibrate(self) -> None:
        """Confidences, as a worker does by itself once enough was confirmed since the last time."""
        for job in calibration.ask():
            work(job.pk)

    def retrain(self) -> dict[str, Any]:
        """The product's own retraining of the type: its result, or {"failed": why} where it came to nothing."""
        job = jobs.start("retrain", by=self.admin, params={"type": self.doc_type.key})
        work(job.pk)
        job.refresh_from_db()
        return job.result if job.state == JobState.DONE else {"failed": job_words.sentence(job) or job.error_code}

    def version(self) -> dict[str, Any]:
        """Whose figures they are: {type, type_version, engine, model (number of the live one, or None)}."""
        run = ExtractionRun.objects.filter(state=JobState.DONE).order_by("-id").first()
        model = ModelVersion.objects.filter(doc_type=self.doc_type, state=ModelVersion.State.LIVE).first()
        return {"type": self.doc_type.key, "type_version": self.doc_type.live.number if self.doc_type.live else None,
                "engine": run.engine if run else "", "model": model.number if model else None}

    def _decide(self, document: Document, decision: Decision) -> None:
        deciding.decide(document, by=self.reviewer, revision=document.revision, key=decision.key,
                        index=decision.index, kind=decision.kind, value=decision.value)

    def _approve(self, document: Document) -> None:
        corridor.approve(document, actor=self.reviewer, revision=document.revision)


def _person(name: str, role: Role) -> User:
    return create_user(username=name, role=role, by=None)
