"""What the page of the engines says: of each engine in plain words, of each setting, of each task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from docmgr.extraction import engine
from docmgr.extraction.asking import TASKS
from docmgr.extraction.engine import Chosen, EngineRow

# In the order of the page: what the product does for every document first.
WORDS: dict[str, Any] = {
    "fields": gettext_lazy("Fields of a document"), **TASKS, "handwriting": gettext_lazy("Handwriting"),
    "spelling": gettext_lazy("Spot misread words"),
}
RUNS: dict[str, Any] = {
    "cpu": gettext_lazy("this machine, CPU"), "transformers": gettext_lazy("this machine, from weights on disk"),
    "server": gettext_lazy("a model server"),
    "transformers or server": gettext_lazy("weights on disk or a model server"),
}
LACKS: dict[str, str] = {
    "weights": gettext_noop("No weights are named."),
    "server": gettext_noop("No server is named."),
    "weights_or_server": gettext_noop("Neither weights nor a server are named."),
    "package": gettext_noop("The Python package %(package)s is not installed."),
    "file": gettext_noop("These files are not in the folder: %(file)s."),
    "other_weights": gettext_noop("The folder holds weights of type %(found)s; %(wanted)s is needed."),
    "folder": gettext_noop("The folder does not hold config.json with *.safetensors."),
    "own_code": gettext_noop("%(label)s runs by Python files that lie beside its weights. %(setting)s would allow it."),
    "no_class": gettext_noop("%(label)s cannot be run in process. Serve it with vLLM and name its address."),
    "not_this_family": gettext_noop(
        "The folder holds weights of type %(found)s; %(wanted)s is needed, as in %(edition)s."),
    "pointer": gettext_noop("%(file)s is a pointer of git-lfs and not the file itself. Fetch it with git lfs pull."),
    "adapter_config": gettext_noop("The adapter's folder holds no adapter_config.json."),
    "adapter_kind": gettext_noop("The adapter is of type %(found)s; LORA is needed."),
    "adapter_weights": gettext_noop("The adapter's folder holds no adapter_model.safetensors."),
    "adapter_package": gettext_noop("The Python package %(package)s is not installed."),
}
LINES: dict[str, Any] = {
    "ppocr": gettext_lazy("PP-OCR reads every line (Latin, Chinese, Japanese)"),
    "trocr": gettext_lazy("TrOCR reads every line"),
    "handwriting": gettext_lazy("TrOCR reads the lines that PP-OCR is unsure of"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """``value`` says what is set, ``detail`` names its folder or server; ``on``: whether it is in use."""

    what: str
    value: str
    variables: tuple[str, ...]
    on: bool = True
    detail: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """Who does a task today ("" for nobody), who would do it, and a cell for each engine ("ready", "could", "")."""

    name: str
    today: str
    needed: str
    cells: tuple[str, ...]


def lack_of(row: EngineRow) -> str:
    return _(LACKS[row.lack]) % row.params if row.lack in LACKS else row.lack


def places_of(row: EngineRow) -> list[str]:
    """Where the engine is, or the settings that all have to be made; a stroke stands between those that do either."""
    folder = _("FOLDER")
    if not row.where.startswith("DOCMGR_OCR_"):
        return [row.where]
    return [part.replace(" or ", " / ").replace("FOLDER", folder) for part in row.where.split(" and ")]


def tasks_of(row: EngineRow) -> list[str]:
    return [str(words) for task, words in WORDS.items() if task in row.tasks]


def settings_of(chosen: Chosen) -> list[Setting]:
    """What is configured for what, with the variables that say so."""
    unused = _("not used")
    fields = _("PP-OCR and the built-in extractor")
    if chosen.fields:
        fields = _("PP-OCR and the built-in extractor, joined by %(model)s") % {"model": chosen.vlm}
    by_page = _("chosen page by page")
    return [
        Setting(_("Fields"), fields, ("DOCMGR_OCR_VLM",)),
        Setting(_("Where the model runs"), _where(chosen) if chosen.vlm else unused,
                ("DOCMGR_OCR_VLM_URL", "DOCMGR_OCR_VLM_PATH", "DOCMGR_OCR_VLM_DEVICE"), on=bool(chosen.vlm),
                detail=chosen.server or chosen.folder),
        Setting(_("LoRA adapter"), _("laid over the weights") if chosen.adapter else unused,
                ("DOCMGR_OCR_VLM_ADAPTER",), on=bool(chosen.adapter), detail=chosen.adapter),
        Setting(_("Resolution (DeepSeek-OCR)"), chosen.mode or by_page, ("DOCMGR_OCR_VLM_MODE",), on=bool(chosen.mode)),
        Setting(_("Lines and handwriting"), str(LINES[chosen.lines]), ("DOCMGR_OCR_LINES", "DOCMGR_OCR_TROCR_PATH"),
                detail=chosen.trocr if chosen.lines != "ppocr" else ""),
        Setting(_("Layout tags"), "LayoutLMv3" if chosen.layoutlm else unused, ("DOCMGR_OCR_LAYOUTLM_PATH",),
                on=bool(chosen.layoutlm), detail=chosen.layoutlm),
        Setting(_("Spot misread words"), _("a masked language model") if chosen.mlm else unused,
                ("DOCMGR_OCR_MLM_PATH",), on=bool(chosen.mlm), detail=chosen.mlm),
    ]


def _where(chosen: Chosen) -> str:
    return _("a model server") if chosen.server else _("this machine (%(device)s)") % {"device": chosen.device}


def task_lines(rows: Sequence[EngineRow]) -> list[TaskLine]:
    """Each task against each engine."""
    return [TaskLine(str(words), _today(task, rows), _needed(task, rows), tuple(_cell(task, row) for row in rows))
            for task, words in WORDS.items()]


def _cell(task: str, row: EngineRow) -> str:
    return "" if task not in row.tasks else "ready" if row.ready else "could"


def _today(task: str, rows: Sequence[EngineRow]) -> str:
    """The names of those that do it as things stand. A task that is asked for goes to one, the model first."""
    able = [row.label for row in rows if task in row.tasks and row.ready]
    by_name: Mapping[str, EngineRow] = {row.name: row for row in rows}
    if task in TASKS and engine.who_answers(task) == "light":
        return by_name["ppocr"].label
    if task in TASKS and engine.who_answers(task) == "model":
        return engine.chosen().vlm
    return _(", ").join(able)


def _needed(task: str, rows: Sequence[EngineRow]) -> str:
    return _(", ").join(row.label for row in rows if task in row.tasks and not row.ready)
