"""The format "json" of ``dumpdata``; see ``dumps``."""

from __future__ import annotations

from django.core.serializers import json

from docmgr.core.dumps import Exact

Deserializer = json.Deserializer


class Serializer(Exact, json.Serializer):
    pass
