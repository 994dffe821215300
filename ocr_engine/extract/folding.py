"""Text as labels are compared: without case, accents, width, punctuation and spaces, with the way back to the page."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Traditional forms that stand in labels, so that 發票號碼 and 发票号码 are one name.
_TRADITIONAL = (
    "發票號碼車價額單證傳戶帳開買賣購貨稅總計項備註編機關碼隨時間達廂種數電話聯繫簽訂"
    "執業證職務類幣別質轉實應際處務據紙張條約國際營業執照經圍資點產權產證書檔標題辦員"
    "銷"
)
_SIMPLIFIED = (
    "发票号码车价额单证传户账开买卖购货税总计项备注编机关码随时间达厢种数电话联系签订"
    "执业证职务类币别质转实应际处务据纸张条约国际营业执照经围资点产权产证书档标题办员"
    "销"
)
_ONE_FORM = {a: b for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if a != b} | {"帐": "账"}


@lru_cache(maxsize=16384)
def _fold_char(char: str) -> str:
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char).casefold())
    return "".join(_ONE_FORM.get(c, c) for c in plain if c.isalnum())


def fold_map(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset in ``text`` that it comes from."""
    out: list[str] = []
    back: list[int] = []
    for offset, char in enumerate(text):
        for c in _fold_char(char):
            out.append(c)
            back.append(offset)
    return "".join(out), back


@lru_cache(maxsize=32768)
def fold(text: str) -> str:
    return "".join(_fold_char(c) for c in text)


def is_cjk(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\u3040" <= char <= "\u30ff"


_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")  # as in is_cjk, a twentieth of its cost for a line


def has_cjk(text: str) -> bool:
    return _CJK.search(text) is not None
