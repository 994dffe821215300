"""Where the PP-OCR weights lie and whether they are there. Looks at files only, so a web process may ask."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from ocr_engine.backends.lacks import NOTHING, Lack

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"


def models_dir() -> Path | None:
    """Where the installed wheel keeps its models; None where it is not installed. Does not import it."""
    found = importlib.util.find_spec("rapidocr")
    return Path(found.origin).parent / "models" if found is not None and found.origin else None


def state(_config: object = None) -> tuple[Lack, str]:
    """What is missing, and where it is or belongs."""
    folder = models_dir()
    if folder is None:
        return Lack("package", package="rapidocr"), "pip install rapidocr"
    lacking = [name for name in (DETECTOR, RECOGNISER) if not (folder / name).is_file()]
    return (Lack("file", file=", ".join(lacking)) if lacking else NOTHING), str(folder)
