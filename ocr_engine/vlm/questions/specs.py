"""The families of models that read pages: their prompts, and which reader understands the answer to each.

Prompts that a family documents are used letter by letter, since it was trained on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ocr_engine.extract.prompts import build_prompt
from ocr_engine.types import DocType
from ocr_engine.vlm.answers.ngrams import NoRepeat
from ocr_engine.vlm.questions.asking import LANGUAGES, Mode, Order, Question, Spec, Wording
from ocr_engine.vlm.questions.published import DEEPSEEK_OCR, DEEPSEEK_OCR_2
from ocr_engine.vlm.questions.reading import (
    as_deepseek,
    as_fields,
    as_hunyuan_spots,
    as_json_boxes,
    as_layout,
    as_markdown,
    as_markdown_with_otsl,
    as_paddle_spots,
    as_table,
    as_text,
)

_LONG, _SHORT = 8192, 2048
_GENERIC_SYSTEM = ("You read documents. Answer only with what stands on the page, letter by letter; never guess, never "
                   "translate unless asked, and use null for what is absent.")


def said(task: str, prompt: str, *, system: str | None = None, max_tokens: int = _LONG) -> Wording:
    """A wording that is the same for every page."""
    return lambda order: Question(task, prompt, system=system, max_tokens=max_tokens)


def schema_of(doc_type: DocType) -> Mapping[str, Any]:
    """The JSON schema of an answer: every field, a text or null, a list of texts for several."""
    one = {"type": ["string", "null"]}
    several = {"type": "array", "items": {"type": "string"}}
    return {"type": "object", "properties": {f.key: several if f.many else one for f in doc_type.fields},
            "required": [f.key for f in doc_type.fields], "additionalProperties": False}


def _type_of(order: Order) -> DocType:
    assert order.doc_type is not None, "a question for fields names their type"
    return order.doc_type


def _hunyuan_fields(order: Order) -> Question:
    doc_type = _type_of(order)
    return Question("fields", build_prompt(doc_type), system="", schema=schema_of(doc_type), max_tokens=_SHORT)


def _hunyuan_find(order: Order) -> Question:
    return Question("find", f"检测并识别图片中的“{order.words}”，将文本坐标格式化输出。", system="", max_tokens=_SHORT)


def _hunyuan_translate(order: Order) -> Question:
    target = LANGUAGES.get(order.language, (order.language, order.language))[1]
    prompt = f"先提取文字，再将文字内容翻译为{target}。若是文档，则其中页眉、页脚忽略。公式用latex格式表示，"
    prompt += "表格用html格式表示。"
    return Question("translate", prompt, system="", max_tokens=_LONG)


def _free(system: str | None) -> Wording:
    return lambda order: Question("free", order.words, system=system, max_tokens=_LONG)


def _clauses(system: str | None) -> Wording:
    return lambda order: Question(
        "clauses", f"List the key clauses of the contract on this page, subjects in {_language(order)} and in bold, "
        "each followed by the clause letter by letter. Leave out what is not on the page.", system=system,
        max_tokens=_LONG)


def _summary(system: str | None) -> Wording:
    return lambda order: Question(
        "summary", f"Summarise this page of the document in {_language(order)} in at most eight sentences: parties, "
        "subject, amounts, dates, duties. Say only what stands on the page.", system=system, max_tokens=_SHORT)


def _language(order: Order) -> str:
    return LANGUAGES.get(order.language, (order.language, ""))[0]


_HUNYUAN_PAGE = ("提取文档图片中正文的所有信息用markdown格式表示，其中页眉、页脚部分忽略，表格用html格式表达，"
                 "文档中公式用latex格式表示，按照阅读顺序组织进行解析。")
_HUNYUAN_CHART = "解析图中的图表，对于流程图使用 Mermaid 格式表示，其他图表使用 Markdown 格式表示。"

# Servers take their defaults from the weights' generation_config.json, where HunyuanOCR punishes what was said before:
# good for talk, bad for columns of noughts. vLLM's recipes switch it off.
_AS_PRINTED: Mapping[str, Any] = {"repetition_penalty": 1.0}

HUNYUAN = Spec(
    "hunyuan_ocr", "HunyuanOCR",
    {"fields": _hunyuan_fields,
     "spotting": said("spotting", "检测并识别图片中的文字，将文本坐标格式化输出。", system=""),
     "text": said("text", "提取图中的文字。", system=""), "markdown": said("markdown", _HUNYUAN_PAGE, system=""),
     "table": said("table", "把图中的表格解析为 HTML。", system=""), "translate": _hunyuan_translate,
     "find": _hunyuan_find, "free": _free(""),
     "formula": said("formula", "识别图片中的公式，用 LaTeX 格式表示。", system=""),
     "chart": said("chart", _HUNYUAN_CHART, system=""), "clauses": _clauses(""), "summary": _summary("")},
    {"fields": as_fields, "spotting": as_hunyuan_spots, "find": as_hunyuan_spots, "text": as_text,
     "markdown": as_markdown, "table": as_table, "translate": as_text, "free": as_text, "formula": as_text,
     "chart": as_markdown, "clauses": as_markdown, "summary": as_markdown},
    model_types=("hunyuan_vl",), pixels=(512 * 512, 2048 * 2048), for_server=_AS_PRINTED,
    edition="tencent/HunyuanOCR",
)


def _deepseek_find(order: Order) -> Question:
    return Question("find", f"Locate <|ref|>{order.words}<|/ref|> in the image.", max_tokens=_SHORT)


_DEEPSEEK_WORDINGS: Mapping[str, Wording] = {
    "text": said("text", "Free OCR."),
    "markdown": said("markdown", "<|grounding|>Convert the document to markdown."),
    "table": said("table", "<|grounding|>Convert the document to markdown."),
    "spotting": said("spotting", "<|grounding|>OCR this image."),
    "find": _deepseek_find,
    "free": _free(None),
    "chart": said("chart", "Parse the figure."),
}
# What its authors recommend against circles, here and in vLLM (its NGramPerReqLogitsProcessor, where it was started
# with it); cells of a table are alike for good reasons. The two numbers are their tokens in the published weights.
_DEEPSEEK_GUARD, _CELLS, _CELL_IDS = NoRepeat(30, 90), ("<td>", "</td>"), [128821, 128822]
# vLLM and SGLang leave out special tokens unless told otherwise, and with them every place.
_MARKS_KEPT: Mapping[str, Any] = {**_AS_PRINTED, "skip_special_tokens": False}
_DEEPSEEK_SERVED = {**_MARKS_KEPT, "vllm_xargs": {
    "ngram_size": _DEEPSEEK_GUARD.size, "window_size": _DEEPSEEK_GUARD.window, "whitelist_token_ids": _CELL_IDS}}


def _served(tile: int) -> tuple[Mode, ...]:
    """What vLLM makes of a picture: one view where no side is longer than a tile, else that view and up to six tiles.

    Nothing in a request changes it, so a page shrunk to any size between would cost tiles and show no more for them.
    """
    return (Mode("small", tile, 256), Mode("gundam", 1024, 256, tile=tile, tiles=6))


_DEEPSEEK_READERS = {"text": as_text, "markdown": as_deepseek, "table": as_deepseek, "spotting": as_deepseek,
                     "find": as_deepseek, "free": as_text, "chart": as_markdown}

DEEPSEEK = Spec(
    "deepseek_ocr", "DeepSeek-OCR", _DEEPSEEK_WORDINGS, _DEEPSEEK_READERS,
    model_types=(DEEPSEEK_OCR,), plain=True, keep_special=True, loop_allowed=_CELLS, no_repeat=_DEEPSEEK_GUARD,
    for_server=_DEEPSEEK_SERVED, edition="deepseek-ai/DeepSeek-OCR",
    modes=(Mode("tiny", 512, 64), Mode("small", 640, 100), Mode("base", 1024, 256), Mode("large", 1280, 400),
           Mode("gundam", 1024, 256, tile=640, tiles=9)),
    served_modes=_served(640),
)
DEEPSEEK_2 = Spec(
    "deepseek_ocr_2", "DeepSeek-OCR 2", _DEEPSEEK_WORDINGS, _DEEPSEEK_READERS,
    model_types=(DEEPSEEK_OCR_2,), plain=True, keep_special=True, loop_allowed=_CELLS, no_repeat=_DEEPSEEK_GUARD,
    for_server=_DEEPSEEK_SERVED, edition="deepseek-ai/DeepSeek-OCR-2",
    modes=(Mode("base", 1024, 256), Mode("gundam", 1024, 256, tile=768, tiles=6)),
    served_modes=_served(768),
)

PADDLE = Spec(
    "paddleocr_vl", "PaddleOCR-VL",
    {"text": said("text", "OCR:"), "table": said("table", "Table Recognition:"),
     "formula": said("formula", "Formula Recognition:"), "chart": said("chart", "Chart Recognition:"),
     "spotting": said("spotting", "Spotting:")},
    {"text": as_text, "table": as_table, "formula": as_text, "chart": as_markdown_with_otsl,
     "spotting": as_paddle_spots},
    model_types=("paddleocr_vl",), keep_special=True, pixels=(384 * 384, 1536 * 1536), for_server=_MARKS_KEPT,
    edition="PaddlePaddle/PaddleOCR-VL-1.5",
)


def _glm_fields(order: Order) -> Question:
    doc_type = _type_of(order)
    form = ", ".join(f'"{f.key}": {"[]" if f.many else chr(34) * 2}' for f in doc_type.fields)
    prompt = "请按下列JSON格式输出图中信息:\n{" + form + "}"
    return Question("fields", prompt, schema=schema_of(doc_type), max_tokens=_SHORT)


GLM = Spec(
    "glm_ocr", "GLM-OCR",
    {"fields": _glm_fields, "text": said("text", "Text Recognition:"), "table": said("table", "Table Recognition:"),
     "formula": said("formula", "Formula Recognition:")},
    {"fields": as_fields, "text": as_text, "table": as_table, "formula": as_text},
    model_types=("glm_ocr",), for_server=_AS_PRINTED, edition="zai-org/GLM-OCR",
)


def _generic_fields(order: Order) -> Question:
    """The type's part stands before the picture: every page of a type shares it with the system message."""
    doc_type = _type_of(order)
    before = build_prompt(doc_type, language="en")
    return Question("fields", "Answer with the JSON object for this page.", before, _GENERIC_SYSTEM,
                    schema_of(doc_type), _SHORT)


