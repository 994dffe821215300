"""Why the engine did not do what it was asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docmgr.core.exceptions import Invalid
from docmgr.extraction import messages


class BadUpload(Invalid):
    """A file that is refused before it is kept."""

    code = "bad_upload"


class ReadingFailed(Exception):
    """The engine could not read the document. ``permanent``: another try with the same bytes cannot help."""

    def __init__(self, code: str, *, permanent: bool, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code, self.permanent, self.params = code, permanent, dict(params or {})


def refusal(code: str, params: Mapping[str, Any]) -> BadUpload:
    return BadUpload(messages.sentence(code, params), code=code)
