"""Foreign bytes in, our own pixels and words out. Only :mod:`host` and what it imports ever parse a file."""

from ocr_engine.ingest.parsed import PageInfo, ParsedDocument
from ocr_engine.ingest.parser import Parser, Probe, health, probe, shared_parser

__all__ = ["PageInfo", "ParsedDocument", "Parser", "Probe", "health", "probe", "shared_parser"]
