"""The signs by which a value can be trusted, as plain numbers of about one: from the value, its checks, its features.

A sign that is not known of a value is left out; the trust model then takes the usual one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern
from ocr_engine.learn.examples.signature import NEAR
from ocr_engine.types import FieldResult
from ocr_engine.validate.checks import SECOND_LOOK, STRONG, WORD_REPAIR

from .confirmed_documents import SIGNS as DOCUMENTS
from .context import FIGURES, share_of_digits
from .context import SIGNS as CONTEXT

_GROUPS = {
    "memory": "by_memory", "model": "by_model", "label_inline": "by_label", "label_right": "by_label",
    "label_left": "by_label", "label_below": "by_label", "label_above": "by_label", "table": "by_table",
    "total_roles": "by_total", "total_words": "by_total", "implied": "by_total"}
_MIXED = re.compile(r"[^\W\d_]\d[^\W\d_]|\d[^\W\d_]\d|(?<=[a-z])[A-Z]|(?<=[A-Z]{2})[a-z]")
# The last two: no word begins with a nought (0ATU for BATU), and none stands alone behind a name (HAI-0).
_LOOK_ALIKE = re.compile(
    r"(?<=\d)[OoIlSsBZzGq|]|[OoIlSsBZzGq|](?=\d)|(?<=[A-Za-z])[0158](?=[A-Za-z])|(?<!\w)0(?=[A-Za-z]{2})"
    r"|(?<=[A-Za-z]-)0(?!\w)")
_ODD = re.compile(r"[^\w\s.,:;/()&'’\"\-–#%+@*¥$€£、。，：（）]")

SIGNS: tuple[str, ...] = (
    "raw", "reading", "margin", "label", "quality", "rules", "rival", "lead", "finders", "told_only", "by_memory",
    "by_model", "by_label", "by_table", "by_total", "passed", "failed", "repaired", "respelled", "known", "seen",
    "often", "near", "words", "misspelt", "part", "far", "odd_length", "odd_make", "first", "last", "layout",
    "on_layout", "again", "again_like", "again_sure", "again_value", "again_lowest", "alone", "overruled", "length",
    "digits", "upper", "mixed", "look_alike", "odd_signs", "accents", "legal_form", "scanned", "rivals", "top", "tall",
    "pieces", "by_vlm", *CONTEXT, *DOCUMENTS, "rounded")
# Which way a sign may speak, where that is plain from what it is. A fit that says otherwise has found a coincidence.
FOR = frozenset((
    "raw", "reading", "margin", "label", "quality", "rules", "lead", "finders", "passed", "seen", "often", "near",
    "words", "first", "last", "layout", "again", "again_like", "again_sure", "again_value", "again_lowest",
    "legal_form", "elsewhere", "cover", "agreed"))
AGAINST = frozenset((
    "rival", "told_only", "failed", "repaired", "respelled", "misspelt", "part", "far", "odd_length", "odd_make",
    "alone", "overruled", "length", "mixed", "look_alike", "odd_signs", "accents", "rivals", "pieces", "rival_like",
    "cut_off", "rival_form", "twin", "nearly", "mismatched", "outside", "far_amount", "misread",
    "rounded"))
_SECOND_READING = ("again", "again_like", "again_sure", "again_value", "again_lowest")


def signs_of(value: FieldResult) -> dict[str, float]:
    """Name -> number for all that is known of the value. A value that bears its signs already keeps them."""
    told = value.features
    if "raw" in told:
        return dict(told)
    found = {**_finding(value, told), **_checks(value), **_knowledge(told), **_again(told, value), **_text(value.value)}
    return {name: round(float(found[name]), 4) for name in SIGNS if name in found}


def _finding(value: FieldResult, told: Mapping[str, float]) -> dict[str, float]:
    how = value.how.partition(":")[0].partition("+")[0]
    found = {name: float(_GROUPS.get(how) == name) for name in set(_GROUPS.values())}
    found["raw"] = _odds(value.confidence)
    found["by_vlm"] = float("vlm" in value.how or value.source.startswith("vlm"))
    found["scanned"] = float(value.source == "ocr")
    found["rivals"] = min(3, sum(c.how != "second_reading" for c in value.candidates)) / 3
    for name in ("margin", "label", "quality", "rules", "rival", "top", "tall", "rounded", *CONTEXT):
        if name in told:
            found[name] = told[name]
    if "pieces" in told:
        found["pieces"] = told["pieces"] / 3
    if "reading" in told:
        found["reading"] = _sure(told["reading"])
    if "rules" in told and "rival" in told:
        found["lead"] = told["rules"] - told["rival"]
        found["told_only"] = float(told["rules"] <= 0)
    if "finders" in told:
        found["finders"] = min(told["finders"], 4.0) / 4
    return found


def with_second_reading(signs: Mapping[str, float], first: Mapping[str, float]) -> dict[str, float]:
    """The signs of a value with those of its second reading, from signs taken ``first``, with the page at hand."""
    found = {**signs, **{name: first[name] for name in (*_SECOND_READING, SECOND_LOOK) if name in first}}
    return {**found, **_disputed(found, found.get("digits", 0.0))}


def _disputed(found: Mapping[str, float], digits: float) -> dict[str, float]:
    """``alone``: the readings differ, and nobody has confirmed the value before. ``overruled``: both say what is
    printed, and what was learned put something else in its place; not of figures, which are written in another form
    than they are printed in."""
    if "again" not in found:
        return {}
    overruled = found["again"] and not found.get("again_value", 1.0) and digits <= FIGURES
    return {"alone": float(not found["again"] and not found.get("seen")), "overruled": float(overruled)}


def _odds(p: float) -> float:
    p = min(max(p, 0.02), 0.98)
    return math.log(p / (1 - p)) / 2


def _sure(confidence: float) -> float:
    """A reader's confidence on the scale of its doubt: 0.9 -> 1, 0.99 -> 2, at most 3."""
    return -math.log10(max(0.001, 1 - confidence))


