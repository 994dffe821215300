"""Runs an ONNX model on ONNX Runtime or OpenVINO behind one call: array in, array out.

Sessions are not thread-safe: one set per process.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ocr_engine.errors import BackendFailed

Run = Callable[[np.ndarray], np.ndarray]
# OpenVINO keeps what it prepared for every input shape; text lines come in many shapes, and a few dozen are enough.
_OPENVINO_SHAPES = 64


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


def load_session(model: Path, *, runtime: str, threads: int) -> Run:
    """Loads the model. Raises BackendFailed ``backend_missing`` where the file or the library is not there."""
    if not model.is_file():
        raise BackendFailed("backend_missing", permanent=True)
    try:
        return _openvino(model, threads) if runtime == "openvino" else _onnxruntime(model, threads)
    except (ImportError, RuntimeError) as error:
        raise BackendFailed("backend_missing", permanent=True) from error


def _onnxruntime(model: Path, threads: int) -> Run:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Waiting threads that spin cost CPU seconds and gain nothing with one thread per process.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name

    def run(batch: np.ndarray) -> np.ndarray:
        try:
            return session.run(None, {name: batch})[0]
        except RuntimeError as error:
            raise BackendFailed("backend_failed") from error

    return run


def _openvino(model: Path, threads: int) -> Run:
    import openvino

    core = openvino.Core()
    options = {"INFERENCE_NUM_THREADS": threads, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY",
               "CPU_RUNTIME_CACHE_CAPACITY": _OPENVINO_SHAPES}
    compiled = core.compile_model(core.read_model(model), "CPU", options)
    request = compiled.create_infer_request()

    def run(batch: np.ndarray) -> np.ndarray:
        try:
            request.infer([batch], share_inputs=True)
            return request.get_output_tensor().data.copy()
        except RuntimeError as error:
            raise BackendFailed("backend_failed") from error

    return run
