"""Is everything there that documents need? Each part is asked for itself and answers within seconds."""

from __future__ import annotations

import logging
import shutil
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from docmgr.extraction import engine, fallbacks
from docmgr.pipeline.selectors import is_late, queue_state
from docmgr.training.trained import versions

logger = logging.getLogger(__name__)
# With less free space the next uploads are in danger.
MIN_FREE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Part:
    """``ok`` False makes the whole answer 503. ``details`` are figures without names or content."""

    ok: bool
    details: dict[str, Any]


def check() -> dict[str, Part]:
    """Every part by its name. Costs a few queries and one small file."""
    return {name: _ask(name, question) for name, question in PARTS.items()}


def _ask(name: str, question: Callable[[], Part]) -> Part:
    """A part that cannot even be asked is not well; the reason goes to the log, not to the outside."""
    try:
        return question()
    except Exception as error:
        # Everything: readers, storage backends and brokers are plug-ins that may raise what they like, and a watchdog
        # that gets an error page instead of the other parts' states cannot tell what is wrong.
        logger.warning("health: %s: %s", name, type(error).__name__)
        return Part(False, {"error": type(error).__name__})


def _database() -> Part:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return Part(True, {"kind": connection.vendor})


def _storage() -> Part:
    """Writes, reads and deletes one small file, as an upload would."""
    key, content = f"health/{uuid.uuid4().hex}", b"docmgr"
    default_storage.save(key, ContentFile(content))
    with default_storage.open(key) as stored:
        same = stored.read() == content
    default_storage.delete(key)
    free = shutil.disk_usage(settings.DATA_DIR).free
    return Part(same and free >= MIN_FREE_BYTES, {"free_bytes": free})


def _queue() -> Part:
    """Well where somebody works, or where nothing is to do; not where documents have been waiting for nobody."""
    queue = queue_state()
    return Part(queue.healthy and not is_late(queue), {
        **{k: v for k, v in asdict(queue).items() if k != "oldest_waiting"},
        "oldest_waiting_seconds": round(queue.oldest_waiting, 1),
    })


def _engine() -> Part:
    """Well as long as documents are read at all; a model that had to be done without lately, and trained ones whose
    files are gone, are told in the details."""
    state = engine.health()
    details: dict[str, Any] = {"readers": state["readers"]}
    if engine.chosen().vlm:
        lately = fallbacks.lately()
        details["model"] = {"documents": lately.read, "without": lately.without, "now": lately.now,
                            "reasons": dict(lately.reasons), "last": lately.last.isoformat() if lately.last else None}
    if lost := versions.out_of_order():
        details["models_missing"] = lost
    return Part(state["ready"], details)


PARTS: dict[str, Callable[[], Part]] = {
    "database": _database, "storage": _storage, "queue": _queue, "engine": _engine,
}
