"""The list of acts, which is what the log can be searched for."""

from __future__ import annotations

import re
from pathlib import Path

from docmgr.audit.actions import Action

DOCMGR = Path(__file__).resolve().parents[2] / "docmgr"


def test_every_act_that_can_be_searched_for_is_recorded_somewhere() -> None:
    """An act in the list that nobody records would let an auditor believe that it never happened."""
    sources = "".join(file.read_text("utf-8") for file in DOCMGR.rglob("*.py"))
    recorded = set(re.findall(r"\bAction\.([A-Z_]+)", sources))
    assert set(Action.names) <= recorded
