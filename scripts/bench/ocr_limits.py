"""How many born-digital pages a second the engine reads, and how much memory its reader holds after many pages."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pymupdf

from scripts.bench import ocr_pages
from scripts.bench.processes import cpu_of

_PARTS = 10
_FILE_PAGES = 50


def born_digital(pages: int) -> dict[str, Any]:
    """PDF files of up to 50 full pages through the confined parser and the text layer; wall clock, one process."""
    from ocr_engine.config import Config
    from ocr_engine.ingest import Parser
    from ocr_engine.reading import read

    config, this = Config.from_env(), psutil.Process()
    with tempfile.TemporaryDirectory() as folder, Parser(config) as parser:
        files = [_typed(Path(folder) / f"{start}.pdf", start, min(_FILE_PAGES, pages - start))
                 for start in range(0, pages, _FILE_PAGES)]
        read(files[0], config=config, parser=parser)
        cpu, started, words = cpu_of(this), time.perf_counter(), 0
        for file in files:
            for page in read(file, config=config, parser=parser).pages:
                assert page.source == "text_layer"
                words += sum(len(line.words) for line in page.lines)
        wall = time.perf_counter() - started
        spent = cpu_of(this) - cpu
    return {"pages": pages, "words_a_page": round(words / pages), "pages_per_second": round(pages / wall, 1),
            "pages_per_cpu_second": round(pages / max(spent, 0.01), 1)}


def _typed(path: Path, seed: int, pages: int) -> Path:
    """Full pages of running text, about 500 words each, with two columns of figures."""
    random, document = np.random.default_rng(seed), pymupdf.open()
    for _ in range(pages):
        page = document.new_page()
        writer = pymupdf.TextWriter(page.rect)
        for row in range(52):
            text = ocr_pages.phrase(random, "en", 9) if row % 4 else f"{row}   {random.integers(10**6)}.00"
            writer.append((50, 60 + 14 * row), text, fontsize=9.5)
        writer.write_text(page)
    document.save(path, garbage=3, deflate=True)
    return path


def endurance(pages: int) -> dict[str, Any]:
    """What this process holds after each tenth of the pages, which come in many sizes and densities, and the most that
    it ever held. Every tenth page is a large one, every twentieth lies on its side; drawing them is counted as well."""
    from ocr_engine.backends.rapid import RapidReader
    from ocr_engine.config import Config
    from ocr_engine.recognise.ocr import read_image

    reader, this, random = RapidReader(Config.from_env()), psutil.Process(), np.random.default_rng(1)
    held, started = [], cpu_of(this)
    for number in range(pages):
        read_image(_any_page(number, random), reader)
        if (number + 1) % max(1, pages // _PARTS) == 0:
            held.append(round(this.memory_info().rss / 1e6))
            print(f"{number + 1} pages, {held[-1]} MB", file=sys.stderr, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"pages": pages, "mb": held, "peak_mb": round(peak), "cpu": round((cpu_of(this) - started) / pages, 3)}


def _any_page(number: int, random: np.random.Generator) -> np.ndarray:
    dpi = random.integers(130, 220) if number % _PARTS == 0 else random.integers(40, 110)
    page = ocr_pages.draw(number, language="en" if number % 3 else "zh", dpi=int(dpi),
                          size=float(random.uniform(9, 20)))
    height, width = (int(side * random.uniform(0.3, 1.0)) for side in page.image.shape[:2])
    cut = page.image[:height, :width]
    return np.ascontiguousarray(np.rot90(cut) if number % (2 * _PARTS) == 1 else cut)
