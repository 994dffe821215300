"""Month names of the languages that our documents are written in, as they are printed: in full and cut short."""

from __future__ import annotations

import re
import unicodedata

_NAMES: tuple[str, ...] = (
    # English, German, French, Dutch, Spanish, Italian, Portuguese, Malay and
    # Indonesian, Swedish and Danish, Romanian, Polish, Czech, Turkish, Ukrainian, Russian; without accents
    "january jan januar janner jaenner janvier janv januari enero ene gennaio gen janeiro ianuarie stycznia ledna ocak "
    "січня января",
    "february feb februar fevrier fevr fev februari febrero febbraio febb fevereiro februarie lutego unora subat "
    "лютого февраля",
    "march mar marz maerz mrz mars maart mrt marzo marco mac maret martie marca brezna mart березня марта",
    "april apr avril avr abril abr aprile aprilie kwietnia dubna nisan квітня апреля",
    "may mai mei mayo maggio mag maio maj maja kvetna mayis травня мая",
    "june jun juni juin junio giugno giu junho iunie czerwca cervna haziran червня июня",
    "july jul juli juillet juil julio luglio lug julho julai iulie lipca cervence temmuz липня июля",
    "august aug aout augustus agosto ago ogos agustus agu augusti sierpnia srpna agustos серпня августа",
    "september sept sep septembre septiembre set settembre sett setembro septembrie wrzesnia eylul вересня сентября",
    "october oct oktober okt octobre octubre ottobre ott outubro out octombrie pazdziernika rijna ekim жовтня октября",
    "november nov novembre noviembre novembro noiembrie listopada listopadu kasim листопада ноября",
    "december dec dezember dez decembre diciembre dic dicembre dezembro disember dis desember des decembrie grudnia "
    "prosince aralik грудня декабря",
)


def plain(word: str) -> str:
    """Lower case without accents."""
    folded = unicodedata.normalize("NFKD", word.casefold().replace("ı", "i"))
    return "".join(c for c in folded if not unicodedata.combining(c))


MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}


def _with_accents(name: str) -> str:
    """A pattern for the name in which every letter that may bear an accent may bear one."""
    accents = {"a": "[aäâ]", "e": "[eéèě]", "u": "[uûüú]", "c": "[cçč]", "s": "[sśş]", "z": "[zźž]", "n": "[nń]",
               "g": "[gğ]", "i": "[iíı]", "r": "[rř]"}
    return "".join(accents.get(c, c) for c in name)


MONTH_PATTERN = "|".join(_with_accents(n) for n in sorted(MONTHS, key=len, reverse=True))


def month_number(word: str) -> int | None:
    return MONTHS.get(re.sub(r"[^a-zа-яіїє]", "", plain(word)))
