"""The process that holds a vision-language model for all workers of this machine."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

MODEL_HOST = "ocr_engine.vlm.host"
# Its exit status where another process of this machine holds the model already.
MODEL_HELD = 3


def socket_path() -> str:
    """Where it listens unless the settings name another place.

    Below the folder for temporary files: a data folder may lie on a share that several machines have, and its path may
    be longer than a socket's may be. Only its owner can open it.
    """
    installation = hashlib.sha256(str(Path(settings.DATA_DIR).resolve()).encode()).hexdigest()[:12]
    return str(Path(tempfile.gettempdir()) / f"docmgr-{os.getuid()}-{installation}" / "model.sock")
