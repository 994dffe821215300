"""One parser and one reader for all tests of this folder: each takes a second to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ocr_engine.backends.rapid import RapidReader
from ocr_engine.config import Config
from ocr_engine.ingest import Parser


@pytest.fixture(scope="session")
def config() -> Config:
    return Config()


@pytest.fixture(scope="session")
def parser(config: Config) -> Iterator[Parser]:
    with Parser(config) as parser:
        yield parser


@pytest.fixture(scope="package")  # with what it prepares for shapes of strips it comes to some hundred MB
def reader(config: Config) -> RapidReader:
    return RapidReader(config)
