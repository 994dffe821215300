"""Scripts and style sheets are kept by browsers for good, under an address that changes with any of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from docmgr.core import fingerprint

ADDRESS = re.compile(r'(?:href|src)="(/static/[0-9a-f]{12}/[^"#]+)')


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "a.js").write_text("one")
    (tmp_path / "b.css").write_text("two")
    return tmp_path


def test_the_fingerprint_stays_while_nothing_changes_and_changes_with_a_byte_or_a_name(files: Path) -> None:
    first = fingerprint.of_files(files)
    assert fingerprint.of_files(files) == first
    (files / "js" / "a.js").write_text("onf")
    second = fingerprint.of_files(files)
    (files / "b.css").rename(files / "c.css")
    third = fingerprint.of_files(files)
    assert len({first, second, third, fingerprint.of_files(files, also=["2"])}) == 4


def test_what_moves_from_one_file_to_the_next_is_a_change(tmp_path: Path) -> None:
    for folder, parts in (("x", ("ab", "c")), ("y", ("a", "bc"))):
        (tmp_path / folder).mkdir()
        for name, part in zip("12", parts, strict=True):
            (tmp_path / folder / name).write_text(part)
    assert fingerprint.of_files(tmp_path / "x") != fingerprint.of_files(tmp_path / "y")


@pytest.mark.django_db
def test_every_script_and_style_of_a_page_is_served_for_good_and_so_is_what_a_script_imports() -> None:
    client = Client()
    found = ADDRESS.findall(client.get("/login/").content.decode())
    assert {Path(address).suffix for address in found} >= {".css", ".js", ".svg"}
    base = next(a for a in found if a.endswith("/js/app.js")).removesuffix("js/app.js")
    imported, packaged = "pages/review/keys.js", "drf_spectacular_sidecar/swagger-ui-dist/swagger-ui.css"
    for address in [*found, base + imported, base + packaged]:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer["Cache-Control"], address
