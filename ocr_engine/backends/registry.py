"""Which readers there are: a name, what it is for, and where its class is found when it is first needed."""

from __future__ import annotations

import importlib
import importlib.util
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from ocr_engine.backends.lacks import NOTHING, Lack
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed


@dataclass(frozen=True, slots=True)
class BackendSpec:
    """A reader. ``target`` and ``state`` are "module:attribute"; state(config) answers (what it lacks, its place).

    ``settings`` are the beginnings of the names of the settings that make another reader of it.
    """

    name: str
    runs: str
    tasks: tuple[str, ...]
    target: str
    state: str
    settings: tuple[str, ...]


_LIGHT = ("fields", "text", "spotting", "find", "clauses", "summary", "markdown", "table")

_PRINT = ("runtime", "threads", "detection_side")

BACKENDS: dict[str, BackendSpec] = {spec.name: spec for spec in (
    BackendSpec("ppocr", "cpu", _LIGHT, target="ocr_engine.backends.rapid:RapidReader",
                state="ocr_engine.backends.ppocr_models:state", settings=_PRINT),
    BackendSpec("trocr", "transformers", ("text", "spotting", "handwriting"),
                target="ocr_engine.backends.trocr:TrocrReader", state="ocr_engine.backends.trocr:state",
                settings=(*_PRINT, "trocr_path", "lines", "vlm_device")),
    BackendSpec("layoutlmv3", "transformers", ("fields",), target="ocr_engine.backends.layoutlm:LayoutLmTagger",
                state="ocr_engine.backends.layoutlm:state", settings=("layoutlm_path", "vlm_device")),
    BackendSpec("mlm", "transformers", ("spelling",), target="ocr_engine.backends.mlm:MaskedLm",
                state="ocr_engine.backends.mlm:state", settings=("mlm_path", "vlm_device")),
)}

# The configured vision-language model is the reader "vlm"; the families stand in ocr_engine.vlm.questions.specs.
_VLM, _VLM_ROWS = "ocr_engine.vlm.doors:open_vlm", "ocr_engine.vlm.doors:rows"

# Readers of one name that stay in memory: a large model with an adapter for each type would else fill it.
_KEPT = 2
_loaded: dict[tuple[Any, ...], Any] = {}
_turn = threading.RLock()


def load(name: str, config: Config) -> Any:
    """The reader of this name for this process, built on first use; the last few of a name are kept.

    Raises BackendFailed.
    """
    target = BACKENDS[name].target if name in BACKENDS else _VLM if name == "vlm" else ""
    if not target:
        raise BackendFailed("backend_missing", permanent=True)
    deciding = BACKENDS[name].settings if name in BACKENDS else ("vlm",)
    key = (os.getpid(), name, *(getattr(config, item.name) for item in fields(config)
                                if item.name.startswith(deciding)))
    with _turn:
        if key not in _loaded:
            for old in [k for k in _loaded if k[1] == name][:1 - _KEPT or None]:
                del _loaded[old]
            _loaded[key] = _attribute(target)(config)
        _loaded[key] = _loaded.pop(key)  # the one used last stands last
        return _loaded[key]


def line_reader(config: Config) -> str:
    """The name of the reader of lines that the settings choose."""
    return "ppocr" if config.lines == "ppocr" else "trocr"


def lacking_packages() -> Lack:
    """What models of torch need and what is not installed. Imports none of it."""
    lacking = [name for name in ("torch", "transformers") if importlib.util.find_spec(name) is None]
    return Lack("package", package=lacking[0]) if lacking else NOTHING


def forget() -> None:
    """Lets go of the readers of this process, and of their memory."""
    _loaded.clear()


def listing(config: Config | None = None) -> list[dict[str, Any]]:
    """Every reader with its state, for people and for the command line. Loads no model and asks no server."""
    return [row for row, _lack in states(config or Config.from_env())]


def states(config: Config) -> list[tuple[dict[str, Any], Lack]]:
    """The rows of ``listing``, each with what the reader lacks."""
    found = [(spec.name, spec.runs, spec.tasks, *_attribute(spec.state)(config)) for spec in BACKENDS.values()]
    found += _attribute(_VLM_ROWS)(config)
    return [({"name": name, "runs": runs, "tasks": list(tasks), "state": f"missing: {lack}" if lack else "ready",
              "where": where}, lack) for name, runs, tasks, lack, where in found]


def _attribute(path: str) -> Callable[..., Any]:
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)
