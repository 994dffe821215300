"""A field's word list: read from a file that somebody uploads, and its limits."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from docmgr.core.exceptions import Invalid

MAX_WORDS = 5_000
MAX_LENGTH = 200
MAX_BYTES = 1_000_000
# What spreadsheets in Chinese save a CSV as where nobody asks them for UTF-8.
_ENCODINGS = ("utf-8-sig", "gb18030")


def words_of(data: bytes, name: str) -> list[str]:
    """The entries of a TXT file (a line each) or a CSV file (the first column), in order, without repeats.

    Raises Invalid with a sentence that says what is wrong, and where.
    """
    if len(data) > MAX_BYTES:
        raise Invalid(_("The word list is larger than 1 MB."))
    text = _text(data)
    lines = _first_column(text) if name.lower().endswith(".csv") else iter(text.splitlines())
    words = list(dict.fromkeys(word for line in lines if (word := " ".join(line.split()))))
    if not words:
        raise Invalid(_("The word list is empty."))
    if found := list(problems(words)):
        raise Invalid(" ".join(found), problems=found)
    return words


def problems(words: Sequence[object]) -> Iterator[str]:
    """What forbids a list, whichever way it came in."""
    if len(words) > MAX_WORDS:
        yield _("The word list has %(count)d entries; at most %(limit)d are allowed.") % {
            "count": len(words), "limit": MAX_WORDS}
    for number, word in enumerate(words, 1):
        if not isinstance(word, str) or not word.strip() or "\0" in word:
            yield _("Entry %(number)d of the word list is not a word.") % {"number": number}
            return
        if len(word) > MAX_LENGTH:
            yield _("Entry %(number)d of the word list is longer than %(limit)d characters.") % {
                "number": number, "limit": MAX_LENGTH}
            return


def _text(data: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Invalid(_("The word list is not a text file. Save it as TXT or CSV in UTF-8."))


def _first_column(text: str) -> Iterator[str]:
    head = text[:2000]
    delimiter = max(",;\t", key=head.count)
    try:
        yield from (row[0] for row in csv.reader(io.StringIO(text), delimiter=delimiter) if row)
    except csv.Error as error:
        raise Invalid(_("The word list is not a text file. Save it as TXT or CSV in UTF-8.")) from error
