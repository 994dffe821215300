"""Pictures that training data name: inside their folder, and really pictures."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ocr_engine.errors import TrainingFailed


def path_of(folder: Path, name: str, line: int) -> Path:
    """The file that a line of the data names. Raises TrainingFailed where it lies outside or is not there."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        raise TrainingFailed("finetune_picture", line=line)
    return path


def picture(path: Path, line: int) -> np.ndarray:
    """RGB, uint8. Raises TrainingFailed."""
    try:
        found = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    except (OSError, cv2.error):
        found = None
    if found is None:
        raise TrainingFailed("finetune_picture", line=line)
    return np.ascontiguousarray(found[:, :, ::-1])
