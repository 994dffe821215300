"""How letters greet: "Hi Ann Hill,", "Hola, ANN HILL". Whom they greet receives them."""

from __future__ import annotations

import re

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĆČĎĚŁŃŇŘŚŠŤŮŹŻŽİĞŞ]"
GREETING = re.compile(
    r"(?:Hi|Hello|Dear|Hola|Estimad[oa]|Bonjour|Chère?|Liebe[r]?|Hallo|Guten Tag|Ciao|Gentile|Caro|Cara|Beste|Geachte"
    r"|Olá|Car[oa]|Prezad[oa]|Szanown[ya]|Witaj|Sehr geehrte[r]?)[,\s]\s*"
    r"(?:(?:Mr|Mrs|Ms|Dr|Herr|Frau|Sr|Sra|Sig|Sig\.ra|Monsieur|Madame|heer|mevrouw|Pani?|Panie)\.?\s)?"
    rf"(?P<name>{_CAPITAL}[\w'’\-]+"
    rf"(?:\s(?:(?:van|von|de|den|der|da|del|di|la)\s){{0,2}}{_CAPITAL}[\w'’\-]*){{1,3}})\s*[,!:]?")


def greets(text: str) -> bool:
    return GREETING.match(text.strip()) is not None
