"""One try at reading one document: claim, read, write down. Every way it can end is in this file."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from docmgr.audit.actions import Action
from docmgr.automation.acceptance import assess
from docmgr.automation.gates import Surroundings
from docmgr.core import clock, database, disk
from docmgr.core.exceptions import DiskFull, NotThere
from docmgr.core.lease import JobState
from docmgr.core.logging import place_of
from docmgr.doctypes.selectors import live_definitions
from docmgr.documents import states, storage
from docmgr.documents.models import Document, Status
from docmgr.documents.states import BEING_READ
from docmgr.extraction import engine
from docmgr.extraction import services as extraction
from docmgr.extraction.models import ExtractionRun
from docmgr.extraction.selectors import latest_run
from docmgr.pipeline.worker import doorbell
from docmgr.pipeline.worker.heartbeat import Heartbeat, TakenAway, TookTooLong, WorkerStopping
from docmgr.training.layouts import memory
from docmgr.training.trained import versions

logger = logging.getLogger(__name__)
FOLDER_PREFIX = "reading-"
# A document that found no room on the disk waits, loses no try, and is read once there is some.
DISK_FULL_SECONDS = 60.0


def process(run_id: int) -> None:
    """Read the document of this run if it is free. Called as often as anybody likes: only the first one works."""
    run = _claim(run_id)
    if run is None:
        return
    try:
        with Heartbeat(run) as beat:
            _read(run, beat)
    except WorkerStopping:
        _release(run)
    except TakenAway:
        logger.warning("run %s: the lease was lost; the result is thrown away", run.pk)
    except TookTooLong as over:
        _end(run, JobState.FAILED, "took_too_long", {"seconds": over.seconds})
    except NotThere:
        _end(run, JobState.FAILED, "file_missing", {})
    except Exception as error:
        # The only place that catches everything: one document's trouble must not become the worker's.
        database.let_go()  # a connection that broke is of no use for writing this down
        _broke_off(run, error)


def _broke_off(run: ExtractionRun, error: Exception) -> None:
    """The type of an unknown error is logged and never its text, which may quote the document."""
    if disk.is_full(error):
        logger.warning("run %s: the disk is full", run.pk)
        _put_off(run, DISK_FULL_SECONDS, DiskFull.code, {}, attempts=F("attempts") - 1)
    elif not isinstance(error, engine.ReadingFailed):
        logger.error("run %s: %s at %s", run.pk, type(error).__name__, place_of(error))
        _try_again(run, "internal_error", {})
    elif error.permanent:
        _end(run, JobState.FAILED, error.code, error.params)
    else:
        _try_again(run, error.code, error.params)


@transaction.atomic
def _claim(run_id: int) -> ExtractionRun | None:
    """The run, its document being read; None where somebody else has it or nothing is to be done any more."""
    run = ExtractionRun.objects.claim(run_id)
    if run is None:
        return None
    run = ExtractionRun.objects.select_related("document__blob", "type_version__doc_type").get(pk=run.pk)
    if run.document.status not in BEING_READ:
        ExtractionRun.objects.close(run.pk, run.token, state=JobState.FAILED, finished_at=clock.now())
        return None
    if run.attempts > settings.JOB_MAX_ATTEMPTS:
        _end(run, JobState.DEAD, "gave_up", {"attempts": run.attempts - 1})
        return None
    if run.document.status == Status.UPLOADED:
        states.advance(run.document, to=Status.PROCESSING)
    return run


def _read(run: ExtractionRun, beat: Heartbeat) -> None:
    definition = run.type_version.definition() if run.type_version else None
    definitions = [] if definition else live_definitions()
    keys = [d["key"] for d in ([definition] if definition else definitions)]
    learned, live = memory.learned_of(keys), versions.live(keys)
    database.let_go()
    with storage.local_path(run.document.blob) as path, _folder() as pages_dir:
        result = live.signed(engine.read(
            path, definition=definition, definitions=definitions, pages_dir=pages_dir, learned=learned,
            models=live.models, trust=live.trust, readers=live.readers, progress=beat.report))
        images = {p.number: _store(run, p.number, p.image) for p in result.pages if p.image}
    around = Surroundings(
        layout_known=engine.knows_layout(result.pages, result.doc_type, learned),
        engine_well=engine.health()["ready"] and not engine.out_of_order())
    try:
        database.unless_deadlocked(lambda: _write_down(run, result, images, around), again=run.document.refresh_from_db)
    except BaseException:
        for key in images.values():
            storage.delete_key(key)
        raise


@transaction.atomic
def _write_down(
    run: ExtractionRun, result: engine.EngineResult, images: dict[int, str], around: Surroundings,
) -> None:
    """Values, pages, the end of the run and the document's next state: all of it or nothing."""
    document = run.document
    version = extraction.version_for(run, result)
    doubt = extraction.save_result(run, result, version=version, images=images)
    if doubt is None:
        raise TakenAway
    outcome = assess(run, version, result, around)
    if version and outcome.fields:
        doubt = extraction.weigh_with(version, result, passed=outcome.fields)
    changes: dict[str, Any] = {} if document.type_chosen else {"doc_type": version.doc_type if version else None}
    states.advance(
        document, to=Status.AUTO_APPROVED if outcome.document else Status.IN_REVIEW, page_count=len(result.pages),
        flagged=doubt.flagged, doubt=doubt.share, failure_code="", failure_params={},
        search_text=extraction.searchable(document, result), **changes,
    )
    transaction.on_commit(lambda: storage.forget_other_pages(document.pk, run.pk, run.token))


