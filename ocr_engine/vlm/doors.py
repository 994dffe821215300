"""From the settings to a model that can be asked, and the list of all families with what each still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ocr_engine.backends import registry
from ocr_engine.backends.lacks import NOTHING, Lack
from ocr_engine.config import ENV_PREFIX, Config
from ocr_engine.errors import BackendFailed
from ocr_engine.vlm.questions.asking import Answer, Order, Question, Spec
from ocr_engine.vlm.questions.generated import Generated, Runner, Together
from ocr_engine.vlm.questions.modes import density, mode_for, shown_in
from ocr_engine.vlm.questions.specs import SPECS

# How long a worker that has just begun waits for the process beside it that holds the model.
_HOST_BEGINS = 3.0


@dataclass(frozen=True, slots=True)
class Vlm:
    """A family of models and the place where it runs. ``mode`` names a resolution, "" chooses it page by page.

    ``served``: a server of somebody else's making runs it.
    """

    spec: Spec
    runner: Runner
    mode: str = ""
    served: bool = False

    @property
    def source(self) -> str:
        return f"vlm:{self.spec.name}"

    def ask(self, image: np.ndarray, order: Order) -> tuple[Answer, Generated]:
        """One question about one page (RGB, uint8). Raises BackendFailed, and KeyError for a task it cannot do."""
        said = self.runner.generate(*self._asked(image, order))
        return self.spec.read(said.text, order), said

    @property
    def at_once(self) -> int:
        """How many pages are best asked about together: 1 where they go to a server, which makes its own batches."""
        return self.runner.at_once if isinstance(self.runner, Together) else 1

    def ask_all(self, images: Sequence[np.ndarray], order: Order) -> list[tuple[Answer, Generated] | BackendFailed]:
        """One question about several pages; a failure stands in the place of its answer. Raises KeyError as above."""
        asked = [self._asked(image, order) for image in images]
        if isinstance(self.runner, Together):
            said = self.runner.generate_all(asked)
        else:
            said = [_caught(self.runner, *one) for one in asked]
        return [one if isinstance(one, BackendFailed) else (self.spec.read(one.text, order), one) for one in said]

    def _asked(self, image: np.ndarray, order: Order) -> tuple[np.ndarray, Question]:
        question = self.spec.ask(order)
        if not self.spec.modes:
            return image, question
        height, width = image.shape[:2]
        mode = mode_for(self.spec, width, height, density(image), named=self.mode, served=self.served)
        return shown_in(image, mode), replace(question, mode=mode)


def _caught(runner: Runner, image: np.ndarray, question: Question) -> Generated | BackendFailed:
    try:
        return runner.generate(image, question)
    except BackendFailed as error:
        return error


def open_vlm(config: Config) -> Vlm:
    """The configured model; weights are loaded now. Raises BackendFailed where none is configured or it cannot run."""
    spec = SPECS.get(config.vlm)
    if spec is None:
        raise BackendFailed("vlm_not_configured", permanent=True)
    if config.vlm_url:
        from ocr_engine.vlm.served.breaker import breaker_for
        from ocr_engine.vlm.served.openai_http import OpenAIServer, Patience

        patience = Patience(answer=config.vlm_seconds, silence=min(60.0, config.vlm_seconds))
        server = OpenAIServer(config.vlm_url, config.vlm_model, key=config.vlm_key, patience=patience,
                              breaker=breaker_for(config.vlm_url.rstrip("/"), config.vlm_breakers))
        return Vlm(spec, server, config.vlm_mode, served=True)
    if config.vlm_socket:
        from ocr_engine.vlm.served.shared import SharedModel

        shared = SharedModel(config.vlm_socket, adapter=config.vlm_adapter, seconds=config.vlm_seconds)
        if shared.is_there(wait=_HOST_BEGINS):
            return Vlm(spec, shared, config.vlm_mode)
    if lacking := registry.lacking_packages():
        raise BackendFailed("vlm_unsupported", permanent=True, reason=f"{lacking} is missing")
    from ocr_engine.vlm.local.transformers_vlm import TransformersModel

    adapter = Path(config.vlm_adapter) if config.vlm_adapter else None
    return Vlm(spec, TransformersModel(spec, Path(config.vlm_path), device=config.vlm_device, adapter=adapter,
                                       code_allowed=config.vlm_code == spec.name, seconds=config.vlm_seconds),
               config.vlm_mode)


def rows(config: Config) -> list[tuple[str, str, tuple[str, ...], Lack, str]]:
    """Name, runs, tasks, what it lacks, where it belongs of each family. Looks at files only, asks no server."""
    return [(spec.name, _runs(spec), spec.tasks, _lack(spec, config), _where(spec, config)) for spec in SPECS.values()]


def who_could(task: str) -> list[str]:
    """The labels of the families that can do a task."""
    return [spec.label for spec in SPECS.values() if task in spec.wordings]


def _runs(spec: Spec) -> str:
    return "transformers or server" if spec.in_process else "server"


def _lack(spec: Spec, config: Config) -> Lack:
    if config.vlm != spec.name:
        return Lack("weights_or_server" if spec.in_process else "server")
    if config.vlm_url:
        return NOTHING
    if lacking := registry.lacking_packages():
        return lacking
    from ocr_engine.vlm.local.weights import why_no_adapter, why_not

    reason = why_not(spec, Path(config.vlm_path), code_allowed=config.vlm_code == spec.name)
    if not reason and config.vlm_adapter:
        reason = why_no_adapter(Path(config.vlm_adapter))
    return reason


def _where(spec: Spec, config: Config) -> str:
    if config.vlm == spec.name:
        return config.vlm_url or config.vlm_path
    server = f"{ENV_PREFIX}VLM_URL=http://HOST:PORT/v1"
    choice = f"{ENV_PREFIX}VLM_PATH=FOLDER or {server}" if spec.in_process else server
    return f"{ENV_PREFIX}VLM={spec.name} and {choice}"
