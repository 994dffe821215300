"""Figures look the same on every page, and as the reader's language writes them."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from docmgr.core.figures import file_size, percent, seconds, share


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [(0.07, "7 %", "7%"), (0.29, "29 %", "29%"), (0.0123, "1.2 %", "1.2%"), (0.005, "0.50 %", "0.50%"),
     (None, "—", "—")])
def test_a_share_is_shown_as_it_was_set(value: float | None, english: str, chinese: str) -> None:
    with override("en"):
        assert share(value) == english
    with override("zh-hans"):
        assert share(value) == chinese


def test_what_is_in_percent_already_is_written_like_a_share() -> None:
    with override("en"):
        assert percent(47) == "47 %"
    with override("zh-hans"):
        assert percent(47) == "47%"


def test_how_long_something_took_is_told_in_seconds() -> None:
    with override("en"):
        assert seconds(258) == "0.3 s"
    with override("zh-hans"):
        assert seconds(12_400) == "12.4 秒"


@pytest.mark.parametrize(
    ("count", "shown"), [(100 * 2**20, "100 MB"), (1_572_864, "1.5 MB"), (31_744, "31 KB"), (0, "0 bytes")])
def test_a_size_has_no_empty_decimal(count: int, shown: str) -> None:
    with override("en"):
        assert file_size(count).replace("\xa0", " ") == shown
