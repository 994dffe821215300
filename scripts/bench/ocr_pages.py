"""Pages drawn by code, whose words and places are known, and what scanners and cameras do to them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import cv2
import numpy as np
import pymupdf

from scripts.bench.ocr_words import Box, Word, words_of

_ENGLISH = """
invoice total amount date customer address street harbour payment received balance quantity unit price
description office paper printer service account number delivery order reference discount tax net gross thank
you please within thirty days bank transfer company limited north south market station road purchase agreement
renewal warranty freight insurance warehouse monthly annual summary
"""
_CHINESE = """
发票号码 开票日期 购买方名称 纳税人识别号 地址电话 开户行及账号 货物或应税劳务 规格型号 单位数量 金额合计
价税合计 销售方信息 收款人 复核 开票人 备注说明 合同编号 甲方乙方 签订日期 付款方式 运输保险 办公用品 打印纸张
技术服务 北京科技有限公司 上海贸易公司 广州市天河区 软件开发费 材料采购 验收标准 违约责任 人民币大写
"""
_TRADITIONAL = """
發票號碼 開立日期 購買方名稱 營業人統一編號 地址電話 開戶銀行帳號 貨物或應稅勞務 規格型號 單價數量 金額合計
價稅合計 銷售額 收款人 覆核 備註說明 合約編號 簽訂日期 付款方式 運輸保險 辦公用品 列印紙張 技術服務
臺北科技股份有限公司 高雄貿易公司 臺中市西屯區 軟體開發費 材料採購 驗收標準 違約責任 新臺幣
"""
_FONTS = {"en": ("helv", _ENGLISH.split()), "zh": ("china-s", _CHINESE.split()),
          "zh-hant": ("china-t", _TRADITIONAL.split())}
_WIDTH, _HEIGHT, _MARGIN = 420.0, 595.0, 36.0


@dataclass(frozen=True, slots=True)
class Page:
    """RGB pixels and the words that stand there, boxes in pixels."""

    image: np.ndarray
    words: tuple[Word, ...]


Damage = Callable[[Page, np.random.Generator], Page]


@cache
def _font(name: str) -> pymupdf.Font:
    return pymupdf.Font(name)


def draw(seed: int, *, language: str = "en", dpi: int = 150, size: float = 10.5, sheets: int = 1) -> Page:
    """A heading, rows of two columns and amounts, lines of text. ``sheets`` side by side make a larger page."""
    random = np.random.default_rng(seed)
    document = pymupdf.open()
    page = document.new_page(width=_WIDTH * sheets, height=_HEIGHT)
    scale, words = dpi / 72, []
    for left in (sheet * _WIDTH for sheet in range(sheets)):
        for x, y, points, text in _lines(random, language, size):
            words += [_scaled(word, scale) for word in _write(page, language, left + x, y, points, text)]
    pixmap = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)
    image = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).copy()
    return Page(image, tuple(words))


def _lines(random: np.random.Generator, language: str, size: float) -> list[tuple[float, float, float, str]]:
    """(x, baseline, size, text) of one sheet."""
    lines, y = [(_MARGIN, 60.0, size * 1.7, phrase(random, language, 3))], 60.0 + 3.2 * size
    while y < _HEIGHT - _MARGIN:
        kind = random.integers(3)
        if kind == 0:
            lines.append((_MARGIN, y, size, phrase(random, language, max(2, int(48 / size)))))
        else:
            lines.append((_MARGIN, y, size, phrase(random, language, 2)))
            lines.append((_WIDTH * 0.62, y, size, _amount(random) if kind == 1 else _number(random)))
        y += size * float(random.choice((1.6, 1.8, 2.4)))
    return lines


def phrase(random: np.random.Generator, language: str, count: int) -> str:
    """So many words or, in Chinese, short terms."""
    chosen = [str(word) for word in random.choice(_FONTS[language][1], count)]
    return " ".join(word.capitalize() if random.random() < 0.3 else word for word in chosen)


def _amount(random: np.random.Generator) -> str:
    return f"{random.integers(1, 99_999)}.{random.integers(100):02d}"


def _number(random: np.random.Generator) -> str:
    day = f"{random.integers(2015, 2026)}-{random.integers(1, 13):02d}-{random.integers(1, 29):02d}"
    return str(random.choice((day, f"NO{random.integers(10**7, 10**8)}", f"{random.integers(1, 500)} x")))


def _write(page: pymupdf.Page, language: str, x: float, y: float, size: float, text: str) -> list[Word]:
    name = _FONTS[language][0]
    writer, font = pymupdf.TextWriter(page.rect), _font(name)
    writer.append((x, y), text, font=font, fontsize=size)
    writer.write_text(page)
    words, at = [], x
    for part in text.split(" "):
        width = font.text_length(part, fontsize=size)
        words += words_of(part, (at, y - 0.8 * size, at + width, y + 0.2 * size))
        at += width + font.text_length(" ", fontsize=size)
    return words


def draw_vertical(seed: int, *, dpi: int = 150, size: float = 13.0) -> Page:
    """Traditional Chinese from top to bottom, columns from right to left."""
    random, scale = np.random.default_rng(seed), dpi / 72
    document = pymupdf.open()
    page = document.new_page(width=_WIDTH, height=_HEIGHT)
    words = []
    for x in np.arange(_WIDTH - _MARGIN - size, _MARGIN, -2 * size):
        text = "".join(str(word) for word in random.choice(_FONTS["zh-hant"][1], 6))[:24]
        for row, char in enumerate(text):
            y = 60 + row * size * 1.15
            page.insert_text((x, y), char, fontsize=size, fontname="china-t")
            words += [_scaled(word, scale) for word in words_of(char, (x, y - 0.8 * size, x + size, y + 0.2 * size))]
    pixmap = page.get_pixmap(dpi=dpi, colorspace=pymupdf.csRGB, alpha=False)
    return Page(np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width, 3).copy(), tuple(words))


def _scaled(word: Word, scale: float) -> Word:
    assert word.box is not None
    x0, y0, x1, y1 = word.box
    return Word(word.text, (x0 * scale, y0 * scale, x1 * scale, y1 * scale))


# --- what happens to paper -----------------------------------------------------------------------------------------

def turned(page: Page, degrees: float) -> Page:
    """Turned clockwise, on paper large enough; boxes keep their size unless the turn is a quarter one."""
    height, width = page.image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    cos, sin = abs(math.cos(math.radians(degrees))), abs(math.sin(math.radians(degrees)))
    size = (round(width * cos + height * sin), round(height * cos + width * sin))
    matrix[:, 2] += ((size[0] - width) / 2, (size[1] - height) / 2)
    image = cv2.warpAffine(page.image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    return Page(image, tuple(replace(word, box=_moved(word.box, matrix, swap=degrees % 180 == 90))
                             for word in page.words))


def _moved(box: Box | None, matrix: np.ndarray, *, swap: bool) -> Box:
    assert box is not None
    x, y = matrix @ ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, 1.0)
    width, height = (box[2] - box[0]) / 2, (box[3] - box[1]) / 2
    if swap:
        width, height = height, width
    return float(x - width), float(y - height), float(x + width), float(y + height)


def scanned(page: Page, random: np.random.Generator) -> Page:
    """As a common scanner gives it: a little askew, blurred, grainy, pressed by JPEG."""
    page = turned(page, float(random.uniform(-2, 2)))
    image = cv2.GaussianBlur(page.image, (0, 0), float(random.uniform(0.4, 0.9))).astype(np.float32)
    image = 255 - (255 - image) * random.uniform(0.65, 0.95) - random.uniform(5, 25)
    image += random.normal(0, random.uniform(3, 9), image.shape[:2])[:, :, None]
    return replace(page, image=pressed(np.clip(image, 0, 255).astype(np.uint8), int(random.integers(40, 80))))


def pressed(image: np.ndarray, quality: int) -> np.ndarray:
    """The picture after JPEG of this quality."""
    _ok, data = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[:, :, ::-1])
