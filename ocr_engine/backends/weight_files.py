"""Whether a folder holds the whole of a model: what is there by name and by its first bytes. Loads nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ocr_engine.backends.lacks import NOTHING, Lack

_WORDS = ("tokenizer.json", "tokenizer.model", "vocab.json", "vocab.txt", "spiece.model", "sentencepiece.bpe.model")
_PICTURES = ("preprocessor_config.json", "processor_config.json")
_INDEX = "model.safetensors.index.json"
# What git leaves in the place of a large file where git-lfs was not installed.
_POINTER = b"version https://git-lfs"


def config_of(folder: Path) -> dict[str, Any]:
    """config.json; {} where it is missing or no object."""
    return _object(folder / "config.json")


def lacking(folder: Path, *, words: bool = True, pictures: bool = True) -> Lack:
    """What of the weights, the tokenizer (``words``) and the preparation of pictures is missing or not whole."""
    parts = sorted(folder.glob("*.safetensors"))
    named = _object(folder / _INDEX).get("weight_map")
    expected = sorted(set(named.values())) if isinstance(named, dict) else []
    if missing := [name for name in expected if not (folder / str(name)).is_file()]:
        return Lack("file", file=", ".join(map(str, missing[:3])))
    if not parts:
        return Lack("file", file="*.safetensors")
    for file in (*parts, *(folder / name for name in _WORDS)):
        if _is_pointer(file):
            return Lack("pointer", file=file.name)
    if words and not _any(folder, _WORDS):
        return Lack("file", file=_WORDS[0])
    if pictures and not _any(folder, _PICTURES):
        return Lack("file", file=_PICTURES[0])
    return NOTHING


def whole(opened: tuple[Any, Mapping[str, Any]], *, without: tuple[str, ...] = ()) -> Any:
    """The model from (model, what its loader found). Raises ValueError where weights are missing or of another shape.

    transformers fills those with chance and only warns, and the model would answer nonsense. ``without``: beginnings of
    the names of parts that are not used.
    """
    model, found = opened
    missing = [name for name in found.get("missing_keys", ()) if not str(name).startswith(without or "\0")]
    absent = [*missing, *found.get("mismatched_keys", ())]
    if absent:
        raise ValueError(f"{len(absent)} weights are missing")
    return model


def _any(folder: Path, names: tuple[str, ...]) -> bool:
    return any((folder / name).is_file() for name in names)


def _is_pointer(file: Path) -> bool:
    try:
        with file.open("rb") as stream:
            return stream.read(len(_POINTER)) == _POINTER
    except OSError:
        return False


def _object(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
