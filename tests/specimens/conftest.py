"""Shipped labels, and one set that is drawn anew per test run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from scripts.make_specimens import fonts, labels
from scripts.make_specimens.__main__ import SHIPPED
from scripts.make_specimens.catalogue import all_specimens

Label = dict[str, Any]


def read_labels(folder: Path) -> list[Label]:
    return [json.loads(line) for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def shipped() -> Path:
    return SHIPPED


@pytest.fixture(scope="session")
def label_of(shipped: Path) -> dict[str, Label]:
    """File name to label."""
    return {label["file"]: label for label in read_labels(shipped)}


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    assert not fonts.missing(), "apt-get install fonts-noto-cjk fonts-liberation"
    folder = tmp_path_factory.mktemp("specimens")
    labels.write(folder, all_specimens(1))
    return folder
