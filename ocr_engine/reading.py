"""From a file to the text of its pages: the text layer where it can be believed, OCR elsewhere, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import cv2
import numpy as np

from ocr_engine.backends import registry
from ocr_engine.backends.base import PageReader
from ocr_engine.config import Config
from ocr_engine.errors import BackendFailed, BadFile, EngineError
from ocr_engine.ingest import PageInfo, ParsedDocument, Parser, shared_parser
from ocr_engine.ingest.einvoice.facts import Facts
from ocr_engine.ingest.sniff import DRAWN
from ocr_engine.preprocess.quality import LOW, has_ink
from ocr_engine.recognise.allocator import give_back
from ocr_engine.recognise.kept_pages import KeptPages
from ocr_engine.recognise.ocr import read_image
from ocr_engine.recognise.page_text import PageSource, judge_layer, merge_lines
from ocr_engine.recognise.text_layer import lines_of
from ocr_engine.truth.left_out import left_out_issues
from ocr_engine.truth.signed import signature_issues
from ocr_engine.types import Issue, PageText, TextLine

Progress = Callable[[str, int, int], None]
# A document on which the parser dies page after page would hold a worker for as many time limits.
_MAX_DEATHS = 3


class Reading(NamedTuple):
    """Pages that could be read, in order; what somebody should look at; milliseconds per stage.

    ``embedded`` is what the file says of itself to machines, best first; () where the settings ignore it.
    """

    pages: tuple[PageText, ...]
    issues: tuple[Issue, ...]
    ms: Mapping[str, float]
    embedded: tuple[Facts, ...] = ()


def read(path: Path, *, config: Config | None = None, pages_dir: Path | None = None,
         progress: Progress | None = None, parser: Parser | None = None, reader: PageReader | None = None) -> Reading:
    """Reads every page. With ``pages_dir`` a picture of each page for people is written there (0001.jpg and so on).

    ``progress(stage, page, pages)`` is called as each page begins ("read") and once at the end ("done"). A page that
    breaks becomes an issue and stands empty in the result. Raises BadFile when the file, or every page of it, cannot
    be opened, and BackendFailed when the reader broke on every page it was needed for. The parser and the reader are
    the process's own unless given.
    """
    config = config or Config.from_env()
    path, progress = Path(path), progress or (lambda stage, page, pages: None)
    # What a file says to machines is not kept with its pages.
    kept = KeptPages(Path(config.page_cache), path) if config.page_cache and not config.embedded else None
    if kept is not None and (pages := kept.load()) is not None:
        return Reading(pages, (), {})
    result = _Job(config, parser or shared_parser(config), reader, None if kept else pages_dir).run(path, progress)
    return result._replace(pages=kept.save(result.pages)) if kept is not None else result


class _Job:
    """The reading of one document."""

    def __init__(self, config: Config, parser: Parser, reader: PageReader | None, pages_dir: Path | None) -> None:
        self._config, self._parser, self._reader, self._pages_dir = config, parser, reader, pages_dir
        self._ms: defaultdict[str, float] = defaultdict(float)
        self._issues: list[Issue] = []
        self._failures: list[EngineError] = []
        self._deaths = 0

    def run(self, path: Path, progress: Progress) -> Reading:
        if self._pages_dir is not None:
            self._pages_dir.mkdir(parents=True, exist_ok=True)
        with self._timed("open"):
            document = self._parser.open(path)
        pages: list[PageText] = []
        try:
            embedded = self._embedded(document) if self._config.embedded else ()
            document = self._revived(document, path)
            self._issues += signature_issues(document)
            self._issues += left_out_issues(document)
            total = document.page_count
            for number in range(1, total + 1):
                progress("read", number, total)
                document = self._revived(document, path)
                pages.append(self._page(document, number))
        finally:
            document.close()
            give_back()
        if len(self._failures) == len(pages):
            raise self._failures[0]
        progress("done", total, total)
        times = {stage: round(ms, 1) for stage, ms in self._ms.items()}
        return Reading(tuple(pages), tuple(self._issues), times, embedded)

    def _embedded(self, document: ParsedDocument) -> tuple[Facts, ...]:
        """The data inside the file. Whatever is wrong with it never costs the pages."""
        with self._timed("embedded"):
            try:
                facts, broken = document.embedded()
            except BadFile:
                facts, broken = [], True
        if broken:
            self._issues.append(Issue("embedded_unreadable"))
        return tuple(facts)

    def _revived(self, document: ParsedDocument, path: Path) -> ParsedDocument:
        """The document, opened again where its child died on the page before."""
        if not document.dead:
            return document
        self._deaths += 1
        if self._deaths >= _MAX_DEATHS:
            raise self._failures[-1]
        return self._parser.open(path)

    def _page(self, document: ParsedDocument, number: int) -> PageText:
        info = PageInfo(1.0, 1.0, "px")
        try:
            info = document.info(number)
            return self._read_page(document, number, info)
        except BadFile as error:
            self._failures.append(error)
            self._issues.append(Issue("page_unreadable", page=number, params={"page": number, "reason": error.code}))
        except BackendFailed as error:
            if error.permanent:
                raise
            self._failures.append(error)
            self._issues.append(Issue("ocr_failed", page=number, params={"page": number}))
        return PageText(number, info.width, info.height)

    def _read_page(self, document: ParsedDocument, number: int, info: PageInfo) -> PageText:
        with self._timed("text_layer"):
            layer = document.text(number) if document.kind in DRAWN else None
            source = judge_layer(layer)
            own: tuple[TextLine, ...] = ()
            rotation = 0
            if layer is not None and source.uses_layer:
                own, rotation = lines_of(layer["words"], aspect=info.width / info.height)
        page = PageText(number, info.width, info.height, own, "text_layer" if own else "none", rotation)
        if source is PageSource.LAYER:
            if self._pages_dir is None:
                return page
            with self._timed("render"):
                image = document.render(number, max_pixels=self._config.ocr_pixels, max_side=self._config.preview_side)
            return replace(page, image=self._write_preview(image, number))
        with self._timed("render"):
            image = document.render(number, max_pixels=self._config.ocr_pixels,
                                    dpi=self._config.ocr_dpi if info.unit == "pt" else 0)
        preview = self._write_preview(image, number)
        return replace(self._ocr(page, image), image=preview)

    def _ocr(self, page: PageText, image: np.ndarray) -> PageText:
        if self._reader is None:
            with self._timed("load_reader"):
                self._reader = registry.load(registry.line_reader(self._config), self._config)
        result = read_image(image, self._reader, clock=self._add)
        lines = merge_lines(page.lines, result.lines)
        number = page.number
        if not lines:
            code = "page_unreadable" if has_ink(image) else "page_blank"
            self._issues.append(Issue(code, page=number, params={"page": number}))
        elif result.quality < LOW and result.lines:
            self._issues.append(Issue("page_low_quality", page=number, params={"page": number}))
        elif result.unknown_script:
            self._issues.append(Issue("page_script", page=number, params={"page": number}))
            result = replace(result, quality=min(result.quality, LOW))  # what was read of it is worth no more than that
        return replace(page, lines=lines, source=page.source if page.lines else "ocr", rotation=result.rotation,
                       skew=result.skew, quality=result.quality)

    def _write_preview(self, image: np.ndarray, number: int) -> Path | None:
        if self._pages_dir is None:
            return None
        with self._timed("preview"):
            height, width = image.shape[:2]
            scale = min(1.0, self._config.preview_side / max(height, width))
            if scale < 1.0:
                size = (max(1, round(width * scale)), max(1, round(height * scale)))
                image = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
            path = self._pages_dir / f"{number:04d}.jpg"
            options = [cv2.IMWRITE_JPEG_QUALITY, self._config.preview_quality]
            ok, data = cv2.imencode(".jpg", image[:, :, ::-1], options)
            if not ok:
                raise BackendFailed("backend_failed")
            path.write_bytes(data.tobytes())
            return path

    def _add(self, stage: str, ms: float) -> None:
        self._ms[stage] += ms

    @contextmanager
    def _timed(self, stage: str) -> Iterator[None]:
        started = perf_counter()
        try:
            yield
        finally:
            self._add(stage, (perf_counter() - started) * 1000)
