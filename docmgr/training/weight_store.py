"""Where the weights of trained models lie, and whether they are whole. Which model is live: ``versions``."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from docmgr.core.exceptions import NotThere
from docmgr.documents import storage
from docmgr.extraction import engine
from docmgr.training.models import ModelVersion


def folder_of(name: str) -> Path:
    """Where a fine-tuned reader lies."""
    return settings.DATA_DIR / "models" / name


def is_whole(version: ModelVersion) -> bool:
    """Whether it can be put to use: every byte of its weights is there as it was written."""
    if version.engine == ModelVersion.Engine.FIELDS:
        return not version.has_weights or usable_weights(version.sha256) is not None
    files = version.facts.get("files", {})
    folder = folder_of(version.folder)
    return bool(version.folder and files) and all(_sha256(folder / name) == sha256 for name, sha256 in files.items())


def usable_weights(sha256: str) -> bytes | None:
    """The weights where they are whole and of this version of the engine, else None."""
    try:
        weights = weights_of(sha256)
    except (NotThere, OSError):
        return None
    return weights if engine.usable(weights) else None


@lru_cache(maxsize=16)
def weights_of(sha256: str) -> bytes:
    """Kept for the life of the process: what has this name never changes. Raises NotThere where gone or damaged."""
    with storage.open_key(weights_key(sha256)) as source:
        weights = source.read()
    if hashlib.sha256(weights).hexdigest() != sha256:
        raise NotThere
    return weights


def _sha256(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def weights_key(sha256: str) -> str:
    return f"models/{sha256[:2]}/{sha256}"


def keep_weights(weights: bytes) -> str:
    """Their SHA-256. The bytes are safe before any row names them."""
    sha256 = hashlib.sha256(weights).hexdigest()
    default_storage.save(weights_key(sha256), ContentFile(weights))
    return sha256
