"""Sizes of files and functions, and where the code keeps its hands off."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("docmgr", "ocr_engine")
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
SOURCES = sorted(p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if "migrations" not in p.parts)


@pytest.fixture(scope="module")
def trees() -> dict[Path, ast.Module]:
    """All sources parsed: made when asked for, for every process that shares the tests collects this file."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_is_long() -> None:
    lengths = {name_of(p): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCES}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_no_function_is_long(trees: dict[Path, ast.Module]) -> None:
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path, tree in trees.items() for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert not long


def test_every_function_says_what_it_takes_and_gives(trees: dict[Path, ast.Module]) -> None:
    """Typed throughout: all of docmgr, and whatever others call of the engine."""
    bare = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path, tree in trees.items() for node in _functions(tree)
        if not (name_of(path).startswith("ocr_engine") and node.name.startswith("_"))
        and (_untyped(node) or (node.returns is None and node.name != "__init__"))
    ]
    assert not bare


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """Those of modules and classes; not the ones inside others."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from (part for part in node.body if isinstance(part, ast.FunctionDef))


def _untyped(node: ast.FunctionDef) -> bool:
    given = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
    return any(a.annotation is None and a.arg not in ("self", "cls") for a in given)


def test_everything_is_caught_by_the_two_workers_and_the_probe_only(trees: dict[Path, ast.Module]) -> None:
    broad = [
        name_of(path) for path, tree in trees.items() for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler) and (node.type is None or getattr(node.type, "id", "") == "Exception")
    ]
    assert [name for name in broad if name.startswith("docmgr")] == [
        "docmgr/monitoring/health.py", "docmgr/pipeline/jobs.py", "docmgr/pipeline/reading.py"]


def test_no_signal_receivers_and_no_save_overrides(trees: dict[Path, ast.Module]) -> None:
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and path.name == "models.py":
                assert "save" not in {f.name for f in node.body if isinstance(f, ast.FunctionDef)}, name_of(path)
        assert "django.db.models.signals" not in path.read_text(encoding="utf-8"), name_of(path)


# --- templates -----------------------------------------------------------------------------------------------------

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TAGS = re.compile(r"<[a-zA-Z][^>]*>", re.DOTALL)


@pytest.mark.parametrize(("what", "pattern"), [
    ("an inline event handler", r"\son[a-z]+\s*="),
    ("a style attribute", r"\sstyle\s*="),
    ("a script address", r"javascript:"),
    ("another server", r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//"),
    ("an htmx expression that needs eval", r"\shx-(?:on|vals\s*=\s*[\"']js:)"),
])
def test_templates_hold_nothing_that_the_content_policy_forbids(what: str, pattern: str) -> None:
    found = [name_of(p) for p in TEMPLATES for tag in TAGS.findall(_plain(p)) if re.search(pattern, tag)]
    assert not found, what


def test_every_script_of_a_template_bears_the_nonce_and_none_is_inline() -> None:
    for path in TEMPLATES:
        text = _plain(path)
        for tag in re.findall(r"<script\b[^>]*>", text):
            assert "nonce=" in tag and "src=" in tag, f"{name_of(path)}: {tag}"
        assert "<style" not in text, name_of(path)


def test_every_form_that_changes_something_carries_the_csrf_token() -> None:
    forms = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
    missing = [name_of(p) for p in TEMPLATES for form in forms.findall(p.read_text(encoding="utf-8"))
               if "{% csrf_token %}" not in form]
    assert not missing


def _plain(path: Path) -> str:
    """The markup, with what Django puts in taken out."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", "x", path.read_text(encoding="utf-8"), flags=re.DOTALL)


# --- words that may not stand anywhere ------------------------------------------------------------------------------

# A path of the machine, not of an address or of a folder of ours.
FORBIDDEN = re.compile(r"(?<![\w.}])/(?:work|tmp|home|root)/\w")
TEXT = {".py", ".html", ".js", ".css", ".md", ".toml", ".txt", ".json", ".yml", ".yaml", ".sh", ".cfg", ".service"}
SKIPPED = {"vendor", "var", "artifacts", "node_modules", "__pycache__"}


def test_no_path_of_the_machine_it_was_written_on_is_left() -> None:
    found = []
    for folder, below, names in os.walk(ROOT):
        # The virtual environment has more files than all else, and what tools keep beside it comes and goes meanwhile.
        below[:] = [name for name in below if name not in SKIPPED and not name.startswith(".")]
        for path in (Path(folder) / name for name in names):
            if path.suffix in TEXT and path.is_file():
                for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                    if FORBIDDEN.search(line):
                        found.append(f"{name_of(path)}:{number}")
    assert not found


def test_no_weights_are_opened_without_saying_whether_their_own_code_may_run(trees: dict[Path, ast.Module]) -> None:
    """What is left unsaid is asked for at the terminal by the library, or decided by its next version."""
    silent = [
        f"{name_of(path)}:{node.lineno}"
        for path, tree in trees.items() for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "from_pretrained"
        and isinstance(node.func.value, ast.Name) and node.func.value.id.startswith("Auto")
        and not {"trust_remote_code", None} & {keyword.arg for keyword in node.keywords}
    ]
    assert not silent
