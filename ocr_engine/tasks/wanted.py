"""What somebody wants found, taken from how they wrote it: "find every phone number", "合同签署日期在哪里"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ocr_engine.extract.words.folding import has_cjk

_QUOTED = re.compile(r"[\"“„「『«]([^\"“”„「」『』«»]+)[\"”“」』»]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)")
_POLITE = r"please|kindly|can you|could you|would you|bitte|s'il (?:vous|te) pla[iî]t|por favor"
_VERBS = (r"find(?: me| out)?|locate|show(?: me)?|list|mark|highlight|give me|get(?: me)?|tell me|extract|point out"
          r"|(?:search|look) for|finden?(?: sie)?|suchen?(?: sie)?|zeigen?(?: sie)?(?: mir)?|listen?(?: sie)?"
          r"|markieren?(?: sie)?|trouve[rz]?|cherche[rz]?|montre[rz]?(?:-moi)?|affiche[rz]?|liste[rz]?"
          r"|busca[r]?|encuentra|encontrar|muestra|mostrar|lista[r]?")
_ASKS = (r"where (?:is|are|can i find|do i find|does it say|stands?)|where's|what(?: is| are|'s)|who(?: is| are|'s)"
         r"|when (?:is|was)|how (?:much|high|large) (?:is|are|was)|which (?:is|are)|wo (?:ist|sind|steht|stehen)"
         r"|was (?:ist|sind)|wer (?:ist|sind)|wie (?:hoch|gro(?:ß|ss)|lautet|lauten)(?: ist| sind)?|wann (?:ist|war)"
         r"|o[uù] (?:est|sont|se trouven?t?)|quel(?:le)?s? (?:est|sont)|qui (?:est|sont)"
         r"|d[oó]nde est[aá]n?|cu[aá]l(?:es)? (?:es|son)|qui[eé]n(?:es)? (?:es|son)|cu[aá]nto (?:es|son)")
_EVERY = (r"every|all(?: of)?(?: the)?|each|any|alle[nsr]?|jede[nrs]?|s[aä]mtliche[nr]?|tou(?:te)?s les|chaque"
          r"|tod[oa]s l[oa]s|cada")
_ARTICLES = r"the|an?|der|die|das|den|dem|les?|la|l'|el|los|las|my|our|its|their"
_BEHIND = (r"(?:(?:that|which) (?:is|are|stands?|appears?) )?(?:on|in|of|from) (?:the|this|that|these) "
           r"(?:page|document|file|contract|invoice|receipt|picture|image|scan|text|form|letter)s?"
           r"|(?:auf|in|aus) (?:der|dem|dieser|diesem) (?:seite|dokument|rechnung|vertrag)"
           r"|(?:dans|sur|du|de) (?:le|la|ce|cette)? ?(?:page|document|facture|contrat)"
           r"|(?:en|de) (?:la|el|este|esta) (?:p[aá]gina|documento|factura|contrato)|please|bitte|here|anywhere")
_HEAD = re.compile(rf"\s*(?:(?P<polite>{_POLITE})|(?P<verb>{_VERBS})|(?P<asks>{_ASKS})|(?P<every>{_EVERY})"
                   rf"|(?P<article>{_ARTICLES}))(?=[\s,:'’]|$|(?<='))[\s,:]*", re.IGNORECASE)
_TAIL = re.compile(rf"\s+(?:{_BEHIND})\s*$", re.IGNORECASE)

_HEAD_ZH = re.compile(
    r"\s*(?:(?P<polite>请问?|麻烦|帮我|帮忙|给我|把|在)|(?P<verb>查找|查询|查一下|查|找一下|寻找|搜索|定位|标出|标注|标记|圈出|列出|列举|显示"
    r"|提取|指出|找出来|找出|找到|找|看一下)|(?P<every>所有|全部|每一个|每一处|每个|每处|一切|各个|任何)"
    r"|(?P<where>(?:(?:这|该|本)(?:份|张|页|个)?(?:文档|文件|合同|协议|发票|收据|小票|票据|页面|图片|页|单据)"
    r"|(?:文档|文件|合同|协议|发票|收据|小票|票据|页面|图片|页|文|单据)(?=里面|之中|当中|上面|里|中|内|上))"
    r"(?:里面|之中|当中|上面|里|中|内|上)?(?:出现|提到|写明)?)|(?P<which>哪里|哪儿|谁|什么)(?:有|是|写着)?)的?\s*")
_TAIL_ZH = re.compile(
    r"\s*(?:(?:写|标|印|出现|位)?(?:在|于)(?:什么地方|哪里|哪儿|哪一?页|何处|哪)|是(?:多少|什么|谁|哪天|哪一天|几号|哪个|哪家)|有(?:哪些|多少|几个)"
    r"|(?:为|叫)(?:多少|什么)|的?(?:位置|地方|所在)|都?(?:标出来|找出来|列出来|圈出来|显示出来)|多少钱?|[吗呢吧啊])\s*$")
_MARKS = " \t.。?？!！:：,，;；"


@dataclass(frozen=True, slots=True)
class Wanted:
    """``words`` are what is left of a request without its verb. ``quoted``: letter by letter and nothing else.

    ``every``: all of that kind. ``asked``: a thing by its name ("where is the …"), so that its value is meant.
    """

    words: str
    quoted: bool = False
    every: bool = False
    asked: bool = False


def wanted(request: str) -> Wanted:
    """Understands English, Chinese, German, French and Spanish; words of other languages are taken as they are."""
    if quoted := _QUOTED.search(request):
        return Wanted((quoted[1] or quoted[2]).strip(), quoted=True)
    head, tail = (_HEAD_ZH, _TAIL_ZH) if has_cjk(request) else (_HEAD, _TAIL)
    words, parts = _without_head(request.strip(_MARKS), head)
    words, asked = _without_tail(words, tail)
    asked |= bool({"asks", "article", "where", "which"} & parts)
    return Wanted(words or request.strip(_MARKS), every="every" in parts, asked=asked)


def _without_head(words: str, head: re.Pattern[str]) -> tuple[str, set[str]]:
    parts: set[str] = set()
    while (found := head.match(words)) and found.end() and found.end() < len(words):
        parts.add(str(found.lastgroup))
        words = words[found.end():]
    return words, parts


def _without_tail(words: str, tail: re.Pattern[str]) -> tuple[str, bool]:
    cut = False
    while (found := tail.search(words)) and found.start():
        words, cut = words[:found.start()].rstrip(_MARKS), True
    return words.strip(_MARKS), cut


def singular(words: str) -> str:
    """English plurals as one, word by word; other words stay. Right often enough to ask a word list with."""
    return re.sub(r"[A-Za-z]+", lambda m: _one(m.group()), words)


def _one(word: str) -> str:
    low = word.casefold()
    if len(low) < 4 or low.endswith(("ss", "us", "is")):
        return word
    if low.endswith("ies"):
        return word[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if low.endswith("s") else word
