"""Error samples as a ZIP that training tools can read: samples.jsonl, crops, pages, a manifest with checksums.

Memory holds the pictures of one document at a time, however many samples there are.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.documents.models import Page
from docmgr.review.values import Sheet, sheets
from docmgr.training import pictures
from docmgr.training.concealing import Concealment, concealment_of
from docmgr.training.models import DatasetExport, ErrorSample

FORMAT = 1
README = """\
Error samples of docmgr
=======================

samples.jsonl   one JSON object per line: a value that the engine got wrong, and what a person put in its place
crops/          the place of the value on its page, one PNG per sample that has a place
pages/          the pages that the samples stand on, as JPEG
manifest.json   the files with their SHA-256, who exported what and when

Fields of a sample
  id, document    numbers inside the installation
  type, version   document type and the version of its definition
  field, index    which field; index counts the values of a field that holds several
  kind            what the field may hold (money, date, name, ...)
  before, after   what the engine read, and what is right; "" = nothing
  before_raw      the wording on the page that the engine took
  page, box       where the right value stands: page from 1, [x0, y0, x1, y1] in fractions of the page from its top left
  engine_page, engine_box   where the engine had read it
  engine, confidence, cause, prompt, corrected_at
  crop, image     files of this archive, or null
  masked          whether sensitive values are hidden in this sample's texts and pictures

Masked exports: values of sensitive fields are starred out, and covered in black in crops and pages. Where nobody found
a sensitive value, all that could be it by its shape is treated so. Where the place of such a value is not known, or
nobody found it and its kind has no shape (a name, an address), the pictures of that document are left out.
"""


def write_zip(
    samples: QuerySet[ErrorSample], out: BinaryIO, by: User, *, masked: bool = True,
    filters: dict[str, Any] | None = None,
) -> DatasetExport:
    """Write the archive to ``out`` and the record of it; the audit row stands in the same transaction.

    ``out`` need not be seekable. Raises NotAllowed.
    """
    require(by, Act.EXPORT_ERROR_SAMPLES)
    digest = _Digest(out)
    with zipfile.ZipFile(digest, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = _Writer(archive)
        lines = [line for chunk in _by_document(samples) for line in _document(writer, chunk, masked=masked)]
        writer.add("samples.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode())
        writer.add("README.txt", README.encode())
        writer.add("manifest.json", _manifest(writer, lines, by, masked).encode())
    with transaction.atomic():
        export = DatasetExport.objects.create(
            by=by, samples=len(lines), sha256=digest.hexdigest, filters={**(filters or {}), "masked": masked})
        record(Action.SAMPLES_EXPORTED, actor=by, obj=export,
               after={"samples": len(lines), "masked": masked, "sha256": digest.hexdigest})
    return export


class _Digest:
    """A stream that only takes bytes, and knows the checksum of all it took."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._sha = out, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._sha.update(data)
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()

    @property
    def hexdigest(self) -> str:
        return self._sha.hexdigest()


class _Writer:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: dict[str, str] = {}

    def add(self, name: str, data: bytes) -> str:
        """Pictures are stored as they are: they are compressed already."""
        packed = zipfile.ZIP_STORED if name.endswith((".png", ".jpg")) else zipfile.ZIP_DEFLATED
        self._archive.writestr(name, data, compress_type=packed)
        self.files[name] = hashlib.sha256(data).hexdigest()
        return name


def _by_document(samples: QuerySet[ErrorSample]) -> Iterator[list[ErrorSample]]:
    rows = (samples.order_by("document_id", "id").select_related("type_version__doc_type", "correction__run")
            .prefetch_related("type_version__fields").iterator(chunk_size=200))
    for _document_id, group in groupby(rows, key=lambda s: s.document_id):
        yield list(group)


def _document(writer: _Writer, samples: list[ErrorSample], *, masked: bool) -> list[dict[str, Any]]:
    """All samples of one document, with its pictures."""
    pk = samples[0].document_id
    sheet, pages = sheets([pk])[pk], list(Page.objects.filter(document=pk))
    hidden = concealment_of(sheet, pages) if masked else Concealment()
    images = _pages(writer, samples, pages, hidden)
    lines = []
    for sample in samples:
        picture = images.get(sample.page or 0)
        crop = None
        if picture is not None and sample.box:
            cut = pictures.encoded(pictures.crop(picture, sample.box), format="PNG")
            crop = writer.add(f"crops/{sample.pk}.png", cut)
        lines.append({
            **_told(sample, sheet, hidden if masked else None), "crop": crop, "masked": masked,
            "image": f"pages/{pk}-{sample.page}.jpg" if picture is not None else None,
        })
    return lines


def _pages(
    writer: _Writer, samples: Iterable[ErrorSample], pages: Iterable[Page], hidden: Concealment,
) -> dict[int, Any]:
    """The pictures that the samples stand on, covered and written; none where a secret's place is not known."""
    wanted = {s.page for s in samples} if hidden.complete else set()
    images = {}
    for page in pages:
        picture = pictures.open_page(page.image) if page.number in wanted else None
        if picture is not None:
            pictures.cover(picture, hidden.boxes.get(page.number, ()))
            writer.add(f"pages/{page.document_id}-{page.number}.jpg", pictures.encoded(picture, format="JPEG"))
            images[page.number] = picture
    return images


def _told(sample: ErrorSample, sheet: Sheet, hidden: Concealment | None) -> dict[str, Any]:
    """``hidden`` None: everything is told as it is."""
    version, correction = sample.type_version, sample.correction
    definition = next((f for f in version.fields.all() if f.key == sample.key), None)
    kind, sensitive = (definition.kind, definition.sensitive) if definition else ("text", False)
    read = sheet.read.get((sample.key, sample.index)) if sheet.run and correction.run_id == sheet.run.pk else None

    def shown(value: str) -> str:
        return hidden.text(value, kind=kind, sensitive=sensitive) if hidden else value

    return {
        "id": sample.pk, "document": sample.document_id, "type": version.doc_type.key, "version": version.number,
        "field": sample.key, "index": sample.index, "kind": kind, "sensitive": sensitive, "cause": sample.cause,
        "before": shown(sample.before), "after": shown(sample.after), "before_raw": shown(read.raw if read else ""),
        "page": sample.page, "box": sample.box, "engine_page": read.page if read else None,
        "engine_box": read.box if read else None, "engine": sample.engine, "confidence": sample.confidence,
        "prompt": correction.run.prompt, "corrected_at": correction.at.isoformat(),
    }


def _manifest(writer: _Writer, lines: list[dict[str, Any]], by: User, masked: bool) -> str:
    return json.dumps({
        "format": FORMAT, "made_at": clock.now().isoformat(), "made_by": by.get_username(), "masked": masked,
        "samples": len(lines), "files": writer.files,
    }, ensure_ascii=False, indent=1)
