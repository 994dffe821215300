"""The generator draws what is shipped."""

from __future__ import annotations

import numpy as np
import pymupdf
import pytest
from PIL import Image

from scripts.make_specimens import invoice, lease, photo

from .conftest import read_labels

pytestmark = pytest.mark.xdist_group("specimens drawn anew")  # which takes a dozen seconds


def pixels(path, dpi=60):
    """The first page in grey, small enough to compare."""
    if path.suffix == ".pdf":
        with pymupdf.open(path) as doc:
            pix = doc[0].get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY)
            return np.frombuffer(pix.samples, np.uint8).reshape(pix.height, pix.stride)[:, :pix.width].astype(float)
    with Image.open(path) as image:
        return np.asarray(image.convert("L").resize((400, 400)), float)


def test_drawing_again_gives_the_shipped_labels(drawn, shipped):
    assert read_labels(drawn) == read_labels(shipped)


def test_drawing_again_gives_pictures_that_look_like_the_shipped_ones(drawn, shipped):
    for label in read_labels(shipped):
        difference = np.abs(pixels(drawn / label["file"]) - pixels(shipped / label["file"]))
        assert difference.mean() < 2, label["file"]


@pytest.mark.parametrize(("file", "draw"), [("lease.pdf", lambda: lease.make(1)), ("invoice.pdf", invoice.make)])
def test_one_seed_gives_one_document_to_the_byte(drawn, file, draw):
    assert (drawn / file).read_bytes() == draw().content


def test_another_seed_lays_the_receipt_into_another_light():
    one, other = (photo.clouds(np.random.default_rng(seed), 40, 60, cells=5) for seed in (1, 2))
    assert np.abs(one).max() == pytest.approx(1)
    assert not np.allclose(one, other)
