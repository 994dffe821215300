"""Checkpoints of three families' own classes, a thousand times too small, with random weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

LESSONS = ("检测并识别图片中的文字，将文本坐标格式化输出。提取图中的文字。", "OCR: Table Recognition: User: Assistant:",
           '{"invoice_no": "INV-2024-001", "total": "12.50"} (12,34),(56,78)', "合计 金额 发票号码 日期 2024-03-05")


def tokenizer(named: dict[str, str], extra: list[str], *, bos: str, eos: str, pad: str,
              lessons: Sequence[str] = LESSONS, size: int = 420) -> Any:
    """A byte-level tokenizer learned from a few sentences."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    raw = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    special = list(dict.fromkeys([pad, bos, eos, *named.values(), *extra]))
    raw.train_from_iterator(lessons, trainers.BpeTrainer(
        vocab_size=size, special_tokens=special, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False))
    return PreTrainedTokenizerFast(tokenizer_object=raw, bos_token=bos, eos_token=eos, pad_token=pad,
                                   extra_special_tokens=named, padding_side="left", model_max_length=8192)


HUNYUAN_CHAT = (
    "{{- '<bos>' }}{%- for m in messages %}{%- if m['role'] == 'system' %}{%- for c in m['content'] %}"
    "{{- c['text'] }}{%- endfor %}{{- '<sys>' }}{%- else %}{%- for c in m['content'] %}"
    "{%- if c['type'] == 'image' %}{{- '<im_start><im><im_end>' }}{%- else %}{{- c['text'] }}{%- endif %}"
    "{%- endfor %}{{- '<user>' }}{%- endif %}{%- endfor %}")


def hunyuan(folder: Path, *, teachable: bool = False) -> Path:
    """``teachable``: letters far enough apart that an adapter alone can make the model sure of one."""
    import torch
    from transformers import (
        HunYuanVLConfig,
        HunYuanVLForConditionalGeneration,
        HunYuanVLImageProcessorPil,
        HunYuanVLProcessor,
    )

    words = tokenizer({"image_start_token": "<im_start>", "image_end_token": "<im_end>", "image_token": "<im>"},
                      ["<sys>", "<im_line>", "<user>"], bos="<bos>", eos="<assistant>", pad="<pad>")
    pictures = HunYuanVLImageProcessorPil(size={"shortest_edge": 64 * 64, "longest_edge": 128 * 128})
    config = HunYuanVLConfig(
        text_config={"vocab_size": len(words), "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
                     "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 32,
                     "max_position_embeddings": 4096, "tie_word_embeddings": True,
                     "pad_token_id": words.pad_token_id, "bos_token_id": words.bos_token_id,
                     "eos_token_id": words.eos_token_id,
                     "rope_parameters": {"rope_type": "default", "rope_theta": 1e4, "mrope_section": [4, 4, 4, 4]}},
        vision_config={"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 1, "num_attention_heads": 4,
                       "out_hidden_size": 64, "text_hidden_size": 64, "patch_size": 16, "spatial_merge_size": 2,
                       "max_image_size": 512, "min_image_size": 64, "img_max_token_num": 1024,
                       "max_vit_seq_len": 1024},
        image_token_id=words.image_token_id, im_start_id=words.image_start_token_id,
        im_end_id=words.image_end_token_id, im_newline_id=words.convert_tokens_to_ids("<im_line>"),
        tie_word_embeddings=True)
    torch.manual_seed(7)
    model = HunYuanVLForConditionalGeneration(config)
    if teachable:
        model.get_input_embeddings().weight.data.mul_(15)
    return _saved(model, HunYuanVLProcessor(image_processor=pictures, tokenizer=words, chat_template=HUNYUAN_CHAT),
                  words, folder)


PADDLE_CHAT = (
    "{{- '<bos>' }}{%- for m in messages %}{{- 'User: ' }}{%- for c in m['content'] %}{%- if c['type'] == 'image' %}"
    "{{- '<im_start><im><im_end>' }}{%- else %}{{- c['text'] }}{%- endif %}{%- endfor %}{%- endfor %}"
    "{{- '\nAssistant:\n' }}")


