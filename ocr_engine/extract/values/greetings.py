"""How letters greet: "Hi Ann Hill,", "Hola, ANN HILL". Whom they greet receives them."""

from __future__ import annotations

import re

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĆČĎĚŁŃŇŘŚŠŤŮŹŻŽİĞŞ]"
GREETING = re.compile(
    r"(?:(?:Hi|Hello|Dear|Hola|Estimad[oa]|Bonjour|Chère?|Liebe[r]?|Hallo|Guten Tag|Ciao|Gentile|Egregi[oa]|Caro|Cara"
    r"|Beste|Geachte|Olá|Car[oa]|Prezad[oa]|Exm[oa]s?\.?(?:\([oa]\)\.?)?|Szanown[ya]|Witaj|Hej|Hei|Kære|Kjære|Bästa"
    r"|Vážen[ýá]|Dobrý den|Sayın|Hyvä|Tisztelt|Sehr geehrte[r]?)[,\s]"
    r"|(?:Thank you|Thanks|Welcome|Danke|Vielen Dank|Merci|Gracias|Grazie|Obrigad[oa]|Bedankt|Tack|Tak|Takk"
    r"|Dziękujemy),)"
    r"\s*"
    r"(?:(?:Mr|Mrs|Ms|Dr|Herrn?|Frau|Sr|Sra|Senhora?(?:\([oa]\))?|Señora?|Sig|Sig\.ra|Signora?|Monsieur|Madame|heer"
    r"|mevrouw|Pani?|Panie)\.?\s)?"
    rf"(?P<name>{_CAPITAL}[\w'’\-]+"
    rf"(?:\s(?:(?:van|von|de|den|der|da|del|di|la)\s){{0,2}}{_CAPITAL}[\w'’\-]*){{1,3}})\s*(?:[,:]|[!.](?:\s.*)?)?")


# 株式会社青葉製作所 御中, 김민준 귀하: who is addressed so receives the paper.
HONOURED = re.compile(r"(?P<name>[^\d:：。、]{2,40}?)[\s　]*(?:御中|殿|様|귀하|귀중)")


def greets(text: str) -> bool:
    return GREETING.match(text.strip()) is not None
