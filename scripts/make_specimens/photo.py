"""What a camera or a scanner does to a page: creases, perspective, shade, blur, noise."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.float32]


def grain(image: Image.Image, *, seed: int, strength: float) -> Image.Image:
    """Adds sensor noise; ``strength`` is its standard deviation in grey levels."""
    chance = np.random.default_rng(seed)
    pixels = np.asarray(image, np.float32)
    noise = chance.normal(0, strength, pixels.shape[:2]).astype(np.float32)[..., None]
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))


def clouds(chance: np.random.Generator, height: int, width: int, *, cells: int) -> Pixels:
    """Smooth random hills between -1 and 1, about ``cells`` of them across."""
    rows = max(2, round(cells * height / width))
    coarse = chance.normal(0, 1, (rows, cells)).astype(np.float32)
    hills = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return hills / np.abs(hills).max()


def desk(chance: np.random.Generator, height: int, width: int) -> Pixels:
    """A dark wooden table top, values 0 to 255 in RGB."""
    noise = chance.normal(0, 1, (height, width)).astype(np.float32)
    grain_lines = cv2.GaussianBlur(noise, (0, 0), sigmaX=60, sigmaY=1.2)
    bands = clouds(chance, height, width, cells=3) + clouds(chance, height, width, cells=9) * 0.4
    tone = 1 + 0.12 * bands + 1.1 * grain_lines
    wood = np.array([104, 76, 55], np.float32)
    return np.clip(tone[..., None] * wood, 0, 255)


def crumple(paper: Pixels, chance: np.random.Generator, *, depth: float) -> Pixels:
    """Bends the paper by up to ``depth`` pixels and shades its folds by their slope."""
    height, width = paper.shape[:2]
    hills = clouds(chance, height, width, cells=3) * 0.75 + clouds(chance, height, width, cells=8) * 0.25
    drift = clouds(chance, height, width, cells=4)
    folds = _creases(chance, height, width)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    bent = cv2.remap(paper, xs + hills * depth, ys + drift * depth, cv2.INTER_CUBIC,
                     borderMode=cv2.BORDER_REPLICATE)
    slope = cv2.GaussianBlur(cv2.Sobel(hills, cv2.CV_32F, 1, 1, ksize=5), (0, 0), 1.5)
    shade = 1 + folds + 0.06 * np.clip(slope / (np.abs(slope).std() * 3 + 1e-6), -1, 1) + 0.055 * hills
    return bent * shade[..., None]


def _creases(chance: np.random.Generator, height: int, width: int) -> Pixels:
    """Light above and dark below a few straight folds across the paper, as a change of brightness."""
    folds = np.zeros((height, width), np.float32)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    for place in (0.31, 0.66):
        lean, level = chance.uniform(-0.12, 0.12), place + chance.uniform(-0.03, 0.03)
        distance = ys - (level * height + lean * xs)
        folds -= 0.07 * np.tanh(distance / 3) * np.exp(-np.abs(distance) / 60)
    return folds


def lay(paper: Pixels, ground: Pixels, corners: list[tuple[float, float]], *, shadow: float) -> Pixels:
    """Puts the paper on the ground in perspective, with its shadow; corners clockwise from the upper left."""
    height, width = paper.shape[:2]
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(corners, np.float32))
    size = (ground.shape[1], ground.shape[0])
    cover = cv2.warpPerspective(np.ones((height, width), np.float32), matrix, size, flags=cv2.INTER_AREA)[..., None]
    seen = cv2.warpPerspective(paper, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    shade = cv2.GaussianBlur(np.roll(cover[..., 0], (14, 18), axis=(0, 1)), (0, 0), 16)[..., None]
    return (seen * cover + ground * (1 - shadow * shade) * (1 - cover)).astype(np.float32)


def light(picture: Pixels, chance: np.random.Generator) -> Pixels:
    """Uneven warm light, and the shadow of the hand that holds the camera."""
    height, width = picture.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    fall = 1.05 - 0.24 * (0.75 * xs / width + 0.5 * ys / height)
    edge = 0.74 * width + 0.20 * ys + 46 * clouds(chance, height, width, cells=4)
    hand = 1 - 0.27 / (1 + np.exp(-(xs - edge) / 42))
    warm = np.array([1.0, 0.975, 0.93], np.float32)
    return (picture * (fall * hand)[..., None] * warm).astype(np.float32)
