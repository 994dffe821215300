"""Foreign bytes in, our own pixels and words out. Only :mod:`host` and what it imports ever parse a file."""

import sys

from ocr_engine.ingest.parsed import PageInfo, ParsedDocument
from ocr_engine.ingest.parser import Parser, Probe, health, probe, shared_parser

__all__ = ["PageInfo", "ParsedDocument", "Parser", "Probe", "health", "probe", "shared_parser"]

# PyMuPDF 2 loads with itself what nobody here asks of it: a layout analysis with its models and a writer of Markdown,
# a second of CPU and 90 MB of each parser process. None means that there is no such module; it then does without.
for _unasked in ("pymupdf.layout", "pymupdf4llm"):
    sys.modules.setdefault(_unasked, None)  # type: ignore[arg-type]
