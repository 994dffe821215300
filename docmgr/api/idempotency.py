"""``Idempotency-Key``: a request sent twice, because the first answer was lost, makes one document.

A key is taken in a transaction of its own before the file is handed in. A repeat finds the document (``replayed``), or
is told to come back while the first request still runs. A process that died in between leaves a key without a document;
after LEFT_BEHIND the next repeat takes it over and adopts the document if there is one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.api.errors import BeingHandledAlready
from docmgr.api.models import SubmissionKey
from docmgr.core import clock
from docmgr.core.exceptions import DocmgrError, Invalid
from docmgr.pipeline.flow import Submission

REMEMBERED = timedelta(hours=24)
LEFT_BEHIND = timedelta(minutes=5)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
Submit = Callable[[bool], Submission]


@dataclass(frozen=True, slots=True)
class Outcome:
    submission: Submission
    replayed: bool = False


def once(key: str, *, user: User, file: UploadedFile, submit: Submit) -> Outcome:
    """Hand the file in unless this key already did. ``submit(adopt)``: with True an earlier document is taken.

    Raises Invalid for a key that was used for another file, BeingHandledAlready.
    """
    if not key:
        return Outcome(submit(False))
    if not _KEY.fullmatch(key):
        raise DocmgrError(_("An Idempotency-Key has 1 to 255 visible ASCII characters."), code="idempotency_key")
    SubmissionKey.objects.filter(user=user, created_at__lt=clock.now() - REMEMBERED).delete()
    row, new = SubmissionKey.objects.get_or_create(user=user, key=key)
    if row.document is not None:
        return _replay(row, file)
    if not new:
        _take_over(row)
    return _first(row, submit, adopt=not new)


def _first(row: SubmissionKey, submit: Submit, *, adopt: bool) -> Outcome:
    try:
        submission = submit(adopt)
    except BaseException:
        row.delete()  # a refused file may be sent again under the same key
        raise
    SubmissionKey.objects.filter(pk=row.pk).update(document=submission.document)
    return Outcome(submission)


def _take_over(row: SubmissionKey) -> None:
    """One conditional write, so that of two repeats one goes on."""
    long_ago = clock.now() - LEFT_BEHIND
    won = SubmissionKey.objects.filter(pk=row.pk, document=None, created_at__lt=long_ago).update(
        created_at=clock.now())
    if not won:
        raise BeingHandledAlready


def _replay(row: SubmissionKey, file: UploadedFile) -> Outcome:
    assert row.document is not None  # it is there once the first request has ended well
    if row.document.blob_id != _sha256(file):
        raise Invalid(_("This Idempotency-Key was used for another file."), code="idempotency_key_reused")
    return Outcome(Submission(row.document, None), replayed=True)


def _sha256(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
