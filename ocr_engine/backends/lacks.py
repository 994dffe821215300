"""What a reader lacks before it can be used: a code that the product translates, and the words of the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TEXTS: dict[str, str] = {
    "weights": "weights",
    "server": "server",
    "weights_or_server": "weights or server",
    "package": "python package {package}",
    "file": "{file}",
    "other_weights": "weights of type {wanted} (these are {found})",
    "folder": "no config.json with *.safetensors in the folder",
    "own_code": "{label} runs by the Python files beside its weights; {setting} allows it",
    "no_class": "{label} has no class in transformers; serve it with vLLM and set its address",
    "not_this_family": "the weights are of type {found}, not {wanted} (that is {edition})",
    "pointer": "{file} is a pointer of git-lfs, not the file itself",
    "adapter_config": "no adapter_config.json in the adapter's folder",
    "adapter_kind": "the adapter is of type {found}, not LORA",
    "adapter_weights": "no adapter_model.safetensors in the adapter's folder",
    "adapter_package": "python package {package} is missing",
}


class Lack(str):
    """The English words, "" for nothing; ``code`` and ``params`` are for whoever speaks another language."""

    code: str
    params: Mapping[str, Any]

    def __new__(cls, code: str = "", **params: Any) -> Lack:
        made = super().__new__(cls, TEXTS[code].format(**params) if code else "")
        made.code, made.params = code, params
        return made


NOTHING = Lack()
