"""The types that ship as files, brought into the database without ever overruling an administrator."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.doctypes.services import hide_everywhere


def load_all(folder: Path | None = None) -> dict[str, str]:
    """Load every TYPE.json; key to what happened: ``loaded``, ``updated``, ``unchanged`` or ``edited`` (left alone)."""
    files = sorted((folder or settings.BUILTIN_TYPES_DIR).glob("*.json"))
    definitions = [json.loads(f.read_text(encoding="utf-8")) for f in files]
    return {d["key"]: load(d) for d in definitions}


@transaction.atomic
def load(definition: dict[str, Any]) -> str:
    """A new type becomes version 1. A changed file becomes a new version only while nobody edited the type."""
    doc_type, new = DocumentType.objects.get_or_create(key=definition["key"], defaults={"built_in": True})
    if not new and not _untouched(doc_type):
        return "edited"
    if not new and doc_type.live and _content(doc_type.live) == parts_of(definition):
        return "unchanged"
    version = _publish(doc_type, definition)
    record(Action.TYPE_LOADED, obj=doc_type, after={"version": version.number})
    return "loaded" if new else "updated"


def _untouched(doc_type: DocumentType) -> bool:
    return doc_type.built_in and not doc_type.versions.filter(created_by__isnull=False).exists()


def _publish(doc_type: DocumentType, definition: dict[str, Any]) -> TypeVersion:
    parts = parts_of(definition)
    fields = parts.pop("fields")
    newest = doc_type.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = TypeVersion.objects.create(
        doc_type=doc_type, number=newest + 1, state=TypeVersion.State.PUBLISHED, published_at=clock.now(), **parts)
    FieldDefinition.objects.bulk_create(
        FieldDefinition(version=version, position=n, **field) for n, field in enumerate(fields))
    DocumentType.objects.filter(pk=doc_type.pk).update(live=version)
    hide_everywhere(version)
    return version


def parts_of(definition: dict[str, Any]) -> dict[str, Any]:
    """The file's content as columns, whatever it left out."""
    return {
        **_labels(definition), "prompt": definition.get("prompt", ""), "keywords": definition.get("keywords", []),
        "rules": definition.get("rules", []), "routing": definition.get("routing", {}),
        "fields": [_field(f) for f in definition["fields"]],
    }


def _field(part: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": part["key"], **_labels(part), "kind": part.get("kind", "text"), "aliases": part.get("aliases", []),
        "patterns": part.get("patterns", []), "hint": part.get("hint", ""), "required": part.get("required", False),
        "many": part.get("many", False), "sensitive": part.get("sensitive", False),
        "dictionary": part.get("dictionary", []), "terms": part.get("terms", []),
        "critical": part.get("critical", False), "look_alikes": part.get("look_alikes", []),
        "rows": part.get("rows", ""),
    }


def _labels(part: dict[str, Any]) -> dict[str, str]:
    label = part.get("label", part["key"])
    if isinstance(label, str):
        return {"label_zh": label, "label_en": label}
    return {"label_zh": label.get("zh", ""), "label_en": label.get("en", "")}


def _content(version: TypeVersion) -> dict[str, Any]:
    return parts_of(version.definition())
