"""Cheaper last layers for the PP-OCR networks, on OpenVINO: what is used of their output stays the same, and what
nobody looks at is not computed.

A network that is not built as expected is left as it is: the functions answer None, and reading is slower but right.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

_SIDE = 4  # the detector's map is so many times finer, in each direction, than the input of its last two layers


class Apart(NamedTuple):
    """A recogniser cut before its last layer.

    ``body``: the network up to there; it gives the features (lines, steps, features) and the scores of some letters.
    ``weights`` (features, letters) and ``bias`` (letters,): the last layer for the whole alphabet.
    """

    body: Any
    weights: np.ndarray
    bias: np.ndarray


def set_rows(network: Any, rows: int) -> None:
    """Lets a recogniser take strips that are ``rows`` pixels high.

    Its only average pooling layer joins the feature rows of a strip, one for every 16 pixels; its kernel is made as
    high as there will be rows. Raises ValueError where the network is not built like that.
    """
    import openvino
    from openvino import opset13

    layers = [node for node in network.get_ops() if node.get_type_name() == "AvgPool"]
    if len(layers) != 1:
        raise ValueError("not a recogniser whose height can be set")
    kernel = [rows // 16, layers[0].get_attributes()["kernel"][1]]
    joined = opset13.avg_pool(layers[0].input_value(0), kernel, [0, 0], [0, 0], kernel, True, "floor", "explicit")
    layers[0].output(0).replace(joined.output(0))
    network.reshape({network.inputs[0].any_name: openvino.PartialShape([-1, 3, rows, -1])})


def taken_apart(network: Any, few: np.ndarray) -> Apart | None:
    """The recogniser cut before its last layer; None where it is not built as expected.

    ``few``: class indices of the letters that the body scores. Call it before ``set_rows``, which changes the layers.
    """
    import openvino

    chain = _chain(network, ("Softmax", "Add", "MatMul"))
    if chain is None:
        return None
    _softmax, added, multiplied = chain
    parts = _constants(multiplied, added)
    if parts is None or parts[0].ndim != 2 or parts[0].shape[1] != parts[1].size:
        return None
    weights, bias = parts
    features = multiplied.input_value(0)
    scores = _scored(features, weights[:, few], bias.reshape(-1)[few])
    body = openvino.Model([features, scores.output(0)], network.get_parameters(), "letters")
    return Apart(body, weights, bias.reshape(-1))


def speller(weights: np.ndarray, bias: np.ndarray) -> Any:
    """The last layer as a network of its own: features (steps, features) to scores (steps, letters)."""
    import openvino
    from openvino import opset13

    rows = opset13.parameter([-1, weights.shape[0]], np.float32)
    return openvino.Model([_scored(rows, weights, bias).output(0)], [rows], "speller")


def _scored(features: Any, weights: np.ndarray, bias: np.ndarray) -> Any:
    from openvino import opset13

    summed = opset13.matmul(features, opset13.constant(np.ascontiguousarray(weights)), False, False)
    return opset13.add(summed, opset13.constant(np.ascontiguousarray(bias)))


def quartered(network: Any) -> tuple[Any, Any] | None:
    """A detector in two networks: all but its last two layers, and those two, whose scores (16, h, w) ``fine_map``
    joins to the map. None where it is not built as expected.

    The two are transposed convolutions (2 by 2, stride 2): each pixel becomes four that depend on it alone. Written as
    1 by 1 convolutions at the coarse size they give the same numbers at a tenth of the cost.
    """
    import openvino
    from openvino import opset13

    chain = _chain(network, ("Sigmoid", "Add", "ConvolutionBackpropData", "Relu", "Add", "ConvolutionBackpropData"))
    if chain is None:
        return None
    _sigmoid, last_added, last, _relu, first_added, first = chain
    parts = _constants(first, first_added, last, last_added)
    if parts is None or not (_doubles(first) and _doubles(last)):
        return None
    kernel, bias, last_kernel, last_bias = parts
    middle = kernel.shape[1]
    if last_kernel.shape[:2] != (middle, 1):
        return None
    # (in, out, y, x) becomes (y, x, out, in): a row for each child and channel.
    wide = kernel.transpose(2, 3, 1, 0).reshape(4 * middle, -1)
    apart = np.kron(np.eye(4, dtype=np.float32), last_kernel.transpose(2, 3, 1, 0).reshape(4, middle))
    seen = opset13.parameter([1, kernel.shape[0], -1, -1], np.float32)
    found = opset13.relu(_over_pixels(seen, wide, np.tile(bias.reshape(-1), 4)))
    scores = _over_pixels(found, apart, np.tile(last_bias.reshape(-1), 16))
    body = openvino.Model([first.input_value(0)], network.get_parameters(), "map")
    return body, openvino.Model([scores.output(0)], [seen], "scores")


def _over_pixels(source: Any, weights: np.ndarray, bias: np.ndarray) -> Any:
    from openvino import opset13

    kernel = opset13.constant(np.ascontiguousarray(weights[:, :, None, None]))
    summed = opset13.convolution(source, kernel, [1, 1], [0, 0], [0, 0], [1, 1])
    return opset13.add(summed, opset13.constant(bias.reshape(1, -1, 1, 1)))


def fine_map(scores: np.ndarray) -> np.ndarray:
    """The map of text probabilities (4 h, 4 w) from the scores (16, h, w) of ``quartered``."""
    height, width = scores.shape[1:]
    chances = np.exp(-np.maximum(scores, -80))
    chances += 1
    np.reciprocal(chances, out=chances)
    # y and x of the first doubling, y and x of the second
    children = chances.reshape(2, 2, 2, 2, height, width)
    return children.transpose(4, 0, 2, 5, 1, 3).reshape(_SIDE * height, _SIDE * width)


def _doubles(node: Any) -> bool:
    told = node.get_attributes()
    return (list(told["strides"]) == [2, 2] and not any(told["pads_begin"]) and not any(told["pads_end"])
            and node.input_value(1).get_partial_shape()[2].get_length() == 2)


def _chain(network: Any, kinds: tuple[str, ...]) -> list[Any] | None:
    """The nodes of these kinds, followed from the only output backwards; None where the network has others."""
    if len(network.outputs) != 1:
        return None
    node, found = network.outputs[0].get_node().input_value(0).get_node(), []
    for kind in kinds:
        while node.get_type_name() == "Identity":
            node = node.input_value(0).get_node()
        if node.get_type_name() != kind:
            return None
        found.append(node)
        node = node.input_value(0).get_node()
    return found


def _constants(*nodes: Any) -> list[np.ndarray] | None:
    """The constant second input of each node; None where one has none."""
    sources = [node.input_value(1).get_node() for node in nodes]
    if any(source.get_type_name() != "Constant" for source in sources):
        return None
    return [np.array(source.get_data(), np.float32) for source in sources]
