"""Month names of the languages that our documents are written in, as they are printed: in full and cut short."""

from __future__ import annotations

import re
import unicodedata

_NAMES: tuple[str, ...] = (
    # English, German, French, Dutch, Spanish, Italian, Portuguese, Malay and Indonesian; without accents
    "january jan januar janner jaenner janvier janv januari enero ene gennaio gen janeiro",
    "february feb februar fevrier fevr fev februari febrero febbraio febb fevereiro",
    "march mar marz maerz mrz mars maart mrt marzo marco mac maret",
    "april apr avril avr abril abr aprile",
    "may mai mei mayo maggio mag maio",
    "june jun juni juin junio giugno giu junho",
    "july jul juli juillet juil julio luglio lug julho julai",
    "august aug aout augustus agosto ago ogos agustus agu",
    "september sept sep septembre septiembre set settembre sett setembro",
    "october oct oktober okt octobre octubre ottobre ott outubro out",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro disember dis desember des",
)


def plain(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}


def _with_accents(name: str) -> str:
    """A pattern for the name in which every letter that may bear an accent may bear one."""
    accents = {"a": "[aäâ]", "e": "[eéè]", "u": "[uûü]", "c": "[cç]"}
    return "".join(accents.get(c, c) for c in name)


MONTH_PATTERN = "|".join(_with_accents(n) for n in sorted(MONTHS, key=len, reverse=True))


def month_number(word: str) -> int | None:
    return MONTHS.get(re.sub(r"[^a-z]", "", plain(word)))
