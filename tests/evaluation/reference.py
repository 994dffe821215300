"""The rule of what is right written out once more, plainly and slowly, for comparison with the product's."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from typing import Any

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def number(text: str) -> Decimal | None:
    """The last mark parts off decimals unless exactly three digits follow (then it groups thousands, or the comma
    before the only point says otherwise)."""
    text = unicodedata.normalize("NFKC", text)
    body = "".join(c for c in text if c.isdigit() or c in ".,").strip(".,")
    if not body:
        return None
    parts = re.split("[.,]", body)
    marks = [c for c in body if c in ".,"]
    grouped = len(parts) > 1 and len(parts[-1]) == 3 and not (
        marks.count(".") == 1 and "," in body[:max(body.rfind("."), body.rfind(","))])
    if len(parts) == 1 or grouped:
        value = Decimal("".join(parts))
    else:
        value = Decimal("".join(parts[:-1]) + "." + (parts[-1] or "0"))
    minus = re.search(r"-\s*[\d¥$€£]", text) or re.search(r"\d\s*-\s*$", text) or re.fullmatch(r"\s*\(.*\)\s*", text)
    return -value if minus else value


def dates(text: str) -> set[tuple[int, int, int]]:
    text = unicodedata.normalize("NFKC", text).casefold()
    groups = re.findall(r"\d+", text)
    named = [MONTHS.index(word[:3]) + 1 for word in re.findall("[a-z]{3,}", text) if word[:3] in MONTHS]
    century = [(2000 + int(g) if int(g) < 100 else int(g)) for g in groups]
    if named:
        few = range(min(3, len(groups)))
        return {(century[y], named[0], int(groups[d])) for d in few for y in few if d != y
                and 1 <= int(groups[d]) <= 31 and (int(groups[y]) > 31 or int(groups[y]) < 100)}
    if len(groups) == 1 and len(groups[0]) == 8:
        g = groups[0]
        groups = [g[:4], g[4:6], g[6:]] if g[:2] in {"19", "20"} else [g[:2], g[2:4], g[4:]]
    if len(groups) < 3:
        return set()
    first, second, third = (int(g) for g in groups[:3])
    orders = [(first, second, third)] if len(groups[0]) == 4 else [(third, second, first), (third, first, second)]
    return {(y if y > 99 else 2000 + y, m, d) for y, m, d in orders if 1 <= m <= 12 and 1 <= d <= 31}


def right(wanted: str, given: str, kind: str) -> bool:
    if kind in {"money", "number"} and None not in (number(wanted), number(given)):
        return number(wanted) == number(given)
    if kind == "date" and dates(wanted) and dates(given):
        return bool(dates(wanted) & dates(given))
    return letters(wanted) == letters(given)


def figures(
    gold: list[dict[str, Any]], answers: dict[str, dict[str, list[str]]], kinds: dict[str, str],
) -> dict[str, Any]:
    """{f1, whole, fields: {key: f1}} of gold lines {id, fields {key: values}, absent}."""
    counts: dict[str, Counter[str]] = {}
    whole = 0
    for line in gold:
        slips = 0
        for key in {**line["fields"], **dict.fromkeys(line["absent"])}:
            wanted, given = list(line["fields"].get(key, ())), list(answers.get(line["id"], {}).get(key, ()))
            free, hits = list(given), 0
            for value in wanted:
                for candidate in free:
                    if right(value, candidate, kinds.get(key, "text")):
                        free.remove(candidate)
                        hits += 1
                        break
            counts.setdefault(key, Counter()).update(gold=len(wanted), given=len(given), hits=hits)
            slips += len(wanted) + len(given) - 2 * hits
        whole += slips == 0
    total = sum(counts.values(), Counter())
    return {"f1": _f1(total), "whole": round(whole / len(gold), 4), "fields": {k: _f1(c) for k, c in counts.items()}}


def _f1(count: Counter[str]) -> float:
    both = count["gold"] + count["given"]
    return round(2 * count["hits"] / both, 4) if both else 0.0
