"""``manage.py run_job``: does one background job in this process. The worker starts it; a person may."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from docmgr.core.supervisor import die_with_parent
from docmgr.pipeline import jobs
from docmgr.pipeline.worker.pulse import interruptible

# Reading documents comes first; whoever waits for an answer comes before whoever trains.
NICENESS, SHORT_NICENESS = 10, 2


class Command(BaseCommand):
    help = "Does one background job. With --token and --worker: one that a worker has claimed, tied to that worker."

    requires_system_checks: list[str] = []  # they load every page, and somebody may wait for this

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", type=int)
        parser.add_argument("--token", type=int)
        parser.add_argument("--worker", type=int, help="its process id")
        parser.add_argument("--short", action="store_true", help="somebody waits for it")

    def handle(self, *args: Any, job: int, token: int | None, worker: int | None, short: bool, **options: Any) -> None:
        interruptible.arm()
        if worker is not None:
            die_with_parent()
            if os.getppid() != worker:
                return  # it died before the tie was made; the lease will run out
            os.nice(SHORT_NICENESS if short else NICENESS)
        jobs.work(job, token=token)
