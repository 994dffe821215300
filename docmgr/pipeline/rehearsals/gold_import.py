"""Labelled documents into a gold set: a ZIP with a gold file (lines or a table) and the documents that it names."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import tables
from docmgr.core.exceptions import Invalid
from docmgr.core.sentences import listed
from docmgr.core.zip_names import composed, files_of
from docmgr.doctypes.models import DocumentType
from docmgr.evaluation.gold import add_labelled
from docmgr.evaluation.goldfile import read_gold
from docmgr.evaluation.labelled import Labelled
from docmgr.evaluation.models import GoldDocument
from docmgr.pipeline import flow

MAX_DOCUMENTS = 2000
MAX_GOLD_BYTES = 50_000_000
# What all documents of an archive may come to unpacked: a small file must not fill the disk.
MAX_UNPACKED_BYTES = 4_000_000_000
# The other methods may ask for gigabytes of memory before a byte comes out.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LONGEST_ID = 80
_GOLD_FILES = (".jsonl", *tables.ENDINGS)
# How files begin that systems and spreadsheet programs leave beside others.
_BESIDE = (".", "~$")
# An entry that is damaged, encrypted, packed in another way, or whose header lies.
_UNUSABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


@dataclass(slots=True)
class Imported:
    """How many were taken, how many of these bytes were in the gold set already, and which lines had no usable file."""

    taken: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


def import_zip(archive: BinaryIO, doc_type: DocumentType, *, by: User) -> Imported:
    """Hand in every document of the archive and put it into the gold set with its right values.

    The worker reads them in the background, without anybody reviewing them. Each document is taken in a transaction of
    its own, with its audit row. Nothing is ever unpacked to a path of the archive's choosing. Raises Invalid where it
    is no such archive or would unpack to more than MAX_UNPACKED_BYTES, NotAllowed.
    """
    require(by, Act.MANAGE_LEARNING)
    try:
        with zipfile.ZipFile(archive) as opened:
            return _import(opened, doc_type, by)
    except _UNUSABLE as error:
        raise Invalid(_("The file is not a ZIP archive that can be opened."), code="zip_invalid") from error


def _import(archive: zipfile.ZipFile, doc_type: DocumentType, by: User) -> Imported:
    names = files_of(archive)
    gold_name = _gold_name(names)
    gold = _gold(archive, gold_name, names[gold_name], doc_type)
    _refuse_unknown_keys(gold, doc_type)
    folder = PurePosixPath(gold_name).parent
    chosen = [(entry, _file_of(entry, names, folder)) for entry in gold]
    _refuse_too_much(info for _entry, info in chosen if info)
    done = Imported()
    for entry, info in chosen:
        try:
            if info is None or info.compress_type not in _METHODS:
                raise Invalid
            _take(archive, info, entry, doc_type, by)
        except _AlreadyIn:
            done.known += 1
        except (Invalid, *_UNUSABLE):
            done.refused.append(entry.id[:_LONGEST_ID])
        else:
            done.taken += 1
    return done


@transaction.atomic
def _take(archive: zipfile.ZipFile, info: zipfile.ZipInfo, entry: Labelled, doc_type: DocumentType, by: User) -> None:
    with archive.open(info) as stream:
        document = flow.submit(stream=stream, name=entry.file, owner=by, doc_type=doc_type).document
    if GoldDocument.objects.filter(gold_set__doc_type=doc_type, document__blob=document.blob_id).exists():
        raise _AlreadyIn
    add_labelled(document, _fields(entry), by=by)
    record(Action.GOLD_ADDED, actor=by, obj=doc_type,
           after={"documents": [document.pk], "origin": str(GoldDocument.Origin.IMPORT)})


class _AlreadyIn(Exception):
    """Undoes the hand-in of bytes that the gold set holds."""


def _fields(entry: Labelled) -> dict[str, object]:
    values: dict[str, object] = {key: v[0] if len(v) == 1 else list(v) for key, v in entry.gold.fields.items()}
    return {**values, **dict.fromkeys(entry.gold.absent)}


def _gold_name(names: Mapping[str, zipfile.ZipInfo]) -> str:
    found = [n for n in names if n.lower().endswith(_GOLD_FILES) and not PurePosixPath(n).name.startswith(_BESIDE)]
    if len(found) != 1:
        raise Invalid(
            _("The archive must hold exactly one gold file (*.jsonl, *.csv or *.xlsx); it holds %(count)d.") % {
                "count": len(found)}, code="gold_invalid")
    return found[0]


def _gold(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, doc_type: DocumentType) -> list[Labelled]:
    if info.file_size > MAX_GOLD_BYTES or info.compress_type not in _METHODS:
        raise Invalid(_("The gold file is too large."), code="gold_invalid")
    if doc_type.live is None:
        raise Invalid(_("This type has no live version."), code="gold_invalid")
    with archive.open(info) as stream:
        gold = read_gold(name, io.BytesIO(stream.read()), doc_type.live.definition())
    if len(gold) > MAX_DOCUMENTS:
        raise Invalid(_("At most %(limit)d documents can be imported at once.") % {"limit": MAX_DOCUMENTS},
                      code="gold_invalid")
    return gold


def _refuse_unknown_keys(gold: list[Labelled], doc_type: DocumentType) -> None:
    known = {f.key for f in doc_type.live_fields()}
    unknown = sorted({key for entry in gold for key in (*entry.gold.fields, *entry.gold.absent)} - known)
    if unknown:
        raise Invalid(_("The gold file asks for fields that the type does not have: %(keys)s.") % {
            "keys": listed(unknown)}, code="gold_invalid")


def _refuse_too_much(files: Iterable[zipfile.ZipInfo]) -> None:
    if sum(info.file_size for info in files) > MAX_UNPACKED_BYTES:
        raise Invalid(_("The documents of the archive are too large together: %(limit)d MB at most.") % {
            "limit": MAX_UNPACKED_BYTES // 1_000_000}, code="zip_invalid")


def _file_of(entry: Labelled, names: Mapping[str, zipfile.ZipInfo], folder: PurePosixPath) -> zipfile.ZipInfo | None:
    """By its path beside the gold file, or from the root of the archive."""
    for name in (composed(str(folder / entry.file)), composed(entry.file)):
        if name in names:
            return names[name]
    return None
