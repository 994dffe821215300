"""Where the PP-OCR weights lie and whether they are there. Looks at files only, so a web process may ask."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"


def models_dir() -> Path | None:
    """Where the installed wheel keeps its models; None where it is not installed. Does not import it."""
    found = importlib.util.find_spec("rapidocr")
    return Path(found.origin).parent / "models" if found is not None and found.origin else None


def state(_config: object = None) -> tuple[str, str]:
    """("ready", where) or (what is missing, where it belongs)."""
    folder = models_dir()
    if folder is None:
        return "missing: python package rapidocr", "pip install rapidocr"
    lacking = [name for name in (DETECTOR, RECOGNISER) if not (folder / name).is_file()]
    return ("missing: " + ", ".join(lacking) if lacking else "ready"), str(folder)
