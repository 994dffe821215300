"""Where a name in letters begins and ends: behind a form of address, before where somebody lives or what they do."""

from __future__ import annotations

import re

from ocr_engine.extract.words.lexicon import legal_form_pattern

_ADDRESSED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Messrs|Herrn?|Frau|Firma|Madame|Mme|Mlle|Monsieur|Sr|Sra|Srta|Sig|Sig\.ra|Sig\.na|Spett\.le"
    r"|Ông/Bà|Ông|Bà|Herr/Frau|Sig\./Sig\.ra|Sr\./Sra"
    r"|Dhr|Mevr|De heer|Mevrouw|Pan|Pani|Senhora?)\b\.?:?(?:\s+|(?<=\.))(?=[A-ZÀ-Þ])")
_REMARK = re.compile(r"(?<=\w)\s+\((?!the\s)[a-zà-ÿ][^()\d]{2,40}\)$")  # Summit Radiology (in network)
_CONTACT = re.compile(r"[\s,;]+\(?(?:tel|phone|fax|mob|mobile|gsm|e-?mail)\b[.:]*\s*\S*[\d@]", re.IGNORECASE)
_COMMA = re.compile(r",\s+")
_JOINED = re.compile(r"&|\+|\b(?:and|und|et|y|e|en|og|och|i|LLP)\b")
_DEGREE = re.compile(r"[A-Z][\w.]{1,4}")  # Dr. Ana Pruitt, MD
_WORDS = 2  # of a name before a comma: "Hill, Ann" is one


def span_of_name(text: str) -> tuple[int, int]:
    """The part of a text that begins with a name and is one."""
    start = match.end() if (match := _ADDRESSED.match(text)) else 0
    end = len(text)
    for found in (_REMARK.search(text, start), _CONTACT.search(text, start + 1)):
        end = min(end, found.start()) if found else end
    for comma in _COMMA.finditer(text, start, end):
        before, behind = text[start : comma.start()], text[comma.end() : end]
        own = legal_form_pattern().search(behind) or _JOINED.search(behind) or _DEGREE.fullmatch(behind)
        if len(before.split()) >= _WORDS and not own:
            return start, comma.start()
    return start, end
