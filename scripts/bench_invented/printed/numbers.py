"""Chinese numbers that pass their checks."""

from __future__ import annotations

from scripts.make_specimens import numbers

from .draw import Draw


def id_card(r: Draw, region: str) -> str:
    return numbers.resident_id(
        region=region, born=r.day("1962-01-01", "2001-12-31").strftime("%Y%m%d"), sequence=r.code("###"))


def credit_code(r: Draw) -> str:
    """统一社会信用代码 of a company in Suzhou."""
    letters = "".join(r.choice(numbers.CREDIT_CODE_LETTERS) for _ in range(5))
    return numbers.credit_code(region="320594", body=f"MA1{letters}")
