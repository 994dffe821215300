"""A secret that is made once and kept in a file only its owner can read."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path


def kept_in(path: Path, *, characters: int = 64) -> str:
    """The secret in ``path``; made there on the first call. Two first calls at once agree on one secret."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _read(path, characters)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_urlsafe(characters)[:characters])
    return _read(path, characters)


def _read(path: Path, characters: int) -> str:
    for _ in range(50):
        text = path.read_text().strip()
        if len(text) >= min(32, characters):
            return text
        time.sleep(0.02)  # the other process is between creating and writing
    raise SystemExit(f"{path.name} in the data folder is too short; delete it to have a new one made")
