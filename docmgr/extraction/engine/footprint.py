"""What the readers of the settings add to the memory of each process that reads, beside the text reader itself."""

from __future__ import annotations

from pathlib import Path

from docmgr.extraction.engine.reading import config


def weights_mb() -> int:
    """Megabytes of the models that stay in a worker's process. Twice their files: weights in half precision are widened
    on the CPU, and of a fine-tuned reader two versions are kept. The vision-language model has a process of its own."""
    plain = config()
    folders = [plain.trocr_path if plain.lines != "ppocr" else "", plain.layoutlm_path, plain.mlm_path]
    files = [file for folder in folders if folder for file in Path(folder).glob("*.safetensors")]
    return 2 * sum(file.stat().st_size for file in files) // 2**20
