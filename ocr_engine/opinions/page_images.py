"""The images of a document's pages once more, for whoever has to look at a place again. Opened when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol

import cv2
import numpy as np

from ocr_engine.config import Config
from ocr_engine.errors import EngineError
from ocr_engine.ingest import ParsedDocument, Parser, shared_parser
from ocr_engine.types import PageText

_PAGES = 8              # a document of hundreds of scanned pages is not decoded a second time


class PageImages(Protocol):
    """The pictures of a document's pages, decoded when they are asked for."""

    def page(self, number: int) -> np.ndarray | None:
        """(h, w, 3) RGB, uint8, of the page as shown; None where it cannot be had."""
        ...


class ImagesOfFile:
    """Use it with ``with``. One page is held at a time; costs what decoding a page costs (some ten milliseconds)."""

    def __init__(self, path: Path, config: Config | None = None, parser: Parser | None = None) -> None:
        self._path, self._config = path, config or Config.from_env()
        self._parser = parser
        self._document: ParsedDocument | None = None
        self._rendered = 0

    def __enter__(self) -> ImagesOfFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if self._document is not None:
            self._document.close()

    def page(self, number: int) -> np.ndarray | None:
        """The page as the reader saw it (RGB); None where it cannot be had again or enough of them were looked at."""
        if self._rendered >= _PAGES:
            return None
        self._rendered += 1
        try:
            if self._document is None:
                self._document = (self._parser or shared_parser(self._config)).open(self._path)
            info = self._document.info(number)
            return self._document.render(number, max_pixels=self._config.ocr_pixels,
                                         dpi=self._config.ocr_dpi if info.unit == "pt" else 0)
        except (EngineError, OSError):
            return None


class KeptImages:
    """The same from the pictures that were kept of the pages."""

    def __init__(self, pages: Sequence[PageText]) -> None:
        self._files = {page.number: page.image for page in pages if page.image is not None}

    def __bool__(self) -> bool:
        return bool(self._files)

    def page(self, number: int) -> np.ndarray | None:
        file = self._files.get(number)
        picture = cv2.imread(str(file)) if file is not None else None
        return None if picture is None else np.ascontiguousarray(picture[:, :, ::-1])
