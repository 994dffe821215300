"""A clone that nobody ran ``make`` in speaks Chinese as well."""

from __future__ import annotations

import gettext
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from docmgr.core import catalogue

LOCALE = Path(__file__).resolve().parents[2] / "docmgr" / "locale"
SOURCE = Path("zh_Hans") / "LC_MESSAGES" / "django.po"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The folder of catalogues as it is checked out: nothing compiled."""
    (tmp_path / SOURCE).parent.mkdir(parents=True)
    shutil.copy(LOCALE / SOURCE, tmp_path / SOURCE)
    return tmp_path


def read(path: Path) -> dict[Any, str]:
    with path.open("rb") as stream:
        return dict(gettext.GNUTranslations(stream)._catalog)  # type: ignore[attr-defined]


def test_what_is_compiled_here_says_what_gettext_compiles(clone: Path) -> None:
    catalogue.compile_stale(clone)
    compiled = (clone / SOURCE).with_suffix(".mo")
    subprocess.run(["msgfmt", "-o", clone / "other.mo", clone / SOURCE], check=True)
    assert read(compiled) == read(clone / "other.mo")
    assert read(compiled)["Cancel"] == "取消"
    assert not catalogue.missing(clone)


def test_a_catalogue_is_compiled_again_where_its_source_is_newer_and_left_alone_otherwise(clone: Path) -> None:
    catalogue.compile_stale(clone)
    compiled = (clone / SOURCE).with_suffix(".mo")
    compiled.write_bytes(b"old")
    catalogue.compile_stale(clone)
    assert compiled.read_bytes() == b"old"
    os.utime(compiled, (1, 1))
    catalogue.compile_stale(clone)
    assert len(read(compiled)) > 1000
    assert [p.name for p in compiled.parent.iterdir() if p.name.startswith(".")] == []


@pytest.mark.django_db
def test_where_nothing_can_be_written_preparing_says_that_pages_will_be_in_english(
    clone: Path, settings: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_args: Any, **_more: Any) -> Any:
        raise PermissionError("read-only")

    monkeypatch.setattr(catalogue.tempfile, "mkstemp", refused)
    catalogue.compile_stale(clone)
    assert catalogue.missing(clone) == ["zh_Hans"]
    settings.LOCALE_PATHS = [clone]
    call_command("prepare")
    told = capsys.readouterr().err
    assert "zh_Hans are not compiled" in told and "make messages" in told
