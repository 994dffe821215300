"""The day of the week that is printed beside a date: it tells a misread figure, and which number is the month."""

from __future__ import annotations

import re
from datetime import date

from .months import plain

# From Monday on, without accents: English, German, French, Dutch, Spanish, Italian, Portuguese, Swedish, Danish and
# Norwegian, Polish, Czech, Romanian, Turkish, Malay and Indonesian, Vietnamese, Russian, Ukrainian; Chinese, Japanese,
# Korean. A word that is another day elsewhere is left out.
_NAMES: tuple[str, ...] = (
    "monday mon montag lundi lun maandag lunes lunedi segunda-feira mandag poniedzialek pondeli luni pazartesi isnin "
    "senin thu.hai понедельник понеділок 星期一 周一 週一 礼拜一 月曜日 월요일",
    "tuesday tue tues dienstag mardi dinsdag martes martedi terca-feira tisdag tirsdag wtorek utery marti sali selasa "
    "thu.ba вторник вівторок 星期二 周二 週二 礼拜二 火曜日 화요일",
    "wednesday wed mittwoch mercredi woensdag miercoles mercoledi quarta-feira onsdag sroda streda miercuri carsamba "
    "rabu thu.tu среда середа 星期三 周三 週三 礼拜三 水曜日 수요일",
    "thursday thu thur thurs donnerstag jeudi donderdag jueves giovedi quinta-feira torsdag czwartek ctvrtek joi "
    "persembe khamis kamis thu.nam четверг четвер 星期四 周四 週四 礼拜四 木曜日 목요일",
    "friday fri freitag vendredi vrijdag viernes venerdi sexta-feira fredag piatek patek vineri cuma jumaat jumat "
    "thu.sau пятница пʼятниця 星期五 周五 週五 礼拜五 金曜日 금요일",
    "saturday sat samstag sonnabend samedi zaterdag sabado sabato lordag sobota sambata cumartesi sabtu thu.bay "
    "суббота субота 星期六 周六 週六 礼拜六 土曜日 토요일",
    "sunday sun sonntag dimanche zondag domingo domenica sondag niedziela nedele duminica pazar ahad minggu chu.nhat "
    "воскресенье неділя 星期日 星期天 周日 週日 礼拜天 礼拜日 日曜日 일요일",
)
# Of two letters, so only where a comma, a full stop or a bracket makes them one: "di" and "do" are words as well.
_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")
_WEEKDAYS = {name: number for number, names in enumerate(_NAMES) for name in names.split()}
_SHORTS = {name: number for number, name in enumerate(_SHORT)}
_ANY = "|".join(re.escape(n).replace(r"\.", r"\s?") for n in sorted(_WEEKDAYS, key=len, reverse=True))
_FEW = "|".join(_SHORT)
# The city of Santo Domingo, from which letters are dated; "12 luni" are as many months.
_NO_DAY = r"(?<!santo )(?<!sto )(?<!sto\. )(?!(?<=\d )luni)"
_BEFORE = re.compile(
    rf"(?<![^\W\d_]){_NO_DAY}(?:(?P<name>{_ANY})[\s.,:()（）]{{0,3}}|(?P<short>{_FEW})[.,]{{1,2}}\s?)$")
_AFTER = re.compile(rf"[\s,.]{{0,2}}[(（\[]?(?:(?P<name>{_ANY})(?![a-z])|(?<=[(\[])(?P<short>{_FEW})(?=[)\]]))")
_FURTHEST = 20          # characters beside the day


def beside(text: str, start: int, end: int) -> int | None:
    """The day of the week (0 is Monday) right before or behind ``text[start:end]``; None where none is printed, or two
    that differ."""
    around = (_BEFORE.search(plain(text[max(0, start - _FURTHEST):start])),
              _AFTER.match(plain(text[end:end + _FURTHEST])))
    found = {_number(match) for match in around if match}
    return found.pop() if len(found) == 1 else None


def agrees(day: str, weekday: int) -> bool:
    """Whether a day of the calendar (YYYY-MM-DD) is that day of the week."""
    return date.fromisoformat(day).weekday() == weekday


def _number(match: re.Match[str]) -> int:
    if match["short"]:
        return _SHORTS[match["short"]]
    return _WEEKDAYS[re.sub(r"^(thu|chu)\s?(?=hai|ba|tu|nam|sau|bay|nhat)", r"\1.", match["name"])]
