"""Waking a worker. The row is the job, so a ring that is lost costs seconds and never a document."""

from __future__ import annotations

import logging
import threading
import time

from django.conf import settings
from django.db import transaction
from kombu.exceptions import KombuError
from kombu.exceptions import OperationalError as BrokerDown

logger = logging.getLogger(__name__)

TASK = "docmgr.pipeline.tasks.process_run"  # called by its name: the task itself leads to all that rings here

# A ring may take so long. A broker that accepts and then says nothing keeps its client library busy for minutes,
# whatever time-outs it was given.
RING_SECONDS = 3.0
# After a failed ring nobody rings for so long: an upload of 200 files must not wait 200 times for a dead broker.
REST_SECONDS = 15.0
_silent_until = 0.0


def ring(run_id: int) -> None:
    """Once the caller's transaction is committed, tell the workers. Never raises, takes at most RING_SECONDS.

    Without a broker nobody is told: the worker's own sweeper looks twice a second.
    """
    if settings.BROKER_URL:
        transaction.on_commit(lambda: send(run_id))


def send(run_id: int) -> bool:
    """Put the message on its way now. False where the broker did not take it in time."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    taken = threading.Event()
    messenger = threading.Thread(target=_deliver, args=(run_id, taken), name="doorbell", daemon=True)
    messenger.start()
    messenger.join(RING_SECONDS)
    if not taken.is_set():
        _silent_until = time.monotonic() + REST_SECONDS
        logger.warning("the broker does not answer; run %s waits for the sweeper", run_id)
    return taken.is_set()


def _deliver(run_id: int, taken: threading.Event) -> None:
    from docmgr.celery import app  # only where there is a broker

    try:
        app.send_task(TASK, (run_id,), retry=False)
    except (BrokerDown, KombuError, OSError) as error:
        logger.warning("no broker: %s", type(error).__name__)
    else:
        taken.set()
