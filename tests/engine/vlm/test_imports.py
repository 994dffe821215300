"""What is heavy is loaded only when a model is."""

from __future__ import annotations

import subprocess
import sys

_HEAVY = ("torch", "transformers", "httpx", "httpx2", "openai", "PIL", "django")


def test_asking_for_the_list_of_models_loads_no_heavy_library():
    program = ("import sys, ocr_engine.vlm.doors, ocr_engine.vlm.served.openai_http, ocr_engine.tasks.perform;"
               "import ocr_engine.cli.ask;"
               "from ocr_engine.config import Config; ocr_engine.vlm.doors.rows(Config());"
               f"print([m for m in {_HEAVY!r} if m in sys.modules])")
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
