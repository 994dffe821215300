"""Celery tasks: thin. Arguments are ids; everything else is in the row."""

from __future__ import annotations

from docmgr.celery import app
from docmgr.pipeline import flow
from docmgr.pipeline.worker import doorbell, stopping


@app.task(name=doorbell.TASK)
def process_run(run_id: int) -> None:
    with stopping.at_work():
        if not stopping.announced():
            flow.process(run_id)
