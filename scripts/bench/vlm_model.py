"""A HunyuanOCR with random weights on disk, of its true size or a small part of it: only the shape makes it fast."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CHAT = (
    "{{- '<bos>' }}{%- for m in messages %}{%- for c in m['content'] %}{%- if c['type'] == 'image' %}"
    "{{- '<im_start><im><im_end>' }}{%- else %}{{- c['text'] }}{%- endif %}{%- endfor %}{{- '<user>' }}{%- endfor %}")
_MARKS = ("<pad>", "<bos>", "<eos>", "<user>", "<im_start>", "<im_end>", "<im>", "<im_line>")


@dataclass(frozen=True, slots=True)
class Shape:
    """Layers, width and feed-forward width of the language model; layers, width and feed-forward width of the eye."""

    layers: int
    width: int
    inner: int
    heads: int
    vocabulary: int
    eye_layers: int
    eye_width: int
    eye_inner: int


# As the published model's description gives it (1 B parameters), and one that a small machine can run.
SHAPES = {"full": Shape(24, 1024, 3584, 16, 120_818, 27, 1152, 4304),
          "small": Shape(4, 256, 896, 4, 8_192, 2, 144, 576)}


def config_of(shape: Shape) -> Any:
    """The configuration of such a model. Its marks are the tokens behind the 256 bytes."""
    from transformers import HunYuanVLConfig

    marks = {mark: 256 + i for i, mark in enumerate(_MARKS)}
    return HunYuanVLConfig(
        text_config={"vocab_size": shape.vocabulary, "hidden_size": shape.width, "intermediate_size": shape.inner,
                     "num_hidden_layers": shape.layers, "num_attention_heads": shape.heads,
                     "num_key_value_heads": shape.heads // 2, "head_dim": 128, "max_position_embeddings": 32_768,
                     "tie_word_embeddings": True, "pad_token_id": marks["<pad>"], "bos_token_id": marks["<bos>"],
                     "eos_token_id": marks["<eos>"],
                     "rope_parameters": {"rope_type": "default", "rope_theta": 1e4,
                                         "mrope_section": [16, 16, 16, 16]}},
        vision_config={"hidden_size": shape.eye_width, "intermediate_size": shape.eye_inner,
                       "num_hidden_layers": shape.eye_layers, "num_attention_heads": 16,
                       "out_hidden_size": shape.width, "text_hidden_size": shape.width},
        image_token_id=marks["<im>"], im_start_id=marks["<im_start>"], im_end_id=marks["<im_end>"],
        im_newline_id=marks["<im_line>"], tie_word_embeddings=True)


def build(folder: Path, shape: Shape, *, bfloat16: bool) -> int:
    """Writes the model and answers with the number of its parameters."""
    import torch
    from transformers import HunYuanVLForConditionalGeneration, HunYuanVLImageProcessorPil, HunYuanVLProcessor

    words = _tokenizer()
    torch.manual_seed(0)
    model = HunYuanVLForConditionalGeneration(config_of(shape))
    model.generation_config.eos_token_id = words.eos_token_id
    model.generation_config.pad_token_id = words.pad_token_id
    (model.to(torch.bfloat16) if bfloat16 else model).save_pretrained(folder)
    pictures = HunYuanVLImageProcessorPil(size={"shortest_edge": 512 * 512, "longest_edge": 2048 * 2048})
    HunYuanVLProcessor(image_processor=pictures, tokenizer=words, chat_template=_CHAT).save_pretrained(folder)
    return sum(weight.numel() for weight in model.parameters())


def _tokenizer() -> Any:
    """Bytes and marks; the vocabulary of the model is as large as the shape says all the same."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    raw = Tokenizer(models.BPE(vocab={letter: i for i, letter in enumerate(letters)}, merges=[]))
    raw.pre_tokenizer, raw.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    raw.add_special_tokens([AddedToken(mark, special=True) for mark in _MARKS])
    return PreTrainedTokenizerFast(
        tokenizer_object=raw, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", padding_side="left",
        model_max_length=32_768, extra_special_tokens={
            "image_start_token": "<im_start>", "image_end_token": "<im_end>", "image_token": "<im>"})
