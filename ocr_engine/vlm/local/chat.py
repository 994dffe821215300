"""Pictures and questions as a model in this process takes them: its own chat template, or plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ocr_engine.vlm.local.weights import Loaded
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.modes import options
from ocr_engine.vlm.questions.pictures import fitted

Asked = tuple[np.ndarray, Question]


def inputs_of(loaded: Loaded, asked: Sequence[Asked]) -> Any:
    """A batch for ``generate``: prompts end on the same column. ``asked`` are pictures (RGB, uint8) with questions."""
    from PIL import Image

    spec, processor = loaded.spec, loaded.processor
    pictures = [Image.fromarray(fitted(image, spec.pixels)) for image, _question in asked]
    padding = {"padding": True} if len(asked) > 1 else {}
    if spec.plain:
        start = "" if getattr(processor, "begins_texts", False) else _start(loaded.tokenizer)
        texts = [f"{start}<image>\n{question.prompt}" for _image, question in asked]
        how = {**padding, **options(asked[0][1].mode)}  # whoever makes a batch puts one mode into it
        return processor(images=pictures, text=texts, return_tensors="pt", **how).to(
            loaded.model.device, dtype=loaded.model.dtype)
    talks = [messages(picture, question) for picture, (_image, question) in zip(pictures, asked, strict=True)]
    return processor.apply_chat_template(
        talks, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt",
        processor_kwargs=padding,
    ).to(loaded.model.device, dtype=loaded.model.dtype)


def _start(tokenizer: Any) -> str:
    """The mark that plain prompts begin with, where the tokenizer does not put it there itself."""
    if tokenizer.bos_token is None:
        return ""
    return "" if tokenizer("x")["input_ids"][0] == tokenizer.bos_token_id else str(tokenizer.bos_token)


def messages(picture: Any, question: Question) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = [{"type": "image", "image": picture}, {"type": "text", "text": question.prompt}]
    if question.before:
        content.insert(0, {"type": "text", "text": question.before})
    told: list[dict[str, Any]] = [{"role": "user", "content": content}]
    if question.system is not None:
        told.insert(0, {"role": "system", "content": [{"type": "text", "text": question.system}]})
    return told


def ends_of(loaded: Loaded) -> list[int]:
    """The tokens that end an answer."""
    ends = loaded.model.generation_config.eos_token_id
    if ends is None:
        ends = loaded.tokenizer.eos_token_id
    return list(ends) if isinstance(ends, (list, tuple)) else [ends]


def window_of(model: Any) -> int:
    """How many tokens of prompt and answer together the model was made for."""
    language = model.config.get_text_config()
    return int(getattr(language, "max_position_embeddings", None) or 1 << 20)
