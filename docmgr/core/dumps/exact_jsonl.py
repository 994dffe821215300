"""The format "jsonl" of ``dumpdata``; see ``dumps``."""

from __future__ import annotations

from django.core.serializers import jsonl

from docmgr.core.dumps import ExactEncoder

Deserializer = jsonl.Deserializer


class Serializer(jsonl.Serializer):
    def _init_options(self) -> None:
        self.options.setdefault("cls", ExactEncoder)
        super()._init_options()  # type: ignore[misc]
