"""Pictures of pages of which only a part may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image


def words_only(
    picture: Image.Image, boxes: Sequence[Sequence[float]],
) -> tuple[Image.Image, list[list[float]]]:
    """The RGB page drawn anew with the pixels of ``boxes`` (fractions of it) and its ruled lines, on plain paper; and
    boxes around what of their ink is not drawn, as a signature runs across it."""
    import numpy as np
    from PIL import Image

    from ocr_engine.preprocess.words_only import words_only as drawn

    redrawn = drawn(np.asarray(picture), boxes)
    return Image.fromarray(redrawn.image), redrawn.lost


def codes_on(picture: Image.Image) -> list[list[float]]:
    """Boxes (fractions of the picture) of its bar codes and square codes, readable or not."""
    from ocr_engine.preprocess.codes import code_regions

    return code_regions(picture)
