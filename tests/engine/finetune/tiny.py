"""TrOCR with random weights, a thousand times too small, and lines of print to teach it."""

from __future__ import annotations

import json
import random
from pathlib import Path

import cv2
import numpy as np

WORDS = ("12.50", "TOTAL", "2024", "NOTE")


def trocr(folder: Path) -> Path:
    import torch
    from transformers import (
        TrOCRConfig,
        TrOCRProcessor,
        VisionEncoderDecoderConfig,
        VisionEncoderDecoderModel,
        ViTConfig,
        ViTImageProcessorPil,
    )

    from tests.engine.vlm.tiny import tokenizer

    words = tokenizer({}, ["<unk>"], bos="<s>", eos="</s>", pad="<pad>")
    # Paper is nought and ink far from it: so small a model has no depth to find out by itself.
    pictures = ViTImageProcessorPil(size={"height": 16, "width": 64}, image_mean=[0.9] * 3, image_std=[0.15] * 3)
    processor = TrOCRProcessor(image_processor=pictures, tokenizer=words)
    encoder = ViTConfig(hidden_size=48, num_hidden_layers=1, num_attention_heads=4, intermediate_size=64,
                        image_size=[16, 64], patch_size=8, initializer_range=0.1, hidden_dropout_prob=0.0,
                        attention_probs_dropout_prob=0.0)
    decoder = TrOCRConfig(vocab_size=len(words), d_model=48, decoder_layers=1, decoder_attention_heads=4,
                          decoder_ffn_dim=64, max_position_embeddings=24, cross_attention_hidden_size=48, init_std=0.1,
                          dropout=0.0, pad_token_id=words.pad_token_id, bos_token_id=words.bos_token_id,
                          eos_token_id=words.eos_token_id, decoder_start_token_id=words.bos_token_id)
    torch.manual_seed(3)
    model = VisionEncoderDecoderModel(VisionEncoderDecoderConfig.from_encoder_decoder_configs(encoder, decoder))
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def print_of(text: str, *, seed: int) -> np.ndarray:
    """A line of print with some noise, RGB."""
    draw = random.Random(seed)
    picture = np.full((32, 128, 3), 255, np.uint8)
    cv2.putText(picture, text, (4 + draw.randrange(6), 24), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    noise = np.random.default_rng(seed).integers(0, 30, picture.shape, np.uint8)
    return picture - noise


def imagefolder(folder: Path, lines: int = 32) -> Path:
    """``lines`` strips of four words, each layout holding every word."""
    folder.mkdir(parents=True)
    rows = []
    for number in range(lines):
        text, name = WORDS[number % len(WORDS)], f"{number:03d}.png"
        cv2.imwrite(str(folder / name), print_of(text, seed=number))
        rows.append({"file_name": name, "text": text, "layout": f"layout-{number // 4}"})
    (folder / "metadata.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder
