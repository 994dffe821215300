"""Celery tasks: thin. Arguments are ids; everything else is in the row."""

from __future__ import annotations

from docmgr.celery import app
from docmgr.pipeline import stopping


@app.task(name="docmgr.pipeline.tasks.process_run")
def process_run(run_id: int) -> None:
    from docmgr.pipeline import flow

    with stopping.at_work():
        if not stopping.announced():
            flow.process(run_id)