def _checks(value: FieldResult) -> dict[str, float]:
    names = {c.name for c in value.checks}
    return {"passed": min(2, sum(c.ok is True and c.name in STRONG for c in value.checks)) / 2,
            "failed": float(any(c.ok is False for c in value.checks)),
            "repaired": float("look_alike_repair" in names),
            "respelled": float(not names.isdisjoint(("known_word", WORD_REPAIR))),
            "known": float("known_value" in names)}


def _knowledge(told: Mapping[str, float]) -> dict[str, float]:
    plain = ("words", "part", "far", "odd_length", "odd_make", "first", "last", "layout", *DOCUMENTS)
    found = {name: told[name] for name in plain if name in told}
    if "layout" in told:
        found["on_layout"] = float(told["layout"] >= NEAR)
    if "misspelt" in told:
        found["misspelt"] = min(2.0, told["misspelt"]) / 2
    if "seen" in told:
        found["seen"] = float(told["seen"] > 0)
        found["often"] = min(3.0, math.log1p(told["seen"]))
        found["near"] = 0.0 if told["seen"] > 0 else told.get("near", 0.0) ** 4
    return found


def _again(told: Mapping[str, float], value: FieldResult) -> dict[str, float]:
    found = {name: told[name] for name in ("again", "again_like", "again_value") if name in told}
    for name in ("again_sure", "again_lowest"):
        if name in told:
            found[name] = _sure(told[name])
    return {**found, **_disputed({**told, **found}, share_of_digits(value.value))}


def _text(text: str) -> dict[str, float]:
    return {"length": math.log1p(len(fold(text))) / 3, "digits": share_of_digits(text),
            "upper": sum(c.isupper() for c in text) / max(1, sum(c.isalpha() for c in text)),
            "accents": min(2, sum(c.isalpha() and not c.isascii() and not has_cjk(c) for c in text)) / 2,
            "legal_form": float(bool(legal_form_pattern().search(text))),
            "mixed": min(2, len(_MIXED.findall(text))) / 2, "look_alike": min(2, len(_LOOK_ALIKE.findall(text))) / 2,
            "odd_signs": min(2, len(_ODD.findall(text))) / 2}