def _try_again(run: ExtractionRun, code: str, params: dict[str, Any]) -> None:
    """Wait and read it once more; after the last try the document is set aside."""
    if run.attempts >= settings.JOB_MAX_ATTEMPTS:
        _end(run, JobState.DEAD, code, params)
        return
    _put_off(run, settings.JOB_RETRY_SECONDS * 2 ** (run.attempts - 1), code, params)


@transaction.atomic
def _put_off(run: ExtractionRun, seconds: float, code: str, params: dict[str, Any], **changes: Any) -> None:
    if ExtractionRun.objects.postpone(
            run.pk, run.token, seconds=seconds, error_code=code, error_params=params, **changes):
        states.advance(run.document, to=Status.UPLOADED, within=[Status.PROCESSING])


def _release(run: ExtractionRun) -> None:
    logger.info("run %s: handed back, the worker is stopping", run.pk)
    with transaction.atomic():
        if ExtractionRun.objects.release(run.pk, run.token):
            states.advance(run.document, to=Status.UPLOADED, within=[Status.PROCESSING])
            doorbell.ring(run.pk)


@transaction.atomic
def _end(run: ExtractionRun, state: JobState, code: str, params: dict[str, Any]) -> None:
    """No further try: the document failed, with the reason for its owner, or goes back to its reviewers with what was
    read before. Does nothing where the run was taken away."""
    closed = ExtractionRun.objects.close(
        run.pk, run.token, state=state, finished_at=clock.now(), error_code=code, error_params=params)
    if not closed:
        return
    action = Action.DOCUMENT_SET_ASIDE if state == JobState.DEAD else Action.DOCUMENT_FAILED
    if _was_read(run.document):
        states.advance(run.document, to=Status.IN_REVIEW, within=BEING_READ, action=action)
    else:
        states.advance(run.document, to=Status.FAILED, failure_code=code, failure_params=params, action=action)


def _was_read(document: Document) -> bool:
    """Whether an earlier reading stands; not where somebody chose another type since."""
    run = latest_run(document)
    return run is not None and document.doc_type_id == (run.type_version.doc_type_id if run.type_version else None)


def _store(run: ExtractionRun, number: int, picture: Path) -> str:
    return storage.save_image(storage.page_key(run.document_id, run.pk, run.token, number), picture)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix=FOLDER_PREFIX) as name:
        yield Path(name)
