"""DeepSeek-OCR, the first one, by the class of a later model of the same layout.

transformers has no class of its own for it, and the code beside its weights needs a release of transformers that is
years old. Unlimited-OCR, which it has a class for, was trained on from these weights: the same eye (SAM and CLIP), the
same mixture of experts, the same names of weights, but attention that reaches back a limited way, which is set here to
reach all the way. Tried on small random weights only, never on the published ones; a server remains the other way.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocr_engine.backends.weight_files import whole

_MARK = "<image>"
_PATCH, _MERGED = 16, 4             # a vision token stands for 64 x 64 pixels
_GREY, _MEAN, _SPREAD = 127, 0.5, 0.5
_SQUEEZED = 640                     # views up to this size are squeezed to a square, larger ones are padded to it
_FOREIGN = ("architectures", "auto_map", "model_type", "torch_dtype", "dtype", "sliding_window")


def load_v1(folder: Path, *, dtype: Any) -> tuple[Any, Any]:
    """(processor, model) from a folder on disk. Raises what the loaders of transformers raise."""
    from transformers import AutoTokenizer, UnlimitedOcrConfig, UnlimitedOcrForConditionalGeneration

    raw = json.loads((folder / "config.json").read_text("utf-8"))
    words = AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)
    language = {key: value for key, value in raw["language_config"].items() if key not in _FOREIGN}
    reach = int(language.get("max_position_embeddings", 8192))
    config = UnlimitedOcrConfig(text_config={**language, "sliding_window": reach}, vision_config=_eye(raw),
                                image_token_id=words.convert_tokens_to_ids(_MARK))
    model = whole(UnlimitedOcrForConditionalGeneration.from_pretrained(
        str(folder), config=config, dtype=dtype, local_files_only=True, use_safetensors=True,
        output_loading_info=True))
    return Views(words), model


def _eye(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The published description of the two encoders in the words of the class; what it leaves out stays as it is."""
    widths = raw.get("vision_config", {}).get("width", {})
    sam, clip = widths.get("sam_vit_b", {}), widths.get("clip-l-14-224", {})
    both = {"layers": "num_hidden_layers", "heads": "num_attention_heads", "width": "hidden_size"}
    mine = {**both, "global_attn_indexes": "global_attn_indexes", "downsample_channels": "downsample_channels"}
    sam_config = {name: sam[key] for key, name in mine.items() if key in sam}
    encoder = {name: clip[key] for key, name in {**both, "image_size": "image_size", "patch_size": "patch_size"}.items()
               if key in clip}
    if "width" in sam:
        sam_config["mlp_dim"] = 4 * sam["width"]
    if "width" in clip:
        encoder["intermediate_size"] = 4 * clip["width"]
    return {"sam_config": sam_config, "encoder_config": encoder}


class Inputs(dict[str, Any]):
    """What the model is given; only tensors move to a device."""

    def to(self, device: Any, dtype: Any = None) -> Inputs:
        import torch

        def moved(value: Any) -> Any:
            if not isinstance(value, torch.Tensor):
                return value
            return value.to(device, dtype=dtype if value.is_floating_point() else None)

        return Inputs({name: moved(value) for name, value in self.items()})


