"""Words that a word may have been before it was misread: exchanges of letters that look alike in print.

Figures are never guessed: a figure may stand for the letter it looks like, and only inside a word of letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

# Groups of which each may be read as any other. Latin and figures first, then Chinese.
_TOLD = (
    "0Oo 1lIi 5Ss 8B 2Zz 6Gb 9gq ce eo ao uv vy nh rt ft ij CG OQ EF PR UV MN HN DO VY KX "
    "未末 己已巳 日曰目 土士 人入 大太犬 干千于 天夭 货贷 侯候 戊戌戍 拔拨 晴睛清 折拆 账帐 币市 "
    "广厂 元无 间问 司同 官宫 兔免 鸟乌 令今 白自 名各 享亨 住往佳 治冶 准淮 幸辛 东车 "
    "本木 由田甲申 王玉主 西酉 石右 力刀 历厉 代伐 刊刑 析柝 微徽 慕暮 梁粱 沐沭 洪供 浙淅 "
    "科料 绍沼 苏芬 荣菜 陈阵 隆降 惠慧 颖颍"
)
# Letters that run together, and letters that fall apart.
_JOINED = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("li", "h"), ("ii", "u"), ("nn", "m"), ("ri", "n"))
_MOST_CHANGES = 2
_SHORTEST = 3
# A figure and the letters, in small ones, that are taken for it.
_FIGURES = tuple(frozenset(group) for group in ("0oqd", "1il|!", "2z", "5s", "6b", "6g", "8b", "9gq", "4a", "7t"))

_LIKE: dict[str, str] = {}
for _group in _TOLD.split():
    for _letter in _group:
        _LIKE[_letter] = "".join(dict.fromkeys(_LIKE.get(_letter, "") + _group.replace(_letter, "")))


def is_cjk(word: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" for c in word)


def is_figure_for(one: str, other: str) -> bool:
    """Whether one of two characters is a figure that readers take for the other, in either direction."""
    return one.isdigit() != other.isdigit() and any({one.casefold(), other.casefold()} <= group for group in _FIGURES)


def may_be_misread(word: str) -> bool:
    """Whether it is a word that exchanges are tried on: mostly letters, not too short."""
    figures = sum(c.isdigit() for c in word)
    return (is_cjk(word) and not figures) or (len(word) >= _SHORTEST and figures * 2 < len(word))


def readings(word: str, *, most: int = 24) -> list[str]:
    """What the word may have been, the fewest exchanges first; at most so many. [] for numbers and short words."""
    if not may_be_misread(word):
        return []
    found: dict[str, None] = {}
    for other in _exchanged(word):
        if other != word and not _guesses_figures(word, other):
            found.setdefault(other)
        if len(found) >= most:
            break
    return list(found)


def _exchanged(word: str) -> Iterator[str]:
    changes = [(i, i + 1, like) for i, letter in enumerate(word) for like in _LIKE.get(letter, "")]
    for apart, joined in _JOINED:
        for was, now in ((apart, joined), (joined, apart)):
            at = word.find(was)
            while at >= 0:
                changes.append((at, at + len(was), now))
                at = word.find(was, at + 1)
    changes.sort(key=lambda c: not word[c[0]].isdigit())  # a figure among letters is the likeliest to be wrong
    for change in changes:
        yield _with(word, (change,))
    if is_cjk(word):
        return
    for several in combinations(changes, _MOST_CHANGES):
        if all(a[1] <= b[0] or b[1] <= a[0] for a, b in product(several, several) if a is not b):
            yield _with(word, several)


def _with(word: str, changes: tuple[tuple[int, int, str], ...]) -> str:
    for start, end, now in sorted(changes, reverse=True):
        word = word[:start] + now + word[end:]
    return word


def _guesses_figures(word: str, other: str) -> bool:
    """Whether the other reading holds figures that were not there: letters are meant, or nothing is known."""
    return sum(c.isdigit() for c in other) > sum(c.isdigit() for c in word)
