"""Every setting comes from the environment through here, so that one list of them can be printed and tested."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Variable:
    """One setting: its name, what it is without the environment, and one sentence for the administrator."""

    name: str
    default: str
    about: str


DECLARED: dict[str, Variable] = {}


def _read(name: str, default: T, about: str, convert: Callable[[str], T]) -> T:
    DECLARED[name] = Variable(name, "" if default is None else str(default), about)
    raw = os.environ.get(name)
    if raw is None or raw == "":
        return default
    try:
        return convert(raw)
    except ValueError as error:
        raise SystemExit(f"{name}: {error}") from error


def text(name: str, default: str, about: str) -> str:
    return _read(name, default, about, str)


def key(name: str, about: str) -> str:
    """A secret; empty where it is not given. One that is short or from a manual is refused."""
    return _read(name, "", about, _as_key)


def integer(name: str, default: int, about: str) -> int:
    """Not below 0, as all that is counted here."""
    return _read(name, default, about, _as_integer)


def number(name: str, default: float, about: str) -> float:
    """Not below 0."""
    return _read(name, default, about, _as_number)


def flag(name: str, default: bool, about: str) -> bool:
    return _read(name, default, about, _as_flag)


def path(name: str, default: Path, about: str) -> Path:
    return _read(name, default, about, lambda raw: Path(raw).expanduser().resolve())


def words(name: str, default: list[str], about: str) -> list[str]:
    """A list separated by commas."""
    return _read(name, default, about, lambda raw: [w.strip() for w in raw.split(",") if w.strip()])


def _as_key(raw: str) -> str:
    if len(raw) < 32 or len(set(raw)) < 8:
        raise ValueError("expected at least 32 random characters, such as `openssl rand -base64 48` prints")
    return raw


def _as_integer(raw: str) -> int:
    if not raw.strip().isdecimal():
        raise ValueError("expected a whole number, not below 0")
    return int(raw)


def _as_number(raw: str) -> float:
    with suppress(ValueError):
        if 0 <= (value := float(raw)) < inf:
            return value
    raise ValueError("expected a number such as 10 or 0.25, not below 0")


def _as_flag(raw: str) -> bool:
    if raw.lower() in ("1", "true", "yes", "on"):
        return True
    if raw.lower() in ("0", "false", "no", "off"):
        return False
    raise ValueError("expected 1 or 0")
