"""Affine maps as six numbers (a, b, c, d, e, f): x' = a x + c y + e, y' = b x + d y + f."""

from __future__ import annotations

from collections.abc import Sequence

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def as_matrix(values: Sequence[float]) -> Matrix:
    """The map of six numbers; the identity for any other count."""
    return tuple(values) if len(values) == 6 else IDENTITY  # type: ignore[return-value]


def after(first: Matrix, then: Matrix) -> Matrix:
    """``first``, followed by ``then``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(x: float, y: float) -> Matrix:
    return (1.0, 0.0, 0.0, 1.0, x, y)


def point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def operator(m: Matrix) -> str:
    return " ".join(f"{n:.5f}" for n in m) + " cm"
