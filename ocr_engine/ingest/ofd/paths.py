"""Abbreviated path data of OFD as PDF path operators."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .structure import numbers

_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MAX_TOKENS = 200_000


def operators(data: str) -> Iterator[str]:
    """Unknown words and commands that lack numbers are left out."""
    tokens = data.split()[:_MAX_TOKENS]
    at, here = 0, (0.0, 0.0)
    while at < len(tokens):
        command = tokens[at]
        count = _TAKES.get(command)
        at += 1
        if count is None:
            continue
        values = numbers(" ".join(tokens[at: at + count]))
        if len(values) != count:
            continue
        at += count
        yield from _operator(command, values, here)
        if count:
            here = (values[-2], values[-1])


def _operator(command: str, v: tuple[float, ...], here: tuple[float, float]) -> Iterator[str]:
    if command in ("S", "M"):
        yield f"{v[0]:.4f} {v[1]:.4f} m"
    elif command == "L":
        yield f"{v[0]:.4f} {v[1]:.4f} l"
    elif command == "B":
        yield " ".join(f"{n:.4f}" for n in v) + " c"
    elif command == "Q":
        first = [here[i] + 2 / 3 * (v[i] - here[i]) for i in (0, 1)]
        second = [v[2 + i] + 2 / 3 * (v[i] - v[2 + i]) for i in (0, 1)]
        yield " ".join(f"{n:.4f}" for n in (*first, *second, v[2], v[3])) + " c"
    elif command == "A":
        yield from _arc(here, v)
    else:
        yield "h"


def _arc(start: tuple[float, float], v: tuple[float, ...]) -> Iterator[str]:
    """An elliptic arc from ``start``: rx ry angle large sweep x y, as curves of at most a quarter turn."""
    rx, ry, turn, large, sweep, x, y = abs(v[0]), abs(v[1]), math.radians(v[2]), v[3] != 0, v[4] != 0, v[5], v[6]
    if not rx or not ry or start == (x, y):
        yield f"{x:.4f} {y:.4f} l"
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - x) / 2, (start[1] - y) / 2
    px, py = cos * dx + sin * dy, -sin * dx + cos * dy
    grow = max(1.0, math.sqrt((px / rx) ** 2 + (py / ry) ** 2))  # too small an ellipse grows until it fits
    rx, ry = rx * grow, ry * grow
    rest = (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2
    share = math.sqrt(max(0.0, rest / ((rx * py) ** 2 + (ry * px) ** 2 or 1.0))) * (1 if large != sweep else -1)
    mx, my = share * rx * py / ry, -share * ry * px / rx
    cx, cy = cos * mx - sin * my + (start[0] + x) / 2, sin * mx + cos * my + (start[1] + y) / 2
    first = math.atan2((py - my) / ry, (px - mx) / rx)
    span = math.atan2((-py - my) / ry, (-px - mx) / rx) - first
    span += 2 * math.pi if sweep and span < 0 else -2 * math.pi if not sweep and span > 0 else 0
    steps = max(1, math.ceil(abs(span) / (math.pi / 2)))
    for n in range(steps):
        yield _curve((cx, cy), (rx, ry), (cos, sin), first + span * n / steps, first + span * (n + 1) / steps)


def _curve(centre: tuple[float, float], radii: tuple[float, float], turn: tuple[float, float], a: float, b: float
           ) -> str:
    k = 4 / 3 * math.tan((b - a) / 4)
    round_points = ((math.cos(a) - k * math.sin(a), math.sin(a) + k * math.cos(a)),
                    (math.cos(b) + k * math.sin(b), math.sin(b) - k * math.cos(b)), (math.cos(b), math.sin(b)))
    placed = []
    for u, w in round_points:
        ex, ey = u * radii[0], w * radii[1]
        placed += [centre[0] + turn[0] * ex - turn[1] * ey, centre[1] + turn[1] * ex + turn[0] * ey]
    return " ".join(f"{n:.4f}" for n in placed) + " c"
