"""The engines: what each can do, what it lacks, and what is chosen. Nothing is changed here."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from docmgr.accounts.roles import Act
from docmgr.extraction import engine, fallbacks
from docmgr.web import engine_words
from docmgr.web.decorators import requires
from docmgr.web.http import PersonRequest


@require_GET
@never_cache
@requires(Act.SEE_HEALTH)
def engines(request: PersonRequest) -> HttpResponse:
    rows, chosen = engine.backends(), engine.chosen()
    return render(request, "engines/overview.html", {
        "rows": [{"engine": row, "runs": engine_words.RUNS.get(row.runs, row.runs), "tasks": engine_words.tasks_of(row),
                  "lack": engine_words.lack_of(row) if row.lack else "", "places": engine_words.places_of(row)}
                 for row in rows],
        "ready": sum(row.ready for row in rows), "chosen": chosen, "settings": engine_words.settings_of(chosen),
        "tasks": engine_words.task_lines(rows), "fallbacks": fallbacks.lately() if chosen.vlm else None,
    })
