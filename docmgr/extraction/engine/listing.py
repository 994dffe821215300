"""Which engines there are, what each can do, what it lacks, and what the settings have chosen. Looks at files only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from docmgr.extraction import messages

LABELS = {"ppocr": "PP-OCR", "trocr": "TrOCR", "layoutlmv3": "LayoutLMv3", "mlm": "BERT (MLM)"}


@dataclass(frozen=True, slots=True)
class EngineRow:
    """``runs`` is "cpu", "transformers", "server" or "transformers or server"; ``lack`` and ``params`` say in a code
    what is missing ("" where it is ready); ``where`` is its folder or server, else the settings that name one."""

    name: str
    label: str
    runs: str
    tasks: tuple[str, ...]
    lack: str
    params: dict[str, Any]
    where: str

    @property
    def ready(self) -> bool:
        return not self.lack


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the settings say, nothing secret. ``fields``: whether the model ``vlm`` reads fields.

    ``code_for`` is the label of the family whose own code may run.
    """

    vlm: str
    fields: bool
    server: str
    folder: str
    adapter: str
    mode: str
    device: str
    lines: str
    trocr: str
    layoutlm: str
    mlm: str
    code_for: str


def backends() -> list[EngineRow]:
    """Every engine of the registry. Milliseconds: no model is loaded, no server is asked."""
    from docmgr.extraction.engine.reading import config
    from ocr_engine.backends.registry import states

    return [EngineRow(row["name"], label_of(row["name"]), row["runs"], tuple(row["tasks"]), lack.code,
                      dict(lack.params), address(row["where"])) for row, lack in states(config())]


def out_of_order() -> list[str]:
    """Labels of the readers that the settings choose and that cannot read, PP-OCR among them. As cheap."""
    from docmgr.extraction.engine.reading import config

    c = config()
    wanted = {"ppocr": True, "trocr": c.lines != "ppocr", "layoutlmv3": bool(c.layoutlm_path),
              "mlm": bool(c.mlm_path), c.vlm: bool(c.vlm)}
    return [row.label for row in backends() if wanted.get(row.name) and not row.ready]


def chosen() -> Chosen:
    from docmgr.extraction.engine.reading import config

    c = config()
    fields = any(row.name == c.vlm and "fields" in row.tasks for row in backends())
    return Chosen(vlm=label_of(c.vlm) if c.vlm else "", fields=fields, server=address(c.vlm_url), folder=c.vlm_path,
                  adapter=c.vlm_adapter, mode=c.vlm_mode, device=c.vlm_device, lines=c.lines, trocr=c.trocr_path,
                  layoutlm=c.layoutlm_path, mlm=c.mlm_path, code_for=label_of(c.vlm_code) if c.vlm_code else "")


def model_socket() -> str:
    """Where the process that holds the model listens; "" where the settings name no model that runs here."""
    from docmgr.extraction.engine.reading import config

    return config().vlm_socket


def address(where: str) -> str:
    """An address without the name and password that may stand in it; anything else as it is."""
    parts = urlsplit(where) if where.startswith(("http://", "https://")) else None
    if parts is None or "@" not in parts.netloc:
        return where
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def label_of(name: str) -> str:
    """What people call an engine: "ppocr" is PP-OCR."""
    from ocr_engine.vlm.questions.specs import SPECS

    return messages.engine_label(SPECS[name].label if name in SPECS else LABELS.get(name, name))