def _generic_find(order: Order) -> Question:
    wanted = f"Find every place that shows: {order.words}\n"
    if order.meant is not None:
        names = ", ".join(f'"{name}"' for name in order.meant.names)
        wanted += f"Documents call it {names}. {order.meant.hint}".rstrip() + "\n"
    return Question("find", wanted + _BOXES, system=_GENERIC_SYSTEM)


def _generic_translate(order: Order) -> Question:
    prompt = f"Translate all text of this page into {_language(order)}. Answer with the translation only."
    return Question("translate", prompt,
                    system="You translate documents completely and add nothing.", max_tokens=_LONG)


_BOXES = ('Answer with a JSON list of {"text": the words, "bbox": [x0, y0, x1, y1]}, the box on a scale of 0 to 1000 '
          "from the top left corner of the picture.")
_GENERIC_WORDINGS: Mapping[str, Wording] = {
    "fields": _generic_fields, "find": _generic_find, "translate": _generic_translate, "free": _free(_GENERIC_SYSTEM),
    "text": said("text", "Write down all text of this page in reading order.", system=_GENERIC_SYSTEM),
    "markdown": said("markdown", "Convert this page to Markdown; tables as HTML, formulae as LaTeX.",
                     system=_GENERIC_SYSTEM),
    "table": said("table", "Write down every table of this page as HTML.", system=_GENERIC_SYSTEM),
    "spotting": said("spotting", f"List every line of text on this page. {_BOXES}", system=_GENERIC_SYSTEM),
    "formula": said("formula", "Write down the formulae of this page as LaTeX.", system=_GENERIC_SYSTEM),
    "chart": said("chart", "Write down the data of the charts of this page as Markdown tables.",
                  system=_GENERIC_SYSTEM),
    "clauses": _clauses(_GENERIC_SYSTEM), "summary": _summary(_GENERIC_SYSTEM),
}
_GENERIC_READERS = {"fields": as_fields, "find": as_json_boxes, "spotting": as_json_boxes, "translate": as_text,
                    "free": as_text, "text": as_text, "markdown": as_markdown, "table": as_table, "formula": as_text,
                    "chart": as_markdown, "clauses": as_markdown, "summary": as_markdown}
