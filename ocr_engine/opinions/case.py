"""The document that opinions are asked about."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from ocr_engine.config import Config
from ocr_engine.opinions.page_images import ImagesOfFile, KeptImages, PageImages
from ocr_engine.types import DocType, PageText


@dataclass(frozen=True, slots=True)
class Case:
    """A document as it was read, the type that its fields are of, and how the engine reads.

    Without a ``file`` the pictures that were kept of its pages are all that can be looked at.
    """

    file: Path | None
    pages: Sequence[PageText]
    doc_type: DocType
    config: Config = field(default_factory=Config.from_env)

    @property
    def path(self) -> Path:
        """The file, for whoever cannot do without. Raises ValueError where there is none."""
        if self.file is None:
            raise ValueError("the case has no file")
        return self.file

    @property
    def has_images(self) -> bool:
        return self.file is not None or bool(KeptImages(self.pages))

    def images(self) -> AbstractContextManager[PageImages]:
        """The pages of the file once more; without one the pictures that were kept of them."""
        return nullcontext(KeptImages(self.pages)) if self.file is None else ImagesOfFile(self.file, self.config)
