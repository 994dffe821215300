"""Regular expressions that could take for ever are told from those that cannot."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr_engine.doctypes.load import builtin_types
from ocr_engine.slow_patterns import takes_too_long


@pytest.mark.parametrize("pattern", [
    "(a+)+$", "((a+))+$", "(?:(?:a+))*b", "(a|aa)+$", "(a|a)*$", "(a?a)+$", r"(\d+\s?)+x", "(.*,)*x",
    "(a*)*b", r"^(([a-z])+.)+[A-Z]([a-z])+$", "(?i)(ab|AB)+$", r"([^,]*.)+;", "(?=(a+)+$)b",
    ".*.*.*.*=", r"\s*\s*\s*\s*\s*x", "(a{1,65535}){1,65535}", "(?:(?:a{1000}){1000}){1000}", "x" * 301,
    r"(\d{1,9}\d{1,9}){9,}x",
])
def test_what_may_take_for_ever_is_known(pattern: str) -> None:
    assert takes_too_long(pattern)


@pytest.mark.parametrize("pattern", [
    r"\d{4}-\d{2}-\d{2}", r"(?:\d{3},)*\d{3}\.\d{2}", "(?:[A-Z]+-)+\\d", r"(\d{2}){3}", "[A-Z]{2}[0-9]{8,20}", ".*",
    "a{2,1}", r"(?:\d\s?)+", r"(\w|\d)+!", r"(?i)(a|A)+$",  # Python makes one set of characters of such
    r"INV[- ]?\d+", r"(?:GB|DE)\d{9}", r"[\w.]+@\w+(?:\.\w+)+", "第[一二三四五六七八九十百]+条", "(",
    r"\b(?:Nr|No)\.?\s*(\d+)\b", r"¥?\d{1,3}(?:,\d{3})*(?:\.\d\d)?", "[", "", r"R\d{4}", r"(a|b|c)+x", r"^.*合计.*$",
])
def test_what_cannot_is_left_alone(pattern: str) -> None:
    assert not takes_too_long(pattern)


def test_no_type_that_comes_with_the_product_is_refused() -> None:
    assert not [p for t in builtin_types() for f in t.fields for p in f.patterns if takes_too_long(p)]


_PARTS = st.recursive(
    st.sampled_from(["a", "b", "[ab]", ".", r"\w"]),
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from(["+", "*", "?", "{2}", "{1,3}", "{2,}"])).map(lambda p: f"(?:{p[0]}){p[1]}"),
        st.tuples(parts, parts).map("".join), st.tuples(parts, parts).map(lambda p: f"(?:{p[0]}|{p[1]})")),
    max_leaves=5)


@given(pattern=_PARTS, line=st.text("ab", min_size=14, max_size=14))
def test_whatever_is_let_through_ends_soon_on_a_line_that_it_does_not_match(pattern: str, line: str) -> None:
    """28 letters: doubled with each of them, it would be minutes."""
    if takes_too_long(pattern):
        return
    begun = time.process_time()
    assert re.compile(f"(?:{pattern})").fullmatch(line * 2 + "!") is None or "." in pattern or "w" in pattern
    assert time.process_time() - begun < 2
