"""GLM-OCR and InternVL with random weights, saved as their publishers save them: with a part for videos."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.engine.vlm.tiny import tokenizer

_CHAT = (
    "{%- for m in messages %}{{- OPEN + m['role'] + '\n' }}{%- for c in m['content'] %}{%- if c['type'] == 'image' %}"
    "{{- IMAGE }}{%- else %}{{- c['text'] }}{%- endif %}{%- endfor %}{%- endfor %}"
    "{%- if add_generation_prompt %}{{- OPEN + 'assistant\n' }}{%- endif %}")


def _chat(opening: str, image: str) -> str:
    return _CHAT.replace("OPEN", repr(opening)).replace("IMAGE", repr(image))


def glm(folder: Path) -> Path:
    import torch
    from transformers import Glm46VImageProcessorPil, GlmOcrConfig, GlmOcrForConditionalGeneration

    words = tokenizer({"image_token": "<|image|>", "video_token": "<|video|>"},
                      ["<|begin_of_image|>", "<|end_of_image|>", "<|begin_of_video|>", "<|end_of_video|>", "<|user|>"],
                      bos="<bos>", eos="<eos>", pad="<pad>")
    ids = words.convert_tokens_to_ids
    config = GlmOcrConfig(
        text_config={"vocab_size": len(words), "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
                     "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16,
                     "max_position_embeddings": 4096, "pad_token_id": words.pad_token_id,
                     "eos_token_id": words.eos_token_id,
                     "rope_parameters": {"rope_type": "default", "rope_theta": 1e4, "mrope_section": [2, 3, 3],
                                         "partial_rotary_factor": 1.0}},
        vision_config={"depth": 1, "hidden_size": 48, "num_heads": 4, "intermediate_size": 64, "out_hidden_size": 64,
                       "patch_size": 14, "spatial_merge_size": 2, "temporal_patch_size": 2, "image_size": 112},
        image_token_id=words.image_token_id, video_token_id=words.video_token_id,
        image_start_token_id=ids("<|begin_of_image|>"), image_end_token_id=ids("<|end_of_image|>"),
        video_start_token_id=ids("<|begin_of_video|>"), video_end_token_id=ids("<|end_of_video|>"))
    torch.manual_seed(7)
    pictures = Glm46VImageProcessorPil(size={"shortest_edge": 56 * 56, "longest_edge": 56 * 56 * 16})
    return _saved(GlmOcrForConditionalGeneration(config), words, pictures, folder, "Glm46VProcessor",
                  _chat("<|user|>", "<|begin_of_image|><|image|><|end_of_image|>"), "Glm46VVideoProcessor", {})


def internvl(folder: Path) -> Path:
    import torch
    from transformers import GotOcr2ImageProcessorPil, InternVLConfig, InternVLForConditionalGeneration

    words = tokenizer({"start_image_token": "<img>", "end_image_token": "</img>",
                       "context_image_token": "<IMG_CONTEXT>", "video_token": "<video>"}, ["<|im_start|>"],
                      bos="<bos>", eos="<|im_end|>", pad="<pad>")
    places = (56 // 14) ** 2 // 4  # the square of patches, each four of them one token
    config = InternVLConfig(
        text_config={"model_type": "qwen2", "vocab_size": len(words), "hidden_size": 64, "intermediate_size": 96,
                     "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
                     "max_position_embeddings": 4096, "eos_token_id": words.eos_token_id,
                     "pad_token_id": words.pad_token_id},
        vision_config={"hidden_size": 48, "num_hidden_layers": 1, "num_attention_heads": 4, "intermediate_size": 64,
                       "image_size": [56, 56], "patch_size": [14, 14]},
        image_token_id=words.context_image_token_id, image_seq_length=places, downsample_ratio=0.5)
    torch.manual_seed(7)
    pictures = GotOcr2ImageProcessorPil(size={"height": 56, "width": 56}, crop_to_patches=True, min_patches=1,
                                        max_patches=4)
    return _saved(InternVLForConditionalGeneration(config), words, pictures, folder, "InternVLProcessor",
                  _chat("<|im_start|>", "<IMG_CONTEXT>\n"), "InternVLVideoProcessor", {"image_seq_length": places})


def _saved(model: Any, words: Any, pictures: Any, folder: Path, processor: str, chat: str, videos: str,
           more: dict[str, Any]) -> Path:
    model.generation_config.eos_token_id = words.eos_token_id
    model.generation_config.pad_token_id = words.pad_token_id
    model.save_pretrained(folder)
    words.save_pretrained(folder)
    pictures.save_pretrained(folder)
    (folder / "chat_template.jinja").write_text(chat, "utf-8")
    (folder / "video_preprocessor_config.json").write_text(json.dumps({"video_processor_type": videos}))
    (folder / "processor_config.json").write_text(json.dumps({"processor_class": processor, **more}))
    return folder
