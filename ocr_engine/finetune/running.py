"""One door for every kind of training: looks at everything first, trains in a scratch folder, then moves the result."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ocr_engine.errors import TrainingFailed
from ocr_engine.finetune.limits import Limits, Progress

# kind: (module with ``train``, ``measure`` and DECIDES, packages it needs)
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "trocr": ("ocr_engine.finetune.trocr", ("torch", "transformers", "accelerate")),
    "hunyuan": ("ocr_engine.finetune.hunyuan", ("torch", "transformers", "peft")),
}
FACTS = "finetune.json"


def run(kind: str, data: Path, base: Path, out: Path, progress: Progress | None = None, *,
        limits: Limits | None = None, champion: Path | None = None) -> dict[str, Any]:
    """Trains from ``data`` on top of the model in ``base`` and writes what came out to ``out``.

    What is not better on the held-out part than the base, and than what an earlier training left in ``champion``, is
    not kept: ``out`` then does not come to be and ``facts["kept"]`` is "base" or "champion" instead of "trained". The
    champion may have been taught what is held out now; that only makes it harder to beat. The facts are plain JSON:
    kind, kept, examples, held_out, steps, stopped ("steps", "time" or "early"), seconds, before, after, champion
    (figures by name; the last only where one was measured), files (SHA-256 by name). They lie beside the weights as
    finetune.json too. Nothing is fetched, and nothing is written to ``base``.
    Raises TrainingFailed, and whatever ``progress`` raises.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    data, base, out = Path(data), Path(base), Path(out)
    module, packages = KINDS[kind]
    for package in packages:
        if importlib.util.find_spec(package) is None:
            raise TrainingFailed("finetune_package", package=package)
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TrainingFailed("finetune_out_used")
    out.parent.mkdir(parents=True, exist_ok=True)
    told = _Told(progress or _silent)
    scratch = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        trainer, bounds = importlib.import_module(module), limits or Limits()
        facts = trainer.train(data, base, scratch / "kept", told, bounds, scratch / "work")
        if champion is not None and facts["kept"] == "trained":
            figures = trainer.measure(data, base, champion, told, bounds, scratch / "work")
            beaten = figures is None or facts["after"][trainer.DECIDES] < figures[trainer.DECIDES]
            facts |= {"champion": figures, "kept": "trained" if beaten else "champion"}
        return _kept({"kind": kind, **facts}, scratch / "kept", out)
    except _Halted:
        assert told.raised is not None
        raise told.raised from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


class _Halted(BaseException):
    """Leaves the libraries without being taken for a fault of theirs."""


class _Told:
    """The caller's progress; what it raises is kept and raised again outside the libraries."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.raised: BaseException | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        try:
            self._progress(stage, done, total)
        except BaseException as error:
            self.raised = error
            raise _Halted from error


def _kept(facts: dict[str, Any], made: Path, out: Path) -> dict[str, Any]:
    if facts["kept"] != "trained":
        return {**facts, "files": {}}
    files = {p.relative_to(made).as_posix(): _sha256(p) for p in sorted(made.rglob("*")) if p.is_file()}
    facts = {**facts, "files": files}
    (made / FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", "utf-8")
    if out.is_dir():
        out.rmdir()
    made.rename(out)
    return facts


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody asked."""