def paddle(folder: Path, *, head: int = 16) -> Path:
    """``head``: the width of its attention heads; vLLM on a CPU has none for less than 32."""
    import torch
    from transformers import (
        PaddleOCRVLConfig,
        PaddleOCRVLForConditionalGeneration,
        PaddleOCRVLImageProcessorPil,
        PaddleOCRVLProcessor,
    )

    words = tokenizer({"image_token": "<im>"}, ["<im_start>", "<im_end>", "<video>"], bos="<bos>", eos="</s>",
                      pad="<pad>")
    pictures = PaddleOCRVLImageProcessorPil(size={"shortest_edge": 56 * 56, "longest_edge": 112 * 112})
    ids = words.convert_tokens_to_ids
    config = PaddleOCRVLConfig(
        text_config={"vocab_size": len(words), "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
                     "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": head,
                     "max_position_embeddings": 4096, "pad_token_id": words.pad_token_id,
                     "bos_token_id": words.bos_token_id, "eos_token_id": words.eos_token_id,
                     "rope_parameters": {"rope_type": "default", "rope_theta": 5e5,
                                         "mrope_section": [head // 8, head * 3 // 16, head * 3 // 16]}},
        vision_config={"hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 1, "num_attention_heads": 4,
                       "patch_size": 14, "image_size": 56, "spatial_merge_size": 2},
        image_token_id=words.image_token_id, video_token_id=ids("<video>"), vision_start_token_id=ids("<im_start>"),
        vision_end_token_id=ids("<im_end>"))
    torch.manual_seed(7)
    model = PaddleOCRVLForConditionalGeneration(config)
    return _saved(model, PaddleOCRVLProcessor(image_processor=pictures, tokenizer=words, chat_template=PADDLE_CHAT),
                  words, folder)


def _saved(model: Any, processor: Any, words: Any, folder: Path) -> Path:
    model.generation_config.eos_token_id = words.eos_token_id
    model.generation_config.pad_token_id = words.pad_token_id
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def deepseek_1(folder: Path) -> Path:
    """With config.json as the first DeepSeek-OCR's publishers write it."""
    import json

    import torch
    from transformers import UnlimitedOcrConfig, UnlimitedOcrForConditionalGeneration

    marks = ["<|ref|>", "<|/ref|>", "<|det|>", "<|/det|>", "<|grounding|>", "<td>", "</td>", "<image>"]
    words = tokenizer({}, marks, bos="<bos>", eos="<eos>", pad="<pad>")
    eye = {"sam_vit_b": {"width": 32, "layers": 2, "heads": 2, "global_attn_indexes": [1],
                         "downsample_channels": [24, 32]},
           "clip-l-14-224": {"width": 32, "layers": 1, "heads": 2, "image_size": 224, "patch_size": 14}}
    text = {"vocab_size": len(words), "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
            "num_attention_heads": 4, "num_key_value_heads": 4, "max_position_embeddings": 8192,
            "n_routed_experts": 4, "n_shared_experts": 1, "num_experts_per_tok": 2, "moe_intermediate_size": 32,
            "first_k_dense_replace": 1, "bos_token_id": words.bos_token_id, "eos_token_id": words.eos_token_id}
    config = UnlimitedOcrConfig(
        vision_config={
            "sam_config": {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "mlp_dim": 128,
                           "global_attn_indexes": [1], "downsample_channels": [24, 32]},
            "encoder_config": {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2,
                               "intermediate_size": 128}},
        text_config={**text, "sliding_window": 8192}, image_token_id=words.convert_tokens_to_ids("<image>"))
    torch.manual_seed(7)
    model = UnlimitedOcrForConditionalGeneration(config)
    model.generation_config.eos_token_id = words.eos_token_id
    model.generation_config.pad_token_id = words.pad_token_id
    model.save_pretrained(folder)
    words.save_pretrained(folder)
    (folder / "config.json").write_text(json.dumps({
        "model_type": "deepseek_vl_v2", "architectures": ["DeepseekOCRForCausalLM"],
        "language_config": text | {"architectures": ["DeepseekV2ForCausalLM"], "use_mla": False},
        "vision_config": {"image_size": 1024, "model_name": "deeplip_b_l", "width": eye}}))
    return folder


def deepseek_2(folder: Path) -> Path:
    """Its view and tiles are fixed at 1024 and 768 pixels, so only the layers are small."""
    import torch
    from transformers import (
        DeepseekOcr2Config,
        DeepseekOcr2ForConditionalGeneration,
        DeepseekOcr2ImageProcessorPil,
        DeepseekOcr2Processor,
    )

    marks = ["<|ref|>", "<|/ref|>", "<|det|>", "<|/det|>", "<|grounding|>", "<td>", "</td>"]
    words = tokenizer({"image_token": "<image>"}, marks, bos="<bos>", eos="<eos>", pad="<pad>")
    size = len(words)
    config = DeepseekOcr2Config(
        vision_config={
            "sam_config": {"hidden_size": 32, "output_channels": 16, "num_hidden_layers": 2, "num_attention_heads": 2,
                           "image_size": 1024, "patch_size": 16, "mlp_ratio": 2.0, "window_size": 14,
                           "global_attn_indexes": [1], "downsample_channels": [24, 32], "use_rel_pos": False},
            "encoder_config": {"vocab_size": 8, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 1,
                               "num_attention_heads": 2, "num_key_value_heads": 2}},
        text_config={"vocab_size": size, "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
                     "num_attention_heads": 4, "num_key_value_heads": 4, "max_position_embeddings": 4096,
                     "n_routed_experts": 4, "n_shared_experts": 1, "num_experts_per_tok": 2,
                     "moe_intermediate_size": 32, "mlp_layer_types": ["dense", "sparse"],
                     "bos_token_id": words.bos_token_id, "eos_token_id": words.eos_token_id,
                     "pad_token_id": words.pad_token_id},
        image_token_id=words.image_token_id)
    torch.manual_seed(7)
    model = DeepseekOcr2ForConditionalGeneration(config)
    processor = DeepseekOcr2Processor(image_processor=DeepseekOcr2ImageProcessorPil(), tokenizer=words)
    return _saved(model, processor, words, folder)
