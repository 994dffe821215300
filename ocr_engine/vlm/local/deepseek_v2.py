"""DeepSeek-OCR 2 as its authors publish it, by the class that transformers has for it.

transformers opens an edition that was converted for it. The original has the same weights under the same old names,
which the class knows, but a config.json for code of its own, and no description of how pictures are prepared. Half of
the sizes stand in that code only: they are read from the weights. Tried on small random weights only.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ocr_engine.backends.weight_files import config_of, whole

_MARK = "<image>"
_HEAD = 64                          # Qwen2's width of a head of attention
_QWEN2_ROTATION = 1_000_000.0
_EYE = "model.qwen2_model.model.model.layers."
_FOREIGN = ("architectures", "auto_map", "model_type", "torch_dtype", "dtype", "sliding_window", "rope_scaling")

Shapes = Mapping[str, tuple[int, ...]]


def load_v2(folder: Path, *, dtype: Any) -> tuple[Any, Any]:
    """(processor, model) from a folder on disk. Raises what the loaders of transformers raise."""
    from transformers import (
        AutoTokenizer,
        DeepseekOcr2Config,
        DeepseekOcr2ForConditionalGeneration,
        DeepseekOcr2ImageProcessorPil,
        DeepseekOcr2Processor,
    )

    raw, shapes = config_of(folder), shapes_in(folder)
    words = AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    config = DeepseekOcr2Config(
        text_config=_language(raw["language_config"]), vision_config=_eyes(raw["vision_config"]["width"], shapes),
        image_token_id=words.convert_tokens_to_ids(_MARK))
    model = whole(DeepseekOcr2ForConditionalGeneration.from_pretrained(
        str(folder), config=config, dtype=dtype, local_files_only=True, use_safetensors=True,
        output_loading_info=True))
    return DeepseekOcr2Processor(image_processor=DeepseekOcr2ImageProcessorPil(), tokenizer=words), model


def shapes_in(folder: Path) -> dict[str, tuple[int, ...]]:
    """The name and shape of every weight. Reads the heads of the files only."""
    from safetensors import safe_open

    shapes: dict[str, tuple[int, ...]] = {}
    for file in sorted(folder.glob("*.safetensors")):
        with safe_open(str(file), framework="pt") as weights:
            shapes |= {name: tuple(weights.get_slice(name).get_shape()) for name in weights.keys()}  # noqa: SIM118
    return shapes


def _language(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The first layers are dense, the others mixtures of experts."""
    dense, layers = int(raw.get("first_k_dense_replace", 1)), int(raw["num_hidden_layers"])
    kept = {key: value for key, value in raw.items() if key not in _FOREIGN and value is not None}
    return {**kept, "mlp_layer_types": ["dense" if i < dense else "sparse" for i in range(layers)]}


def _eyes(widths: Mapping[str, Any], shapes: Shapes) -> dict[str, Any]:
    sam = widths["sam_vit_b"]
    layers = {int(name[len(_EYE):].partition(".")[0]) for name in shapes if name.startswith(_EYE)}
    wide, keys = shapes[f"{_EYE}0.mlp.gate_proj.weight"], shapes[f"{_EYE}0.self_attn.k_proj.weight"]
    head = min(_HEAD, wide[1], keys[0])
    sizes = {part: shapes[f"model.sam_model.{part}"][0]
             for part in ("blocks.0.mlp.lin1.bias", "neck.0.weight", "net_2.weight", "net_3.weight")}
    return {
        "sam_config": {
            "hidden_size": sam["width"], "num_hidden_layers": sam["layers"], "num_attention_heads": sam["heads"],
            "global_attn_indexes": sam["global_attn_indexes"], "mlp_dim": sizes["blocks.0.mlp.lin1.bias"],
            "output_channels": sizes["neck.0.weight"],
            "use_rel_pos": "model.sam_model.blocks.0.attn.rel_pos_h" in shapes,
            # config.json says 1024 for the second, the weights of the published model have 896.
            "downsample_channels": [sizes["net_2.weight"], sizes["net_3.weight"]],
        },
        "encoder_config": {
            "hidden_size": wide[1], "intermediate_size": wide[0], "num_hidden_layers": len(layers),
            "num_attention_heads": wide[1] // head, "num_key_value_heads": keys[0] // head,
            "rope_parameters": {"rope_type": "default", "rope_theta": _QWEN2_ROTATION},
        },
    }
