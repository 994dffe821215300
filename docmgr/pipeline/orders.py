"""What a measurement is asked for, as the process outside hands it to the one inside."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """``rows`` in the order of the seed: [{id, path, fields, absent}].

    ``sizes``, ascending: after how many confirmed documents all others are answered. Predictions are of the last.
    ``jobs``: processes that read ahead.
    """

    definition: dict[str, Any]
    rows: list[dict[str, Any]]
    sizes: list[int]
    retrain: bool = False
    jobs: int = 1

    @classmethod
    def load(cls, path: Path) -> Order:
        return cls(**json.loads(path.read_text("utf-8")))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), "utf-8")
