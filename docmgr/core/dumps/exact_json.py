"""The format "json" of ``dumpdata``; see ``dumps``."""

from __future__ import annotations

from django.core.serializers import json

from docmgr.core.dumps import ExactEncoder

Deserializer = json.Deserializer


class Serializer(json.Serializer):
    def _init_options(self) -> None:
        self.options.setdefault("cls", ExactEncoder)
        super()._init_options()  # type: ignore[misc]
