"""From a file to text and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from docmgr.extraction.engine.errors import ReadingFailed, refusal
from docmgr.extraction.engine.holding import socket_path
from docmgr.extraction.engine.learning import knowledge_of
from docmgr.extraction.engine.plain import EngineResult, doc_type_of, plain_result

if TYPE_CHECKING:
    from ocr_engine.config import Config

Progress = Callable[[str, int, int], None]
MEDIA_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg", "heic": "image/heic",
    "avif": "image/avif", "tiff": "image/tiff", "webp": "image/webp",
    "bmp": "image/bmp", "ofd": "application/ofd", "xml": "application/xml",
}


def sniff(head: bytes, size: int) -> str:
    """The media type by the first bytes. Cheap: nothing is parsed. Raises BadUpload with a sentence for the reader."""
    from ocr_engine.errors import BadFile
    from ocr_engine.ingest.sniff import sniff as kind_of

    if size > settings.UPLOAD_MAX_BYTES:
        raise refusal("file_too_large", {"bytes": size, "limit": settings.UPLOAD_MAX_BYTES})
    try:
        return MEDIA_TYPES[kind_of(head)]
    except BadFile as error:
        raise refusal(error.code, error.params) from error


def read(
    path: Path, *, definition: dict[str, Any] | None, definitions: Sequence[dict[str, Any]], pages_dir: Path,
    learned: Sequence[Any] = (), models: Mapping[str, bytes] | None = None,
    trust: Mapping[str, Mapping[str, Any]] | None = None, readers: Mapping[str, Path] | None = None,
    progress: Progress | None = None,
) -> EngineResult:
    """Read a document: ``definition`` where its type is known, else one of ``definitions`` is recognised.

    Takes seconds of CPU a page; hold no transaction. ``learned`` is what ``observe`` made of approved documents,
    ``models`` what ``train`` made of them, by type key; ``trust`` what ``fit_trust`` made of reviewed values, by type
    key: without, confidences are the shipped ones. ``readers`` (trocr, hunyuan) are fine-tuned ones in place of those
    of the settings; a reader that the settings do not use stays unused.
    ``progress`` is called as each page begins and may raise to stop the reading. Raises ReadingFailed.
    """
    from ocr_engine.engine import extract
    from ocr_engine.errors import EngineError
    from ocr_engine.request import Request

    try:
        request = Request(
            file=path, pages_dir=pages_dir, doc_type=doc_type_of(definition) if definition else None,
            types=tuple(doc_type_of(d) for d in definitions), knowledge=knowledge_of(
                learned, models=models, trust=trust),
        )
        result = extract(request, config=_with(readers or {}), progress=progress)
    except EngineError as error:
        raise ReadingFailed(error.code, permanent=error.permanent, params=error.params) from error
    if result.status == "failed":
        issue = result.issues[0]
        raise ReadingFailed(issue.code, permanent=True, params=issue.params)
    return plain_result(result)


def _with(readers: Mapping[str, Path]) -> Config:
    from dataclasses import replace

    plain = config()
    changes: dict[str, Any] = {}
    if "trocr" in readers and plain.lines != "ppocr":
        changes["trocr_path"] = str(readers["trocr"])
    if "hunyuan" in readers and plain.vlm == "hunyuan_ocr" and plain.vlm_path:
        changes["vlm_adapter"] = str(readers["hunyuan"])
    return replace(plain, **changes) if changes else plain


def health() -> dict[str, Any]:
    """{"ready": bool, "readers": [{name, state}]}: are the readers there? Loads no model; looks at files only."""
    from ocr_engine.backends.registry import listing

    readers = [{"name": row["name"], "state": row["state"]} for row in listing()]
    return {"ready": any(row["state"] == "ready" for row in readers), "readers": readers}


@lru_cache(maxsize=1)
def config() -> Config:
    """The engine's settings: its own environment variables, with the product's limits on top."""
    from dataclasses import replace

    from ocr_engine.config import Config

    try:
        config = Config.from_env()
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from error
    if config.vlm_path and not config.vlm_socket:
        config = replace(config, vlm_socket=socket_path())
    if config.vlm_url and not config.vlm_breakers:
        config = replace(config, vlm_breakers=str(Path(socket_path()).parent))
    limits = replace(config.limits, max_bytes=settings.UPLOAD_MAX_BYTES, max_pages=settings.MAX_PAGES,
                     max_pixels=settings.MAX_PAGE_PIXELS)
    return replace(config, limits=limits, ocr_pixels=min(config.ocr_pixels, settings.MAX_PAGE_PIXELS))
