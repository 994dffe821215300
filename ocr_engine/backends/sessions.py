"""Runs an ONNX model on ONNX Runtime or OpenVINO behind one call: array in, array out.

Sessions are not thread-safe: one set per process.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.errors import BackendFailed

Run = Callable[[np.ndarray], np.ndarray]
# Per step along a line of text: the index of the best character and its probability, each (lines, steps).
BestRun = Callable[[np.ndarray], tuple[np.ndarray, np.ndarray]]
_LOAD_ERRORS = (ImportError, OSError, RuntimeError, ValueError, AttributeError)
_RUN_ERRORS = (RuntimeError, ValueError, MemoryError)
# OpenVINO keeps what it prepared per layer and input shape. A recogniser sees a few dozen shapes again and again:
# without what was kept it takes half as long again. A detector sees a new one with nearly every page; what is kept for
# it is of no use and lets the process grow.
_KEPT_SHAPES = 2000


def choose_runtime(wanted: str) -> str:
    """The library to use: the one wanted, or for "auto" OpenVINO where it is installed (it measured faster)."""
    if wanted != "auto":
        return wanted
    return "openvino" if importlib.util.find_spec("openvino") else "onnxruntime"


def characters_of(model: Path) -> list[str]:
    """The alphabet that a recognition model carries in its metadata; index 0 is the CTC blank."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    alphabet = session.get_modelmeta().custom_metadata_map["character"]
    return ["", *alphabet.splitlines(), " "]


def load_session(model: Path, *, runtime: str, threads: int, kept: int = 0, rows: int = 0) -> Run:
    """Loads a model with one input and one output. Raises BackendFailed ``backend_missing`` where that fails.

    ``kept``: how many layers, each for one shape of the input, stay prepared. ``rows``: see load_best_session.
    """
    return _openvino(model, threads, kept, rows) if runtime == "openvino" else _onnxruntime(model, threads)


def load_best_session(model: Path, *, runtime: str, threads: int, rows: int = 0) -> BestRun:
    """Loads a recogniser and keeps only its best character per step: its full output is 75 kB for every step.

    ``rows``: for strips of this height instead of the one it was made for (OpenVINO only); 0 leaves it as it is.
    Picked here: a top-k inside the OpenVINO network cost 4 % of the recognition, the same in numpy less than 1 %.
    """
    full = load_session(model, runtime=runtime, threads=threads, kept=_KEPT_SHAPES, rows=rows)

    def run_best(batch: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        scores = full(batch)
        index = scores.argmax(axis=2)
        return index, np.take_along_axis(scores, index[..., None], axis=2)[..., 0]

    return run_best


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
    except _LOAD_ERRORS as error:
        raise BackendFailed("backend_missing", permanent=True) from error
    name = session.get_inputs()[0].name

    def run(batch: np.ndarray) -> np.ndarray:
        try:
            return session.run(None, {name: batch})[0]
        except _RUN_ERRORS as error:
            raise BackendFailed("backend_failed") from error

    return run


def _openvino(model: Path, threads: int, kept: int, rows: int) -> Run:
    try:
        import openvino

        core = openvino.Core()
        network = core.read_model(model)
        if rows:
            _set_rows(network, rows)
        options = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY",
                   "CPU_RUNTIME_CACHE_CAPACITY": kept}
        request = core.compile_model(network, "CPU", options).create_infer_request()
    except _LOAD_ERRORS as error:
        raise BackendFailed("backend_missing", permanent=True) from error

    def run(batch: np.ndarray) -> np.ndarray:
        """The output; it is overwritten by the next call."""
        try:
            request.infer([batch], share_inputs=True)
        except _RUN_ERRORS as error:
            raise BackendFailed("backend_failed") from error
        return request.get_output_tensor(0).data

    return run


def _set_rows(network: Any, rows: int) -> None:
    """Lets a recogniser take strips of another height: its only averaging layer, which joins the rows that are left of
    a strip (one of 16 pixels each), joins as many as there will be. Raises ValueError where it is built otherwise."""
    import openvino
    from openvino import opset13

    layers = [node for node in network.get_ops() if node.get_type_name() == "AvgPool"]
    if len(layers) != 1:
        raise ValueError("not a recogniser whose height can be set")
    kernel = [rows // 16, layers[0].get_attributes()["kernel"][1]]
    joined = opset13.avg_pool(layers[0].input_value(0), kernel, [0, 0], [0, 0], kernel, True, "floor", "explicit")
    layers[0].output(0).replace(joined.output(0))
    network.reshape({network.inputs[0].any_name: openvino.PartialShape([-1, 3, rows, -1])})
