"""``python -m scripts.bench.company_product``: an installation with thousands of approved papers of one type.

In a throw-away installation (``--database URL``: an empty PostgreSQL database; else SQLite in a temporary folder): what
an approval costs whoever waits for it, what a worker needs before it can read, how long pages take and how many
queries they ask, with error budgets on for every field. ``--jobs``: also how long calibrating and retraining take.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scripts.bench import company_data as data

PAGES = ("/", "/review/", "/documents/", "/models/", "/models/{key}/", "/samples/", "/error-groups/", "/automation/",
         "/automation/types/{key}/", "/evaluation/", "/evaluation/{key}/", "/types/", "/types/{key}/")
_KEY = "company"


def main() -> None:
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DOCMGR_DATA": folder, "DJANGO_SETTINGS_MODULE": "docmgr.settings", "OMP_NUM_THREADS": "1"}
        if asked.database:
            os.environ["DATABASE_URL"] = asked.database
        import django

        django.setup()
        _measure(asked)


def _measure(asked: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.db import connection

    from docmgr.accounts.models import Role, User

    call_command("migrate", verbosity=0)
    owner, reviewer, admin = (User.objects.create_user(role.value, role=role)
                              for role in (Role.EMPLOYEE, Role.REVIEWER, Role.ADMIN))
    doc_type, house = data.new_type(_KEY), _House(owner, reviewer, admin, asked)
    for size in sorted(asked.approved):
        house.grow(doc_type, size)
        print(f"\n{connection.vendor}, {size} approved papers, load {os.getloadavg()[0]:.1f}", flush=True)
        house.approvals(doc_type)
        house.workers(doc_type)
        house.pages(doc_type)
        if asked.jobs:
            house.jobs(doc_type)


class _House:
    def __init__(self, owner: Any, reviewer: Any, admin: Any, asked: argparse.Namespace) -> None:
        self._owner, self._reviewer, self._admin, self._asked = owner, reviewer, admin, asked
        self._read, self._originals = 0, list[Any]()

    def grow(self, doc_type: Any, size: int) -> None:
        from django.db import connection

        from docmgr.documents.models import Document, Status

        if not self._originals:
            self._budgets(doc_type)
            for document, gold in self._fresh(doc_type, data.MADE):
                self._approve(document, gold)
                self._originals.append(document)
        have = Document.objects.filter(status=Status.APPROVED).count()
        data.multiply(self._originals, have, size)
        with connection.cursor() as cursor:     # as the database does by itself, a minute later
            cursor.execute("ANALYZE")

    def _budgets(self, doc_type: Any) -> None:
        from docmgr.automation.budgets import Wanted, keys_of, set_budgets, set_policy

        set_policy(doc_type, sample_share=0.05, approval_counts=True, by=self._admin)
        set_budgets(doc_type, {key: Wanted(mode="on", alpha=0.05) for key in keys_of(doc_type)}, by=self._admin)

    def _fresh(self, doc_type: Any, count: int) -> list[tuple[Any, Any]]:
        made = data.read_papers(self._owner, doc_type, count, layouts=self._asked.layouts, first=self._read)
        self._read += count
        return made

    def _approve(self, document: Any, gold: Any) -> None:
        from docmgr.documents.models import Document
        from docmgr.pipeline import decisions

        data.decide(document, gold, self._reviewer)
        fresh = Document.objects.get(pk=document.pk)
        decisions.approve(fresh, actor=self._reviewer, revision=fresh.revision)
        document.refresh_from_db()

    def approvals(self, doc_type: Any) -> None:
        from docmgr.documents.models import Document
        from docmgr.pipeline import decisions

        spent, asked = [], []
        for document, gold in self._fresh(doc_type, 12):
            data.decide(document, gold, self._reviewer)
            fresh = Document.objects.get(pk=document.pk)
            cpu, ms, queries = _timed(lambda d=fresh: decisions.approve(d, actor=self._reviewer, revision=d.revision))
            spent.append((cpu, ms))
            asked.append(queries)
        cpu, wall = ([s[n] for s in spent] for n in (0, 1))
        print(f"an approval: CPU ms {statistics.median(cpu):.0f}, longest {max(cpu):.0f}; wall ms "
              f"{statistics.median(wall):.0f}, longest {max(wall):.0f}; queries {min(asked)} to {max(asked)}",
              flush=True)

    def workers(self, doc_type: Any) -> None:
        from docmgr.core import clock
        from docmgr.pipeline import calibration, lookalikes
        from docmgr.training.layouts import memory

        memory._OPENED.clear()
        before = _resident()
        for name in ("first", "again"):
            cpu, ms, queries = _timed(lambda: memory.learned_of([_KEY]))
            print(f"what was learned, {name}: CPU ms {cpu:.0f}, wall {ms:.0f}, queries {queries}, "
                  f"{_resident() - before:.0f} MB more", flush=True)
        since, waiting = clock.now(), self._fresh(doc_type, 20)
        self._approve(*waiting.pop())
        for name, act in (("look-alikes asked for", lookalikes.ask), ("calibration asked for", calibration.ask)):
            cpu, ms, queries = _timed(act)
            print(f"{name}: CPU ms {cpu:.0f}, wall {ms:.0f}, queries {queries}", flush=True)
        params = {"type": _KEY, "since": since.isoformat()}
        cpu, ms, queries = _timed(lambda: lookalikes.run(params, progress=_silent))
        print(f"{len(waiting)} waiting papers held against a new lesson, and against all if they are like it: "
              f"CPU ms {cpu:.0f}, queries {queries}", flush=True)

    def pages(self, doc_type: Any) -> None:
        from django.test import Client

        for path in PAGES:
            client, address, answered = Client(SERVER_NAME="localhost"), path.format(key=_KEY), list[Any]()
            client.force_login(self._reviewer if path == "/review/" else self._admin)

            def ask(client: Any = client, address: str = address, answered: list[Any] = answered) -> None:
                answered.append(client.get(address))

            cpu, ms, queries = min(_timed(ask) for _ in range(3))
            print(f"{address}: {answered[0].status_code}, CPU ms {cpu:.0f}, wall {ms:.0f}, queries {queries}, "
                  f"{len(answered[0].content) // 1024} kB", flush=True)

    def jobs(self, doc_type: Any) -> None:
        from docmgr.training.trained import calibrating, retraining

        for name, act in (("calibrated", lambda: calibrating.calibrate(doc_type, by=None, progress=_silent)),
                          ("retrained", lambda: retraining.retrain(doc_type, by=None, seed=0, progress=_silent))):
            started = time.monotonic()
            made = act()
            about = f"{len(made.documents)} documents, {made.figures.get('turns')} turns" if made else "nothing"
            print(f"{name}: {time.monotonic() - started:.0f} s, {about}, {made.facts if made else ''}", flush=True)


def _timed(act: Callable[[], Any]) -> tuple[float, float, int]:
    """(CPU ms, wall ms, queries)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        cpu, wall = time.process_time(), time.perf_counter()
        act()
        return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000, len(asked)


def _silent(stage: str, done: int, total: int) -> None:
    pass


def _resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.company_product", description=__doc__)
    parser.add_argument("--approved", type=int, nargs="+", default=(140, 2000), help="how many papers are approved")
    parser.add_argument("--layouts", type=int, default=30)
    parser.add_argument("--database", default="", help="address of an empty PostgreSQL database")
    parser.add_argument("--jobs", action="store_true", help="calibrate and retrain as well, which takes minutes")
    return parser.parse_args()


if __name__ == "__main__":
    main()
