"""What happens to paper and to pictures of it, beyond what a common scanner does."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from scripts.bench.ocr_pages import Damage, Page, pressed, scanned, turned


def turn(degrees: float) -> Damage:
    return lambda page, _random: turned(page, degrees)


def scan_turned(degrees: float) -> Damage:
    return lambda page, random: turned(scanned(page, random), degrees)


def shadow(page: Page, random: np.random.Generator, *, darkest: float = 0.35) -> Page:
    """A gradient across the page and the edge of a hand's shadow."""
    height, width = page.image.shape[:2]
    y, x = np.mgrid[0:1:height * 1j, 0:1:width * 1j]
    angle = random.uniform(0, 2 * np.pi)
    light = np.clip(0.5 + (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle), 0, 1) * (1 - darkest) + darkest
    hand = (x + 0.4 * np.sin(5 * y)) < random.uniform(0.2, 0.6)
    light *= 1 - (1 - darkest) * 0.6 * cv2.GaussianBlur(hand.astype(np.float32), (0, 0), width / 60)
    noisy = page.image * light[:, :, None] + random.normal(0, 4, (height, width, 1))
    return replace(page, image=pressed(np.clip(noisy, 0, 255).astype(np.uint8), 70))


def deep_shadow(page: Page, random: np.random.Generator) -> Page:
    return shadow(page, random, darkest=0.12)


def faint(page: Page, random: np.random.Generator) -> Page:
    """Worn thermal paper: the ink is 28 shades from the paper."""
    return _worn(page, random, 28)


def hardly_visible(page: Page, random: np.random.Generator) -> Page:
    """Older thermal paper yet: 14 shades."""
    return _worn(page, random, 14)


def _worn(page: Page, random: np.random.Generator, shades: int) -> Page:
    image = 225 - (255 - page.image.astype(np.float32)) * (shades / 255)
    image += random.normal(0, 3, page.image.shape[:2])[:, :, None]
    return replace(page, image=pressed(np.clip(image, 0, 255).astype(np.uint8), 80))


def dirty(page: Page, random: np.random.Generator) -> Page:
    """Blots, grain and pepper of a bad copy."""
    height, width = page.image.shape[:2]
    blots = cv2.GaussianBlur(random.normal(0, 1, (height, width)).astype(np.float32), (0, 0), 25)
    image = page.image - 60 * np.clip(blots / blots.std(), 0, 2)[:, :, None]
    image -= np.abs(random.normal(0, 18, (height, width, 1)))
    image[random.random((height, width)) < 0.003] = 20
    return replace(page, image=pressed(np.clip(image, 0, 255).astype(np.uint8), 60))


def stamps(page: Page, random: np.random.Generator) -> Page:
    """Six round red seals with a ring, a star's worth of ink and letters, pressed over the print."""
    height, width = page.image.shape[:2]
    ink = np.zeros((height, width), np.uint8)
    radius = width // 7
    for _ in range(6):
        centre = (int(random.integers(radius, width - radius)), int(random.integers(radius, height - radius)))
        cv2.circle(ink, centre, radius, 255, 6)
        cv2.circle(ink, centre, radius // 4, 255, -1)
        for angle in np.arange(0, 2 * np.pi, 0.5):
            x, y = centre[0] + 0.72 * radius * np.cos(angle), centre[1] + 0.72 * radius * np.sin(angle)
            cv2.putText(ink, "R", (int(x) - 10, int(y) + 10), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 255, 3)
    cover = cv2.GaussianBlur(ink, (0, 0), 0.8)[:, :, None].astype(np.float32) / 255 * 0.85
    printed = page.image.astype(np.float32)
    # Ink lets light through: what is black under it stays black.
    image = printed * (1 - cover) + np.minimum(printed, np.array([205, 40, 45], np.float32)) * cover
    return replace(page, image=pressed(image.astype(np.uint8), 75))


def red_print(page: Page, random: np.random.Generator) -> Page:
    """Every third of the page's bands printed in red, under the same seals."""
    image = page.image.copy()
    for top in range(0, image.shape[0], 240):
        band = image[top:top + 80]
        band[:] = np.maximum(band, np.array([200, 30, 40], np.uint8))
    return stamps(replace(page, image=image), random)
