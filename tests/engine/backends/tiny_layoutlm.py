"""A LayoutLMv3 with random weights, and one that was taught what stands where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

LABELS = ("O", "B-INVOICE_NO", "I-INVOICE_NO", "B-TOTAL", "I-TOTAL", "B-SHOE_SIZE")


def layoutlm(folder: Path, *, lessons: Mapping[str, str] | None = None) -> Path:
    """``lessons`` are words with their labels; it is taught them in any order and place, so by their letters alone."""
    import torch
    from transformers import (
        LayoutLMv3Config,
        LayoutLMv3ForTokenClassification,
        LayoutLMv3ImageProcessorPil,
        LayoutLMv3Processor,
        LayoutLMv3Tokenizer,
    )

    from tests.engine.vlm.tiny import tokenizer

    # Each word becomes one token, as the first piece of a word is what bears its label.
    raw = tokenizer({}, ["<unk>", "<mask>"], bos="<s>", eos="</s>", pad="<pad>", size=900,
                    lessons=[f" {word}" for word in lessons or ("a",)] * 9)
    learned = json.loads(raw.backend_tokenizer.to_str())["model"]
    words = LayoutLMv3Tokenizer(vocab=learned["vocab"], merges=[tuple(m) for m in learned["merges"]])
    pictures = LayoutLMv3ImageProcessorPil(apply_ocr=False, size={"height": 32, "width": 32})
    config = LayoutLMv3Config(
        vocab_size=len(words), hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64,
        coordinate_size=8, shape_size=8, max_2d_position_embeddings=1024, max_position_embeddings=514, input_size=32,
        patch_size=16, pad_token_id=words.pad_token_id, bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        id2label=dict(enumerate(LABELS)), label2id={label: i for i, label in enumerate(LABELS)})
    torch.manual_seed(5)
    model = LayoutLMv3ForTokenClassification(config)
    processor = LayoutLMv3Processor(image_processor=pictures, tokenizer=words)
    if lessons:
        _teach(model, processor, lessons)
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def _teach(model, processor, lessons) -> None:
    import numpy as np
    import torch
    from PIL import Image

    steps = torch.optim.AdamW(model.parameters(), lr=3e-3)
    white = Image.fromarray(np.full((64, 64, 3), 255, np.uint8))
    draw = np.random.default_rng(0)
    marked = [word for word, label in lessons.items() if label != "O"]
    model.get_input_embeddings().weight.data.mul_(25)  # words far enough apart to be told from each other at once
    for _ in range(40):
        words = [str(word) for word in (*draw.choice(list(lessons), 6), *draw.choice(marked, 4))]
        draw.shuffle(words)
        corners = draw.integers(0, 500, (len(words), 2))
        boxes = [[int(x), int(y), int(x) + 200, int(y) + 30] for x, y in corners]
        batch = processor(white, words, boxes=boxes, word_labels=[LABELS.index(lessons[word]) for word in words],
                          return_tensors="pt")
        model(**batch).loss.backward()
        steps.step()
        steps.zero_grad()
    model.eval()
