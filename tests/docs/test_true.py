"""What the documents name is there: pages, headings, files of the code, commands, make targets, variables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("README*.md")), ROOT / "deploy" / "README.md"]
CODE = "\n".join(path.read_text(encoding="utf-8") for folder in ("docmgr", "ocr_engine", "scripts", "tests", "deploy")
                 for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".sh", ".yaml", ".service"))
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text(encoding="utf-8")):
        path, _, heading = link.partition("#")
        there = (page.parent / path) if path else page
        assert there.exists(), link
        assert not heading or heading in _anchors(there), link


@every_page
def test_every_command_and_make_target_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= set(get_commands())
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE)) <= targets
    for module in re.findall(r"python -m ((?:ocr_engine|scripts)[\w.]*)", text):
        path = ROOT / module.rstrip(".").replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module


@every_page
def test_every_variable_is_known_to_the_code(page: Path) -> None:
    for variable in set(re.findall(r"`(DOCMGR_[A-Z_]+)", page.read_text(encoding="utf-8"))):
        plain = variable.removeprefix("DOCMGR_OCR_").lower()  # the engine makes them of the names of its settings
        assert variable in CODE or re.search(rf"^    {plain}\w*: ", CODE, re.MULTILINE), variable


def test_the_map_of_the_house_names_rooms_and_files_that_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    product, _, engine = text.partition("The engine, from the outside in:")
    rows = re.findall(r"^\| (`[^|]+) \|", product, re.MULTILINE)
    rooms = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    there = {path.parent.name for path in (ROOT / "docmgr").glob("*/__init__.py")} - {"locale"}
    assert rooms == there
    for name in re.findall(r"`([\w/]+\.py)`", engine.split("\n## ")[0]):
        assert list((ROOT / "ocr_engine").rglob(name)), name
    for name in re.findall(r"`([\w/]+\.py)`", product):
        assert list((ROOT / "docmgr").rglob(name)), name
    for name in {path.parent.name for path in (ROOT / "ocr_engine").glob("*/__init__.py")}:
        assert f"`{name}/`" in engine, name
