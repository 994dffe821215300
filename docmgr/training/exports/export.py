"""Confirmed values as a ZIP that training tools read. Who took what out is on record."""

from __future__ import annotations

import tempfile
import zipfile
from typing import Any, BinaryIO, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Invalid
from docmgr.training.exports import formats
from docmgr.training.exports.formats.gathering import Seen
from docmgr.training.exports.formats.output import Digest, ZipOutput
from docmgr.training.models import DatasetExport
from docmgr.training.selectors import SampleFilter

# kind: what a person reads in the dialog
KINDS: dict[str, Any] = {
    "plain": _("JSON lines with crops and pages"),
    "conversations": _("Conversations for HunyuanOCR (ms-swift)"),
    "paddleocr": _("Recognition list for PaddleOCR"),
    "trocr": _("Image and text folder for TrOCR (Hugging Face)"),
}


class TooMany(Invalid):
    """``params``: how many ``documents`` there are, and how many at ``most`` are exported while a caller waits."""

    code = "export_too_large"
    message = _("This export is of more documents than are exported while you wait. Have it made in the background: "
                "POST /api/v1/error-samples/exports with the same parameters.")


def archive(chosen: SampleFilter, by: User, *, everything: bool = False, **asked: Any) -> tuple[BinaryIO, str]:
    """What ``write_zip`` writes, as an open file of the data folder that vanishes when it is closed, and the name to
    save it by. For callers who wait, who may hang up unnoticed. Raises TooMany beyond EXPORT_DIRECT_DOCUMENTS.
    """
    require(by, Act.EXPORT_ERROR_SAMPLES)
    most, documents = settings.EXPORT_DIRECT_DOCUMENTS, formats.how_many(chosen, everything=everything)
    if documents > most:
        raise TooMany(documents=documents, most=most)
    out = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - whoever sends it closes it
    made = write_zip(chosen, out, by, everything=everything, **asked)
    out.seek(0)
    return out, name_of(made)


def name_of(made: DatasetExport) -> str:
    """The name to save it by."""
    return f"samples-{made.filters['kind']}-{timezone.localtime(made.at):%Y%m%d-%H%M}.zip"


def write_zip(
    chosen: SampleFilter, out: BinaryIO, by: User, *, kind: str = "plain", everything: bool = False,
    masked: bool = True,
) -> DatasetExport:
    """Write the archive to ``out`` and the record of it; the audit row stands in the same transaction.

    ``everything``: all that people confirmed, not only what they corrected. ``out`` need not be seekable. Raises
    NotAllowed, ValueError for an unknown kind.
    """
    return recorded(pack(chosen, out, by, kind=kind, everything=everything, masked=masked), by)


class Packed(NamedTuple):
    """What was written, and not recorded yet."""

    samples: int
    filters: dict[str, Any]
    sha256: str


def pack(
    chosen: SampleFilter, out: BinaryIO, by: User, *, kind: str, everything: bool, masked: bool,
    progress: Seen | None = None,
) -> Packed:
    """The archive alone, as ``write_zip`` writes it; ``progress(done, total)`` is called in documents."""
    require(by, Act.EXPORT_ERROR_SAMPLES)
    digest = Digest(out)
    about = {"made_at": clock.now().isoformat(), "made_by": by.get_username(), "masked": masked,
             "everything": everything}
    with zipfile.ZipFile(digest, "w", zipfile.ZIP_DEFLATED) as zipped:  # type: ignore[call-overload]
        items = formats.gather(chosen, everything=everything, masked=masked, progress=progress)
        facts = formats.write_to(kind, items, ZipOutput(zipped), about=about)
    asked = {**chosen.as_json(), "kind": kind, "everything": everything, "masked": masked}
    return Packed(facts.samples, asked, digest.hexdigest)


@transaction.atomic
def recorded(packed: Packed, by: User, **kept: Any) -> DatasetExport:
    """The record of it, with its audit row; ``kept``: the job that made it, and its file."""
    made = DatasetExport.objects.create(by=by, **packed._asdict(), **kept)
    record(Action.SAMPLES_EXPORTED, actor=by, obj=made, after=facts_of(made))
    return made


def facts_of(made: DatasetExport) -> dict[str, Any]:
    """What the audit log says of it."""
    told = {name: made.filters[name] for name in ("masked", "kind", "everything")}
    return {"samples": made.samples, **told, "sha256": made.sha256}
