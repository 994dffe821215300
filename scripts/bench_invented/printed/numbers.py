"""Chinese numbers that pass their checks."""

from __future__ import annotations

from .draw import Draw


def id_card(r: Draw, region: str) -> str:
    """With its check digit, ISO 7064 mod 11-2."""
    text = region + r.day("1962-01-01", "2001-12-31").strftime("%Y%m%d") + r.code("###")
    return text + "10X98765432"[sum(int(c) * 2 ** (17 - i) for i, c in enumerate(text)) % 11]


def credit_code(r: Draw) -> str:
    """统一社会信用代码 with the check characters of GB 11714 and GB 32100."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "MA1" + "".join(r.choice(signs) for _ in range(5))
    rest = (
        sum((int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
        % 11
    )
    text = "91320594" + body + "0X987654321"[rest]
    return text + signs[-sum(signs.index(c) * (3**i % 31) for i, c in enumerate(text)) % 31]
