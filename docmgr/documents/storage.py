"""Where bytes lie: uploads under their SHA-256, page pictures under their run. No path ever comes from a user.

Everything goes through Django's storage API (``STORAGES["default"]``), so that an object store can take its place.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Protocol, cast

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Invalid, NotThere, Unavailable
from docmgr.documents.models import Blob

CHUNK = 256 * 1024
HEAD_BYTES = 2048
Recognise = Callable[[bytes, int], str]


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


class TooLarge(Invalid):
    status = 413
    code = "file_too_large"


def save(stream: Readable, *, recognise: Recognise | None = None) -> Blob:
    """Keep the bytes and return their row; the same bytes are kept once.

    ``recognise`` gets the first bytes and the size, and answers the media type or raises. The size limit is held
    while streaming, so an endless upload costs no more than the limit. Raises TooLarge, Unavailable (disk full).
    """
    try:
        with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="upload-") as aside:
            sha256, size, head = _receive(stream, aside)
            media_type = recognise(head, size) if recognise else "application/octet-stream"
            key = blob_key(sha256)
            if not _is_there(key, size):
                default_storage.save(key, File(aside, name=sha256))
    except OSError as error:
        raise Unavailable(_("The file could not be stored. Please tell an administrator."), code="storage") from error
    blob, _made = Blob.objects.get_or_create(sha256=sha256, defaults={"size": size, "media_type": media_type})
    return blob


def open_blob(blob: Blob) -> BinaryIO:
    """The bytes of an upload, from the start. The caller closes it. Raises NotThere."""
    return open_key(blob_key(blob.sha256))


@contextmanager
def local_path(blob: Blob) -> Iterator[Path]:
    """A file on this machine that holds the bytes; read only, gone afterwards where it had to be fetched."""
    with local_copy(blob_key(blob.sha256)) as path:
        yield path


@contextmanager
def local_copy(key: str) -> Iterator[Path]:
    """The same for anything in the store. Raises NotThere."""
    try:
        path = Path(default_storage.path(key))
    except NotImplementedError:
        path = None
    if path is not None:
        if not path.exists():
            raise NotThere
        yield path
        return
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, prefix="fetched-") as copy:
        with open_key(key) as source:
            while piece := source.read(CHUNK):
                copy.write(piece)
        copy.flush()
        yield Path(copy.name)


def save_image(key: str, path: Path) -> str:
    """Store a picture made by the engine; returns its key."""
    with path.open("rb") as source:
        return default_storage.save(key, File(source, name=path.name))


def open_key(key: str) -> BinaryIO:
    try:
        return cast(BinaryIO, default_storage.open(key, "rb"))
    except FileNotFoundError as error:
        raise NotThere from error


def delete_key(key: str) -> None:
    """Forget a file; one that is gone already is fine."""
    default_storage.delete(key)


def blob_key(sha256: str) -> str:
    return f"blobs/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def page_key(document_id: int, run_id: int, token: int, number: int) -> str:
    """Holds the token: a worker that lost its lease never touches the pictures of the one that took over."""
    return f"{_pages_folder(document_id)}/{run_id}-{token}/{number:04d}.jpg"


def forget_other_pages(document_id: int, run_id: int, token: int) -> None:
    """Delete the page pictures of earlier runs, and those that a killed worker left behind."""
    folder = _pages_folder(document_id)
    for name in _names(folder, 0):
        if name != f"{run_id}-{token}":
            for picture in _names(f"{folder}/{name}", 1):
                delete_key(f"{folder}/{name}/{picture}")
            delete_key(f"{folder}/{name}")


def beside(image: str, stamp: str) -> str:
    """The key of another picture of the same page, which is forgotten with it."""
    stem, dot, ending = image.rpartition(".")
    return f"{stem}-{stamp}{dot}{ending}"


def keep_beside(image: str, stamp: str, content: bytes) -> None:
    """Store another picture of a page in the place of those with other stamps; nothing stays where the page was read
    anew meanwhile. Raises OSError."""
    key = beside(image, stamp)
    default_storage.save(key, ContentFile(content))
    folder, _slash, name = image.rpartition("/")
    stem, stands = name.rpartition(".")[0], default_storage.exists(image)
    for other in _names(folder, 1):
        if other.startswith(f"{stem}-") and not (stands and f"{folder}/{other}" == key):
            delete_key(f"{folder}/{other}")


def _pages_folder(document_id: int) -> str:
    return f"pages/{document_id % 1000:03d}/{document_id}"


def _names(folder: str, which: int) -> list[str]:
    """Names in a folder of the store: folders (0) or files (1). None where there is no such folder."""
    try:
        return default_storage.listdir(folder)[which]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _receive(stream: Readable, aside: IO[bytes]) -> tuple[str, int, bytes]:
    """(sha256, size, first bytes) of the stream, written to ``aside``."""
    digest, size, head = hashlib.sha256(), 0, b""
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > settings.UPLOAD_MAX_BYTES:
            raise TooLarge(_("The file is larger than %(limit)s MB.") % {
                "limit": settings.UPLOAD_MAX_BYTES // (1024 * 1024)})
        if len(head) < HEAD_BYTES:
            head += piece[:HEAD_BYTES - len(head)]
        digest.update(piece)
        aside.write(piece)
    aside.flush()
    return digest.hexdigest(), size, head


def _is_there(key: str, size: int) -> bool:
    return default_storage.exists(key) and default_storage.size(key) == size
