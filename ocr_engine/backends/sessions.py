"""Runs an ONNX model on ONNX Runtime or OpenVINO behind one call: array in, array out.

Sessions are not thread-safe: one set per process.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.backends import heads
from ocr_engine.backends.letters import Best, Speller, few_of, runners_up
from ocr_engine.errors import BackendFailed

Run = Callable[[np.ndarray], np.ndarray]
# For each batch what the steps along its lines of text show. The other argument is the text of the page where the
# batches are but a part of it.
BestRun = Callable[[Iterable[np.ndarray], str], list[Best]]
_LOAD_ERRORS = (ImportError, OSError, RuntimeError, ValueError, AttributeError)
_RUN_ERRORS = (RuntimeError, ValueError, MemoryError)
# OpenVINO keeps what it prepared per layer and input shape. A recogniser sees a few dozen shapes again and again:
# without what was kept it takes half as long again. A detector sees a new one with nearly every page; what is kept for
# it is of no use and lets the process grow.
_KEPT_SHAPES = 2000


def runtimes(wanted: str) -> list[str]:
    """The libraries to try, the best first: the one wanted, or for "auto" OpenVINO where it is installed (it measured
    faster), then ONNX Runtime, for processors that OpenVINO cannot prepare the models for."""
    if wanted != "auto":
        return [wanted]
    return ["openvino", "onnxruntime"] if importlib.util.find_spec("openvino") else ["onnxruntime"]


def characters_of(model: Path) -> list[str]:
    """The alphabet that a recognition model carries in its metadata; index 0 is the CTC blank."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    alphabet = session.get_modelmeta().custom_metadata_map["character"]
    return ["", *alphabet.splitlines(), " "]


def load_map_session(model: Path, *, runtime: str, threads: int) -> Run:
    """Loads a detector: a batch of one picture to its map (height, width) of how likely each pixel is text.

    Raises BackendFailed ``backend_missing`` where that fails.
    """
    if runtime != "openvino":
        plain = _onnxruntime(model, threads)
        return lambda batch: plain(batch)[0, 0]
    core, network = _read(model)
    parts = heads.quartered(network)
    if parts is None:
        whole = _openvino(core, network, threads)
        return lambda batch: whole(batch)[0][0, 0]
    body, last = _openvino(core, parts[0], threads), _openvino(core, parts[1], threads, exact=True)
    return lambda batch: heads.fine_map(last(body(batch)[0])[0][0])


def load_best_session(model: Path, alphabet: list[str], *, runtime: str, threads: int, rows: int = 0) -> BestRun:
    """Loads a recogniser that tells its best character per step: its full output is 75 kB for every step.

    ``rows``: for strips of this height instead of the one it was made for (OpenVINO only); 0 leaves it as it is.
    """
    if runtime != "openvino":
        plain = _onnxruntime(model, threads)
        return lambda batches, page: [_best(plain(batch)) for batch in batches]
    core, network = _read(model)
    apart = heads.taken_apart(network, few_of(alphabet))
    try:
        if rows:
            heads.set_rows(apart.body if apart else network, rows)
    except ValueError as error:
        raise BackendFailed("backend_missing", permanent=True) from error
    run = _openvino(core, apart.body if apart else network, threads, _KEPT_SHAPES)
    if apart is None:
        return lambda batches, page: [_best(run(batch)[0]) for batch in batches]
    whole = _openvino(core, heads.speller(apart.weights, apart.bias), threads, _KEPT_SHAPES)
    return Speller(run, lambda steps: whole(steps)[0], alphabet)


def _best(chances: np.ndarray) -> Best:
    rows = chances.reshape(-1, chances.shape[2])
    letter = rows.argmax(axis=1)
    chance = np.take_along_axis(rows, letter[:, None], axis=1)[:, 0]
    parts = (letter, chance, *runners_up(np.log(np.maximum(rows, 1e-12)), letter, chance))
    return Best(*(part.reshape(*chances.shape[:2], *part.shape[1:]) for part in parts))


def _onnxruntime(model: Path, threads: int) -> Run:
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 4
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        # Waiting threads that spin cost CPU seconds and gain nothing with one thread per process.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # a dozen classes of its own, without a parent of their own
        raise BackendFailed("backend_missing", permanent=True) from error
    name = session.get_inputs()[0].name

    def run(batch: np.ndarray) -> np.ndarray:
        try:
            return session.run(None, {name: batch})[0]
        except Exception as error:
            raise BackendFailed("backend_failed") from error

    return run


def _read(model: Path) -> tuple[Any, Any]:
    try:
        import openvino

        core = openvino.Core()
        return core, core.read_model(model)
    except _LOAD_ERRORS as error:
        raise BackendFailed("backend_missing", permanent=True) from error


def _openvino(core: Any, network: Any, threads: int, kept: int = 0, *,
              exact: bool = False) -> Callable[[np.ndarray], list[np.ndarray]]:
    """``kept``: how many layers, each for one shape of the input, stay prepared."""
    try:
        options = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY",
                   "CPU_RUNTIME_CACHE_CAPACITY": kept}
        if exact:  # no bf16 where OpenVINO would take it by itself
            options["INFERENCE_PRECISION_HINT"] = "f32"
        request = core.compile_model(network, "CPU", options).create_infer_request()
    except _LOAD_ERRORS as error:
        raise BackendFailed("backend_missing", permanent=True) from error

    def run(batch: np.ndarray) -> list[np.ndarray]:
        """The outputs; they are overwritten by the next call."""
        try:
            request.infer([batch], share_inputs=True)
        except _RUN_ERRORS as error:
            raise BackendFailed("backend_failed") from error
        return [tensor.data for tensor in request.output_tensors]

    return run
