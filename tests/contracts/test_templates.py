"""Templates load what they use."""

from __future__ import annotations

import re
from pathlib import Path

from django.template import engines
from django.template.library import Library

ROOT = Path(__file__).resolve().parents[2] / "templates"
_LOAD = re.compile(r"{% load ([^%]+) %}")


def test_a_template_loads_only_libraries_that_it_uses() -> None:
    libraries = engines["django"].engine.template_libraries
    unused = []
    for path in sorted(ROOT.rglob("*.html")):
        text = path.read_text("utf-8")
        written = " ".join(re.findall(r"{[{%].*?[}%]}", _LOAD.sub("", text), re.DOTALL))
        loaded = [name for names in _LOAD.findall(text) for name in names.split()]
        unused += [f"{path.relative_to(ROOT)}: {name}" for name in loaded if not _uses(written, libraries[name])]
    assert not unused


def _uses(written: str, library: Library) -> bool:
    tags = any(re.search(rf"{{%\s*{re.escape(tag)}\b", written) for tag in library.tags)
    return tags or any(re.search(rf"\|{re.escape(name)}\b", written) for name in library.filters)
