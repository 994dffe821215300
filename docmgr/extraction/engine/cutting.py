"""Pages of a stored file as files of their own."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from docmgr.core.exceptions import Unavailable
from docmgr.extraction import messages
from docmgr.extraction.engine.errors import refusal
from docmgr.extraction.engine.reading import config


def cut(path: Path, pieces: Iterable[tuple[int, int, bool]]) -> Generator[bytes, None, None]:
    """The bytes of each piece (first page, last page, whether attached files go with it), one after the other.

    Half a second to start the process that opens the file, then some hundredths a piece. Raises BadUpload with a
    sentence for the reader, Unavailable.
    """
    from ocr_engine.errors import BadFile, EngineError
    from ocr_engine.ingest.parser import Parser

    try:
        with Parser(config()) as parser, parser.open(path) as document:
            for first, last, attachments in pieces:
                yield bytes(document.cut(first, last, attachments=attachments))
    except BadFile as error:
        raise refusal(error.code, error.params) from error
    except EngineError as error:
        raise Unavailable(messages.sentence(error.code, error.params), code=error.code) from error
    except OSError as error:
        told = _("The stored file could not be read. Please tell an administrator.")
        raise Unavailable(told, code="storage") from error
