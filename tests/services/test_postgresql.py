"""The tests of models and services once more, on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ["audit", "accounts", "doctypes", "documents", "review", "training", "automation/test_way.py", "api",
         "pipeline/test_queue.py"]


@pytest.mark.service
@pytest.mark.timeout(900)
def test_the_tests_of_models_and_services_pass_on_postgresql(postgres_url, tmp_path):
    there = [f"tests/{room}" for room in ROOMS if (ROOT / "tests" / room).exists()]
    # Reading real files and training models is the same on every database and is left out: it would take minutes.
    chosen = ["-k", "not silent and not guarded_against", "-m", "not slow and not browser and not service", *there]
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *chosen],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "DATABASE_URL": postgres_url, "DOCMGR_DATA": str(tmp_path)},
    )
    assert outcome.returncode == 0, outcome.stdout[-6000:] + outcome.stderr[-2000:]
    assert " passed" in outcome.stdout
