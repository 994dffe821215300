"""All figures of the dashboard at once, for the page and for programs."""

from __future__ import annotations

from dataclasses import dataclass

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.dashboard import accuracy, volume
from docmgr.dashboard.fit import Fit, fits
from docmgr.dashboard.period import Period
from docmgr.dashboard.promises import Promise, promises
from docmgr.dashboard.quadrants import Quadrants, quadrants
from docmgr.dashboard.queue import Queue, queue
from docmgr.dashboard.readings import Readings, readings
from docmgr.dashboard.shares import Share
from docmgr.dashboard.values import reviewed
from docmgr.doctypes.models import DocumentType


@dataclass(frozen=True, slots=True)
class Figures:
    """``fields`` is empty unless one type was chosen. ``untouched``: values of the documents that people approved on
    which nobody decided; they count nowhere."""

    period: Period
    doc_type: DocumentType | None
    steps: list[volume.Step]
    readings: Readings
    queue: Queue
    quadrants: Quadrants
    right: Share
    weeks: list[accuracy.Week]
    fields: list[accuracy.Field]
    untouched: int
    fits: list[Fit]
    promises: list[Promise]

    @property
    def empty(self) -> bool:
        """Nothing happened in the period, and nothing waits."""
        return not (self.queue.total or self.readings.errors.count or self.quadrants.total or self.fits or any(
            step.handed_in or step.decided for step in self.steps))


def figures(user: User, period: Period, doc_type: DocumentType | None = None) -> Figures:
    """Some fifteen queries, however much there is. Raises NotAllowed."""
    require(user, Act.SEE_LEARNING)
    seen = reviewed(period, doc_type)
    return Figures(
        period, doc_type, volume.volume(period, doc_type), readings(period, doc_type), queue(doc_type),
        quadrants(seen.rows), accuracy.overall(seen.rows), accuracy.by_week(seen.rows, period),
        accuracy.by_field(seen.rows, period, doc_type) if doc_type else [], seen.untouched, fits(period, doc_type),
        promises(doc_type))
