"""What lies in a file and on none of its pages: a file may be taken and most of what it was sent for be inside it."""

from __future__ import annotations

from ocr_engine.errors import BadFile
from ocr_engine.ingest.parsed import ParsedDocument
from ocr_engine.types import Issue

# What the parser tells, which is the parameter of the sentence, too: its code.
_CODES = {"files": "attachments_unread", "frames": "frames_unread"}


def left_out_issues(document: ParsedDocument) -> tuple[Issue, ...]:
    """A finding for attached files that are no invoice data, one for the further frames of a picture. Never raises for
    a bad file."""
    try:
        found = document.left_out()
    except BadFile:
        return ()
    return tuple(Issue(_CODES[name], params={name: found[name]}) for name in _CODES if found.get(name))
