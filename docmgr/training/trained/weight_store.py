"""Where the weights of trained models lie, and whether they are whole. Which model is live: ``versions``."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
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
    """Whether it can be put to use: every byte of its weights is there as it was written, now and on the disk."""
    if version.engine == ModelVersion.Engine.FIELDS:
        return not version.has_weights or _usable(version.sha256, weights_of.__wrapped__) is not None
    return is_whole_folder(version.folder, version.facts.get("files", {}))


def is_whole_folder(name: str, files: Mapping[str, str]) -> bool:
    """Whether a fine-tuned reader can be put to use: its ``files`` (name -> SHA-256) are there as they were written.

    They are read once, seconds for a gigabyte, and again where one of them looks otherwise than it did then.
    """
    folder = folder_of(name)
    try:
        looks = [(folder / file).stat() for file in sorted(files)]
    except OSError:
        return False
    seen = tuple((file, sha256, look.st_size, look.st_mtime_ns)
                 for (file, sha256), look in zip(sorted(files.items()), looks, strict=True))
    return bool(name and files) and _holds(folder, seen)


def is_there(version: ModelVersion) -> bool:
    """The same at a glance, for whoever asks often: its files are there, and those of the built-in model in full size.
    """
    if version.engine != ModelVersion.Engine.FIELDS:
        files = version.facts.get("files", {})
        return bool(version.folder and files) and all((folder_of(version.folder) / name).is_file() for name in files)
    key = weights_key(version.sha256)
    try:
        stored = default_storage.size(key) if version.has_weights else 0
    except OSError:
        return False
    return stored == (version.size or stored)


def usable_weights(sha256: str) -> bytes | None:
    """The weights where they are whole and of this version of the engine, else None."""
    return _usable(sha256, weights_of)


def _usable(sha256: str, fetch: Callable[[str], bytes]) -> bytes | None:
    try:
        weights = fetch(sha256)
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


@lru_cache(maxsize=16)
def _holds(folder: Path, seen: tuple[tuple[str, str, int, int], ...]) -> bool:
    return all(_sha256(folder / name) == sha256 for name, sha256, _size, _at in seen)


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
