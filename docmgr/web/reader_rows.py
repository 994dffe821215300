"""Readers that can be fine-tuned for a type: what each is, whether it can start, and which version of it is live."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from docmgr.doctypes.models import DocumentType
from docmgr.training.models import ModelVersion
from docmgr.training.trained import finetuning

_ABOUT: dict[str, Any] = {
    "trocr": _("Reads single lines, handwriting above all. Learns from the lines of confirmed values."),
    "hunyuan": _("Reads whole pages with a large model. A small adapter (LoRA) learns from confirmed pages."),
}


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """``refusal``: why it cannot be started, in a sentence; empty where it can."""

    kind: str
    name: str
    about: str
    refusal: str
    live: ModelVersion | None


def reader_rows(doc_type: DocumentType) -> list[ReaderRow]:
    """One query, and a look at the disk."""
    live = {v.engine: v for v in doc_type.models.filter(state=ModelVersion.State.LIVE).defer("documents", "trust")}
    return [ReaderRow(kind, str(ModelVersion.Engine(kind).label), str(about), str(finetuning.refusal(kind)),
                      live.get(kind)) for kind, about in _ABOUT.items()]
