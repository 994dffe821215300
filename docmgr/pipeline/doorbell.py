"""Waking a worker. The row is the job, so a ring that is lost costs seconds and never a document."""

from __future__ import annotations

import logging
import time

from django.conf import settings
from django.db import transaction
from kombu.exceptions import KombuError
from kombu.exceptions import OperationalError as BrokerDown

logger = logging.getLogger(__name__)

# After a failed ring nobody rings for so long: an upload of 200 files must not wait 200 times for a dead broker.
REST_SECONDS = 15.0
_silent_until = 0.0


def ring(run_id: int) -> None:
    """Once the caller's transaction is committed, tell the workers. Never raises, takes at most a few seconds.

    Without a broker nobody is told: the worker's own sweeper looks twice a second.
    """
    if settings.BROKER_URL:
        transaction.on_commit(lambda: send(run_id))


def send(run_id: int) -> bool:
    """Put the message on its way now. False where the broker did not take it."""
    global _silent_until
    if time.monotonic() < _silent_until:
        return False
    from docmgr.pipeline.tasks import process_run

    try:
        process_run.apply_async((run_id,), retry=False)
    except (BrokerDown, KombuError, OSError) as error:
        _silent_until = time.monotonic() + REST_SECONDS
        logger.warning("no broker (%s); run %s waits for the sweeper", type(error).__name__, run_id)
        return False
    return True
