"""Letters of names and addresses that no word can have where they stand: WorId is World, Leve1 is Level."""

from __future__ import annotations

import re

_CAPITAL_I = re.compile(r"(?<![A-Z])(?<=[a-z]{2})(?<!Mac)I(?=[a-z])|(?<=[a-z]{3})I(?![A-Za-z])"
                        r"|(?<=\b[BCFGPS])I(?=[aou]|e[a-z]|k\b)")  # BIk, FIoor
_ONE = re.compile(r"(?<=[a-z]{3})1(?!\w)|(?<=[a-z])1(?=[a-z]{2})|(?<=[a-z]{2})1(?=[a-z])")
_ZERO = re.compile(r"(?<=[a-z])0(?=[a-z])|(?<=[A-Z]{2})0(?=[A-Z]{2})|(?<=\b[A-Z])0(?=[A-Z]{3})")
_LETTER_O = re.compile(r"(?<=\d\d)O\b|(?<=\d)O(?=\d)")


def readable(text: str) -> str:
    """The text with a capital I, a one or a nought inside of words as the letter that is meant; 29O is 290."""
    text = _CAPITAL_I.sub("l", text)
    text = _ONE.sub("l", text)
    text = _LETTER_O.sub("0", text)
    return _ZERO.sub(lambda m: "o" if text[m.start() - 1].islower() else "O", text)
