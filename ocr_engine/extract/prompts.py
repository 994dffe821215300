"""What a vision-language model would be asked for this type: assembled here, stored with every run."""

from __future__ import annotations

from ocr_engine.types import DocType, FieldSpec


def build_prompt(doc_type: DocType, *, language: str = "zh") -> str:
    """The type's own text first, then the request for its fields with their hints, in the wording of the language."""
    parts = [doc_type.prompt.strip(), _request(doc_type, language), *_notes(doc_type, language)]
    return "\n".join(p for p in parts if p)


def hunyuan_ocr_prompt(doc_type: DocType) -> str:
    """HunyuanOCR's documented form for field extraction; it takes the bare list of names."""
    keys = ", ".join(f"'{f.key}'" for f in doc_type.fields)
    return f"提取图片中的: [{keys}] 的字段内容，并按照 JSON 格式返回。"


def _request(doc_type: DocType, language: str) -> str:
    if language == "zh":
        return hunyuan_ocr_prompt(doc_type)
    keys = ", ".join(f'"{f.key}"' for f in doc_type.fields)
    return f"Read these fields: [{keys}]. Answer with one JSON object; use null for a field that is absent."


def _notes(doc_type: DocType, language: str) -> list[str]:
    return [f"- {f.key}: {note}" for f in doc_type.fields if (note := _note(f, language))]


def _note(spec: FieldSpec, language: str) -> str:
    label = spec.label.get(language) or next(iter(spec.label.values()), "")
    said = [label if label != spec.key else "", spec.hint, _SEVERAL[language] if spec.many else ""]
    return ("；" if language == "zh" else "; ").join(s for s in said if s)


_SEVERAL = {"zh": "可有多个值，返回数组", "en": "several values are possible, answer with a list"}