# dots.ocr was trained on these very letters, line breaks and indents included (its prompt_layout_all_en).
_DOTS_PAGE = """\
Please output the layout information from the PDF image, including each layout element's bbox, its category, and the \
corresponding text content within the bbox.

1. Bbox format: [x1, y1, x2, y2]

2. Layout Categories: The possible categories are ['Caption', 'Footnote', 'Formula', 'List-item', 'Page-footer', \
'Page-header', 'Picture', 'Section-header', 'Table', 'Text', 'Title'].

3. Text Extraction & Formatting Rules:
    - Picture: For the 'Picture' category, the text field should be omitted.
    - Formula: Format its text as LaTeX.
    - Table: Format its text as HTML.
    - All Others (Text, Title, etc.): Format their text as Markdown.

4. Constraints:
    - The output text must be the original text from the image, with no translation.
    - All layout elements must be sorted according to human reading order.

5. Final Output: The entire output must be a single JSON object.
"""

DOTS = Spec(
    "dots_ocr", "dots.ocr",
    {"text": said("text", "Extract the text content from this image."), "markdown": said("markdown", _DOTS_PAGE),
     "free": _free(None)},
    {"text": as_text, "markdown": as_layout, "free": as_text},
    model_types=("dots_ocr",), own_code=True, for_server=_AS_PRINTED, edition="rednote-hilab/dots.ocr",
)
INTERNVL = Spec("internvl", "InternVL", _GENERIC_WORDINGS, _GENERIC_READERS, model_types=("internvl",),
                for_server=_AS_PRINTED, edition="OpenGVLab/InternVL3-1B-hf")
OPENAI = Spec("openai", "OpenAI-compatible server", _GENERIC_WORDINGS, _GENERIC_READERS, in_process=False)

SPECS: dict[str, Spec] = {s.name: s for s in (HUNYUAN, DEEPSEEK, DEEPSEEK_2, PADDLE, GLM, DOTS, INTERNVL, OPENAI)}


def stored_prompt(spec: Spec, doc_type: DocType) -> str:
    """What is kept with a run: the whole request for the fields, in the order in which it is sent."""
    question = spec.ask(Order("fields", doc_type))
    return "\n".join(p for p in (question.system or "", question.before, question.prompt) if p)
