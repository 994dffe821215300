"""The door to the reading engine: the only package that imports ``ocr_engine``.

Plain values go in and out, so that nothing else in docmgr depends on the engine's types. The engine is imported inside
the functions: a web process that only asks for the kind of a file never loads models.
"""

from docmgr.extraction.engine.asking import Known, ask_light, ask_model, tables_workbook, who_answers, why_nobody
from docmgr.extraction.engine.confidence import (
    ReviewedSigns,
    ReviewedValue,
    Unseen,
    as_first_read,
    budget_trial,
    certify,
    fit_trust,
    monitored,
    reliability,
    trusted_without,
)
from docmgr.extraction.engine.cutting import cut
from docmgr.extraction.engine.definitions import (
    assemble_prompt,
    check_definition,
    takes_too_long,
    try_on,
    whole_definition,
)
from docmgr.extraction.engine.errors import BadUpload, ReadingFailed
from docmgr.extraction.engine.finetuning import base_model, finetune
from docmgr.extraction.engine.holding import MODEL_HELD, MODEL_HOST
from docmgr.extraction.engine.label_issues import LabelCheck
from docmgr.extraction.engine.layouts import layouts_of
from docmgr.extraction.engine.learning import Taught, Told, observe, opened, train, usable
from docmgr.extraction.engine.listing import Chosen, EngineRow, backends, chosen, label_of, model_socket, out_of_order
from docmgr.extraction.engine.measuring import (
    Given,
    Gold,
    Measured,
    answers,
    given,
    gold_values,
    in_order,
    keep_pages,
    let_go,
    measure,
    outcomes,
    same_value,
)
from docmgr.extraction.engine.nearness import TYPE_DOUBT, KnownLayouts, knows_layout, vouched_for
from docmgr.extraction.engine.picturing import codes_on, words_only
from docmgr.extraction.engine.plain import SECOND_LOOK, EnginePage, EngineResult, EngineValue, page_of
from docmgr.extraction.engine.reading import MEDIA_TYPES, Progress, config, health, read, sniff
from docmgr.extraction.engine.release import release
from docmgr.extraction.engine.rows import beside, in_rows
from docmgr.extraction.engine.trialling import Judged, answered_by_others
from docmgr.extraction.engine.values import SHAPED_KINDS, Normalised, normalise, recheck, spans_of

__all__ = [
    "MEDIA_TYPES", "MODEL_HELD", "MODEL_HOST", "SECOND_LOOK", "SHAPED_KINDS", "TYPE_DOUBT", "BadUpload", "Chosen",
    "EnginePage", "EngineResult", "EngineRow", "EngineValue", "Given", "Gold", "Judged", "Known", "KnownLayouts",
    "LabelCheck", "Measured", "Normalised", "Progress", "ReadingFailed", "ReviewedSigns", "ReviewedValue", "Taught",
    "Told", "Unseen", "answered_by_others", "answers", "as_first_read", "ask_light", "ask_model", "assemble_prompt",
    "backends", "base_model", "beside", "budget_trial", "certify", "check_definition", "chosen", "codes_on",
    "config", "cut", "finetune", "fit_trust", "given", "gold_values", "health", "in_order", "in_rows", "keep_pages",
    "knows_layout", "label_of", "layouts_of", "let_go", "measure", "model_socket", "monitored", "normalise",
    "observe", "opened", "out_of_order", "outcomes", "page_of", "read", "recheck", "release", "reliability",
    "same_value", "sniff", "spans_of", "tables_workbook", "takes_too_long", "train", "trusted_without", "try_on",
    "usable", "vouched_for", "who_answers", "whole_definition", "why_nobody", "words_only",
]
