"""Run by the Python that has PaddlePaddle and PaddleOCR: what its SimpleDataSet makes of an export of lines.

``paddleocr_lists.py EXPORT`` prints one line of JSON: by list, for each line of print, the shape of its picture and its
text as the labels that are trained from spell it.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import sys
from pathlib import Path
from typing import Any

# As PaddleOCR's own recipes for recognition have it, without the distortions that are drawn by chance.
_STEPS: list[dict[str, Any]] = [
    {"DecodeImage": {"img_mode": "BGR", "channel_first": False}}, {"CTCLabelEncode": None},
    {"RecResizeImg": {"image_shape": [3, 48, 320]}}, {"KeepKeys": {"keep_keys": ["image", "label", "length"]}}]


def main(export: Path) -> dict[str, list[dict[str, Any]]]:
    _find()
    from ppocr.data.simple_dataset import SimpleDataSet
    from ppocr.postprocess.rec_postprocess import CTCLabelDecode

    dictionary = str(export / "dict.txt")
    letters = CTCLabelDecode(character_dict_path=dictionary, use_space_char=True).character
    told = {}
    for name in ("train_list.txt", "val_list.txt"):
        loaded = SimpleDataSet({
            "Global": {"character_dict_path": dictionary, "max_text_length": 40, "use_space_char": True},
            "Train": {"loader": {"shuffle": False}, "dataset": {
                "data_dir": str(export), "label_file_list": [str(export / name)], "transforms": _STEPS}},
        }, "Train", logging.getLogger("ppocr"))
        told[name] = [{"shape": list(picture.shape), "text": "".join(letters[n] for n in label[:int(length)])}
                      for picture, label, length in (loaded[n] for n in range(len(loaded)))]
    return told


def _find() -> None:
    """The package of PaddleOCR 2 has its training code inside; a checkout of PaddleOCR has it on PYTHONPATH."""
    if importlib.util.find_spec("ppocr") is None and (package := importlib.util.find_spec("paddleocr")):
        sys.path[:0] = list(package.submodule_search_locations or [])


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
