"""What may be seen of a sensitive value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docmgr.review.masking import mask


@pytest.mark.parametrize(("value", "kind", "shown"), [
    ("110105194912310021", "id_number", "110***********0021"),
    ("13800138000", "phone", "138****8000"),
    ("6222020200112233445", "bank_account", "***************3445"),
    ("张伟明", "name", "张**"),
    ("北京市朝阳区建国路1号", "address", "北**********"),
    ("12", "code", "**"),
    ("", "name", ""),
])
def test_a_value_is_hidden_as_its_kind_is_usually_hidden(value: str, kind: str, shown: str) -> None:
    assert mask(value, kind=kind) == shown


@given(value=st.text(min_size=1), kind=st.sampled_from(["id_number", "phone", "name", "iban", "text", "tax_id"]))
def test_at_least_a_third_of_any_value_is_hidden(value: str, kind: str) -> None:
    stripped = value.strip()
    shown = mask(value, kind=kind)
    assert len(shown) == len(stripped)
    assert sum(a == b and a != "*" for a, b in zip(shown, stripped, strict=True)) <= len(stripped) * 2 / 3
