"""What an administrator asks of a type of paper, and how its values are made up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .draw import Draw


@dataclass(frozen=True)
class Asked:
    key: str
    label: str
    kind: str = "text"
    aliases: tuple[str, ...] = ()
    hint: str = ""
    many: bool = False
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """``lang``: of the definition's labels, which need not be the paper's. Each layout is a file in ``sheets``."""

    key: str
    lang: str
    title: str
    values: Callable[[Draw], dict[str, Any]]
    fields: tuple[Asked, ...]
    layouts: tuple[str, ...] = ("a", "b")
