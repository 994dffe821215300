"""The Celery application. The message is a doorbell: arguments are ids, results are rows (see pipeline.flow)."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docmgr.settings")

app = Celery("docmgr")
app.config_from_object("docmgr.celeryconfig")
app.autodiscover_tasks(["docmgr.pipeline"])
app.steps["worker"].add("docmgr.pipeline.worker.sweeper:SweeperStep")
app.steps["worker"].add("docmgr.pipeline.worker.dispatch:DispatchStep")
app.steps["worker"].add("docmgr.pipeline.worker.model_host:ModelHostStep")
