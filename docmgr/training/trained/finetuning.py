"""Fine-tuned readers as versions: TrOCR from confirmed lines, a LoRA for HunyuanOCR from confirmed pages."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.core import database
from docmgr.core.exceptions import Invalid
from docmgr.core.sentences import later
from docmgr.doctypes.models import DocumentType
from docmgr.extraction import engine
from docmgr.training.background.jobs import Progress, Try
from docmgr.training.exports import formats
from docmgr.training.models import Job, ModelVersion
from docmgr.training.selectors import SampleFilter
from docmgr.training.trained import versions, weight_store

# engine of a version: (the format that it is trained from, the setting that names its base)
FORMATS = {"trocr": ("trocr", "DOCMGR_TROCR_BASE"), "hunyuan": ("conversations", "DOCMGR_HUNYUAN_BASE")}
# What ``finetune`` calls a folder, and ``engine.finetune`` the one beside it that it works in. A base model that
# somebody put there has another name (trocr-base-handwritten).
_MADE = re.compile(r"\.?(?:trocr|hunyuan)-(?:(?P<job>\d{1,18})-)?[0-9a-f]{12}(?:-\w+)?")
_SCRATCH = "reading-"      # what workers clear away in the folder of uploads once it is older than any job


def finetune(
    doc_type: DocumentType, kind: str, *, by: User | None, seed: int, progress: Progress, mine: Try | None = None,
) -> ModelVersion:
    """Train from all that people confirmed on documents of the type, whole layouts held back, and register the outcome.

    It goes live where the fine-tuned reader is better on what was held back than its base and than the one that is
    live; else it is on record with its figures.
    Raises Invalid: no base model on disk, too few examples, or the training broke.
    """
    started = time.monotonic()
    data_format, base = FORMATS[kind][0], base_of(kind)
    clear_unregistered(mine)
    live = versions.live_version(doc_type, kind)
    champion = weight_store.folder_of(live.folder) if live and weight_store.folder_of(live.folder).is_dir() else None
    folder = f"{_prefix(kind, mine)}{uuid.uuid4().hex[:12]}"
    documents: list[int] = []
    uploads, name = settings.FILE_UPLOAD_TEMP_DIR, _SCRATCH + _prefix(kind, mine)
    with tempfile.TemporaryDirectory(dir=uploads, prefix=name) as scratch:
        data = Path(scratch) / "data"
        chosen = SampleFilter(doc_type=doc_type.key)
        items = formats.gather(chosen, everything=True, masked=False, seed=seed)
        formats.write(data_format, _noted(items, documents, progress), data)
        database.let_go()
        facts = engine.finetune(kind, data, base, weight_store.folder_of(folder), seed=seed, progress=progress,
                                champion=champion)
    return _registered(doc_type, kind, facts, by=by, seed=seed, folder=folder, documents=documents,
                       beaten=live.number if live else 0, mine=mine, seconds=time.monotonic() - started)


def base_of(kind: str) -> Path:
    """The folder of the model to start from. Raises Invalid with what to do where there is none."""
    base = _found_base(kind)
    if base is None:
        raise Invalid(later(lambda: _no_base(kind)), code="finetune_base_missing")
    return base


def refusal(kind: str) -> str:
    """Why a training of this kind cannot start on this machine; "" where it can."""
    return "" if _found_base(kind) else _no_base(kind)


def _no_base(kind: str) -> str:
    return _("There is no base model on disk: put its folder where %(setting)s names it.") % {
        "setting": FORMATS[kind][1]}


def _found_base(kind: str) -> Path | None:
    base = engine.base_model(kind)
    return base if base is not None and base.is_dir() else None


def clear_unregistered(mine: Try | None = None) -> int:
    """Delete what trainings left behind that were killed before their version was registered. How many folders.

    What earlier tries of the own job left goes at once, some gigabytes each: none of them can register it any more. So
    do the pictures and texts that they were training from. Of others only what is older than any job may be: another
    worker may be at work on a folder that has no row yet. And only what this database knows the job of, or, without a
    job, where it knows any folder: beside an empty or an older database stands what people trained for weeks.
    """
    oldest = time.time() - 2 * settings.BACKGROUND_JOB_SECONDS
    store, uploads = weight_store.folder_of(""), Path(settings.FILE_UPLOAD_TEMP_DIR)
    made = {f: m["job"] or "" for f in (store.iterdir() if store.is_dir() else ()) if (m := _MADE.fullmatch(f.name))}
    own = str(mine.job) if mine else None
    begun = {f: job for f, job in made.items() if f.is_dir() and (job == own or _is_older(f, oldest))}
    found: list[Path] = []
    if begun:
        known = set(ModelVersion.objects.exclude(folder="").values_list("folder", flat=True))
        ours = _known_jobs(begun.values()) | ({""} if known else set())
        found = [f for f, job in begun.items() if f.name not in known and job in ours]
    if mine:
        found += [f for kind in FORMATS for f in uploads.glob(f"{_SCRATCH}{_prefix(kind, mine)}*") if f.is_dir()]
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return len(found)


def _known_jobs(numbers: Iterable[str]) -> set[str]:
    """Those of which this database has a row; "" stands for no job."""
    asked = {int(number) for number in numbers if number}
    return {str(pk) for pk in Job.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def _is_older(folder: Path, than: float) -> bool:
    try:
        return folder.stat().st_mtime < than
    except FileNotFoundError:  # another worker was faster
        return False


def _prefix(kind: str, mine: Try | None) -> str:
    """Of the names of folders: one job's are its own."""
    return f"{kind}-{mine.job}-" if mine else f"{kind}-"


def _noted(items: Iterable[formats.Item], documents: list[int], progress: Progress) -> Iterator[formats.Item]:
    for item in items:
        documents.append(item.document)
        progress("look", len(documents), 0)
        yield item


def _registered(
    doc_type: DocumentType, kind: str, facts: dict[str, Any], *, by: User | None, seed: int, folder: str,
    documents: list[int], beaten: int, mine: Try | None, seconds: float,
) -> ModelVersion:
    kept = facts["kept"] == "trained"
    seal = hashlib.sha256(json.dumps(facts["files"], sort_keys=True).encode()).hexdigest() if kept else ""
    return versions.register(
        doc_type, by=by, taken=kept, beaten=beaten, made_in=mine, engine=kind,
        reason=[] if kept else [{"code": f"{facts['kept']}_is_better"}],
        type_version=doc_type.live, folder=folder if kept else "", sha256=seal, documents=documents,
        figures={"before": facts["before"], "after": facts["after"], "held_back": facts["held_out"],
                 "live": facts.get("champion"), "against": beaten if facts.get("champion") else None},
        facts={**facts, "seed": seed, "total_seconds": round(seconds, 1)})
