"""Celery tasks: thin. Arguments are ids; everything else is in the row."""

from __future__ import annotations

from docmgr.celery import app


@app.task(name="docmgr.pipeline.tasks.process_run")
def process_run(run_id: int) -> None:
    from docmgr.pipeline import flow

    flow.process(run_id)
