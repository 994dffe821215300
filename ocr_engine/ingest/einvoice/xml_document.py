"""An invoice that is nothing but XML, as a document of the parser process. Its pages are drawn from its data."""

from __future__ import annotations

from typing import Any

from ocr_engine.errors import BadFile
from ocr_engine.ingest.pdf import PdfDocument

from .document import read_bytes
from .facts import Facts
from .safe_xml import XmlRefused
from .sheet import pages_of


class XmlDocument(PdfDocument):
    """Raises BadFile: ``file_unsafe`` (entities, bombs), ``file_truncated`` or ``file_type_unknown``."""

    def __init__(self, data: bytes, limits: dict[str, Any]) -> None:
        try:
            facts = read_bytes(data)
        except XmlRefused as refused:
            raise BadFile("file_unsafe" if refused.unsafe else "file_truncated") from refused
        if facts is None:
            raise BadFile("file_type_unknown")
        self._facts = facts
        super().__init__(pages_of(facts).tobytes(), limits)

    def embedded(self) -> tuple[list[Facts], bool]:
        return [self._facts], False