class Views:
    """Pictures and prompts as the model takes them: the whole page, and the tiles of it where its mode has some."""

    begins_texts = True

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer

    def save_pretrained(self, folder: Path) -> None:
        self.tokenizer.save_pretrained(folder)

    def __call__(self, *, images: Sequence[Any], text: Sequence[str], size: Mapping[str, int] | None = None,
                 tile_size: int = 640, max_patches: int = 9, **_: Any) -> Inputs:
        """``images`` are PIL pictures, one for each text; a tile size that no picture exceeds gives the view alone."""
        import torch

        side = (size or {"height": 1024})["height"]
        views, tiles, grids, rows = [], [], [], []
        for picture, prompt in zip(images, text, strict=True):
            pixels = np.asarray(picture.convert("RGB"))
            grid = grid_of(pixels.shape[1], pixels.shape[0], tile_size, max_patches)
            views.append(view_of(pixels, side))
            tiles += tiles_of(pixels, grid, tile_size) if grid != (1, 1) else []
            grids.append(grid)
            rows.append(self._ids(prompt, side, tile_size, grid))
        longest = max(map(len, rows))
        pad = self.tokenizer.pad_token_id
        made = Inputs(
            input_ids=torch.tensor([[pad] * (longest - len(row)) + row for row in rows]),
            attention_mask=torch.tensor([[0] * (longest - len(row)) + [1] * len(row) for row in rows]),
            pixel_values=torch.from_numpy(np.stack(views)), patches_grid=[list(grid) for grid in grids],
            num_local_patches=[grid[0] * grid[1] if grid != (1, 1) else 0 for grid in grids])
        if tiles:
            made["pixel_values_local"] = torch.from_numpy(np.stack(tiles))
        return made

    def _ids(self, prompt: str, side: int, tile: int, grid: tuple[int, int]) -> list[int]:
        """The prompt with the picture's mark as often as the model makes tokens of it: a row ends with one more."""
        across = math.ceil(side / _PATCH / _MERGED)
        count = across * (across + 1) + 1
        if grid != (1, 1):
            detail = math.ceil(tile / _PATCH / _MERGED)
            count += grid[1] * detail * (grid[0] * detail + 1)
        before, _mark, behind = prompt.partition(_MARK)
        words = [self.tokenizer(part, add_special_tokens=False)["input_ids"] if part else []
                 for part in (before, behind)]
        mark = self.tokenizer.convert_tokens_to_ids(_MARK)
        return [self.tokenizer.bos_token_id, *words[0], *[mark] * count, *words[1]]


def grid_of(width: int, height: int, tile: int, most: int) -> tuple[int, int]:
    """(columns, rows) of tiles whose shape is nearest to the picture's; (1, 1) where it needs none.

    Of several as near, the one with more tiles, as long as the picture fills at least half of them.
    """
    if max(width, height) <= tile:
        return 1, 1
    best, nearest = (1, 1), math.inf
    shapes = [(c, r) for c in range(1, most + 1) for r in range(1, most + 1) if 2 <= c * r <= most]
    for columns, rows in sorted(shapes, key=lambda shape: shape[0] * shape[1]):
        far = abs(width / height - columns / rows)
        if far < nearest or (far == nearest and width * height > 0.5 * tile * tile * columns * rows):
            best, nearest = (columns, rows), far
    return best


def view_of(pixels: np.ndarray, side: int) -> np.ndarray:
    """The whole page in a square, shape (3, side, side): squeezed for a small view, on grey for a large one."""
    import cv2

    if side <= _SQUEEZED:
        return _normal(cv2.resize(pixels, (side, side), interpolation=cv2.INTER_AREA))
    scale = side / max(pixels.shape[:2])
    wide, high = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    square = np.full((side, side, 3), _GREY, np.uint8)
    top, left = (side - high) // 2, (side - wide) // 2
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    square[top:top + high, left:left + wide] = cv2.resize(pixels, (wide, high), interpolation=how)
    return _normal(square)


def tiles_of(pixels: np.ndarray, grid: tuple[int, int], tile: int) -> list[np.ndarray]:
    """The tiles row by row, each (3, tile, tile)."""
    import cv2

    columns, rows = grid
    whole = _normal(cv2.resize(pixels, (columns * tile, rows * tile), interpolation=cv2.INTER_CUBIC))
    return [np.ascontiguousarray(whole[:, r * tile:(r + 1) * tile, c * tile:(c + 1) * tile])
            for r in range(rows) for c in range(columns)]


def _normal(pixels: np.ndarray) -> np.ndarray:
    return ((pixels.astype(np.float32) / 255 - _MEAN) / _SPREAD).transpose(2, 0, 1).copy()
