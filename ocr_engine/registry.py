"""Which readers there are: a name, what it is for, and where its class is found when it is first needed."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed


@dataclass(frozen=True, slots=True)
class BackendSpec:
    """A reader. ``target`` and ``state`` are "module:attribute"; state() answers (ready or what is missing, where)."""

    name: str
    runs: str
    tasks: tuple[str, ...]
    target: str
    state: str


_LIGHT = ("fields", "text", "spotting", "find", "clauses", "summary", "markdown", "table")

BACKENDS: dict[str, BackendSpec] = {spec.name: spec for spec in (
    BackendSpec("ppocr", "cpu", _LIGHT, target="ocr_engine.backends.rapid:RapidReader",
                state="ocr_engine.backends.ppocr_models:state"),
)}

# The configured vision-language model is the reader "vlm"; the families stand in ocr_engine.vlm.specs.
_VLM, _VLM_ROWS = "ocr_engine.vlm.doors:open_vlm", "ocr_engine.vlm.doors:rows"

_loaded: dict[tuple[int, str, Config], Any] = {}


def load(name: str, config: Config) -> Any:
    """The reader of this name for this process, built on first use and kept. Raises BackendFailed."""
    target = BACKENDS[name].target if name in BACKENDS else _VLM if name == "vlm" else ""
    if not target:
        raise BackendFailed("backend_missing", permanent=True)
    key = (os.getpid(), name, config)
    if key not in _loaded:
        _loaded[key] = _attribute(target)(config)
    return _loaded[key]


def forget() -> None:
    """Lets go of the readers of this process, and of their memory."""
    _loaded.clear()


def listing(config: Config | None = None) -> list[dict[str, Any]]:
    """Every reader with its state, for people and for the command line. Loads no model and asks no server."""
    rows = []
    for spec in BACKENDS.values():
        state, where = _attribute(spec.state)()
        rows.append({"name": spec.name, "runs": spec.runs, "tasks": list(spec.tasks), "state": state, "where": where})
    return [*rows, *_attribute(_VLM_ROWS)(config or Config.from_env())]


def _attribute(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)
