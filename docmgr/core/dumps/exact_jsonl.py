"""The format "jsonl" of ``dumpdata``; see ``dumps``."""

from __future__ import annotations

from django.core.serializers import jsonl

from docmgr.core.dumps import Exact

Deserializer = jsonl.Deserializer


class Serializer(Exact, jsonl.Serializer):
    pass
