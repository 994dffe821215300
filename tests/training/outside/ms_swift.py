"""Run by the Python that has ms-swift: what its loader makes of an export of conversations.

``ms_swift.py EXPORT`` prints one line of JSON: by file, for each conversation, the size of its picture, its roles, the
words that a model would be trained to answer, and how often the picture is called for.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def main(export: Path) -> dict[str, list[dict[str, Any]]]:
    os.environ["ROOT_IMAGE_DIR"] = str(export)  # as the README of the export says
    from swift.dataset import load_dataset

    told = {}
    for name in ("train.jsonl", "val.jsonl"):
        rows, _none = load_dataset([str(export / name)], strict=True)
        told[name] = [_seen(row) for row in rows]
    return told


def _seen(row: dict[str, Any]) -> dict[str, Any]:
    """By way of what every template of ms-swift starts from."""
    from swift.template import TemplateInputs
    from swift.template.vision_utils import load_image

    talk = TemplateInputs.from_dict(dict(row)).chosen
    return {"pictures": [load_image(image["path"]).size for image in talk.images], "system": talk.system,
            "roles": [message["role"] for message in talk.messages], "answer": talk.messages[-1]["content"],
            "called_for": sum(message["content"].count("<image>") for message in talk.messages)}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False))
