"""The key clauses of a contract and a summary made of quotations, without any model.

A clause is a numbered or set-off heading with the text up to the next one; which subject it is about is told by the
words of its heading, or by several of its subject's words in its text. Nothing is put in other words: what is shown
stands on the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ocr_engine.types import BBox, PageText, TextLine

from .markdown import is_heading

_SENTENCE = re.compile(r".+?(?:[。！？；]|[.!?](?=\s|$)|$)", re.DOTALL)
_TOP = re.compile(r"^\s*(?:第[一二三四五六七八九十百零\d]+[条章]|[一二三四五六七八九十]{1,3}、|"
                  r"(?:article|section|clause)\s+[\divxlc]+\b|\d{1,2}[.)、．]\s*(?=[^\d\s]))", re.IGNORECASE)
_FEWEST = 3             # sections of the first level; with fewer, any numbered heading opens one
_HEAD_LETTERS = 90
_QUOTED = 400           # letters of a clause that are shown


@dataclass(frozen=True, slots=True)
class Clause:
    """``subject`` is a key of the lexicon; ``box`` is where it begins, on the page as shown."""

    subject: str
    heading: str
    text: str
    page: int
    box: BBox


def subjects() -> dict[str, dict[str, str]]:
    """Subject -> its name in each language ("en", "zh")."""
    return {key: entry["label"] for key, entry in _lexicon().items()}


def key_clauses(pages: Sequence[PageText]) -> list[Clause]:
    """The first clause of every subject, in the order of the document."""
    found: dict[str, Clause] = {}
    for heading, lines in _sections(pages):
        subject = _subject(heading, " ".join(line.text for _page, line in lines))
        if subject and subject not in found:
            page, first = lines[0]
            body = _flow([line.text for _page, line in lines])
            found[subject] = Clause(subject, heading, _cut(body), page, first.box)
    return list(found.values())


def summary(pages: Sequence[PageText], language: str = "en") -> str:
    """Title, what the built-in contract type finds, and the first sentence of each key clause, as Markdown.

    "" for an empty document. About 0.1 s of CPU a page.
    """
    from ocr_engine.doctypes.load import type_named
    from ocr_engine.extract.extractor import extract_fields

    if not any(page.lines for page in pages):
        return ""
    contract = type_named("contract")
    found = extract_fields(pages, contract)
    told = [f"**{_title(pages)}**"]
    for spec in contract.fields:
        values = "; ".join(v.value for v in found.get(spec.key, ()))
        if values:
            told.append(f"- **{spec.label.get(language) or spec.key}**: {values}")
    for clause in key_clauses(pages):
        name = subjects()[clause.subject].get(language, clause.subject)
        said = next(iter(_sentences(clause.text.removeprefix(clause.heading))), clause.heading)
        told.append(f"- **{name}** (p. {clause.page}): {_one_line(said)}")
    return "\n".join(told)


def _title(pages: Sequence[PageText]) -> str:
    """The tallest short line of the first page that has text."""
    lines = next(page.lines for page in pages if page.lines)
    short = [line for line in lines[:20] if 2 <= len(line.text.strip()) <= 60] or list(lines)
    return _one_line(max(short, key=lambda line: line.box.height).text)


def _sections(pages: Sequence[PageText]) -> list[tuple[str, list[tuple[int, TextLine]]]]:
    """(heading, lines from the heading on) of every section: of the first level where there are enough of them."""
    first = _opened(pages, lambda text: bool(_TOP.match(text)))
    return first if len(first) >= _FEWEST else _opened(pages, is_heading)


def _opened(pages: Sequence[PageText], opens: Callable[[str], bool]) -> list[tuple[str, list[tuple[int, TextLine]]]]:
    sections: list[tuple[str, list[tuple[int, TextLine]]]] = []
    for page in pages:
        for line in page.lines:
            text = line.text.strip()
            if opens(text):
                sections.append((_head(text), [(page.number, line)]))
            elif sections:
                sections[-1][1].append((page.number, line))
    return sections


def _head(text: str) -> str:
    """The heading in a section's first line: all of it where it is short, else up to the first stop or colon."""
    cut = re.search(r"(?<=\D)[.。:：](?:\s|$)|[。：]", text[4:])
    return (text[:cut.start() + 4] if cut else text)[:_HEAD_LETTERS].strip()


def _subject(heading: str, text: str) -> str:
    head, body = heading.casefold(), text.casefold()
    for key, entry in _lexicon().items():
        if any(_says(word, head) for word in entry["words"]):
            return key
    scores = {key: sum(_says(word, body) for word in entry["words"]) for key, entry in _lexicon().items()}
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] >= 3 else ""


def _says(word: str, text: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)}s?\b", text)) if word.isascii() else word in text


def _flow(lines: Sequence[str]) -> str:
    said = ""
    for line in (part.strip() for part in lines):
        closed = said and ord(said[-1]) > 0x2E80 and line and ord(line[0]) > 0x2E80
        said += ("" if closed or not said else " ") + line
    return said


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE.findall(text) if len(s.strip()) > 3]


def _cut(text: str) -> str:
    if len(text) <= _QUOTED:
        return text
    kept = ""
    for sentence in _sentences(text):
        if kept and len(kept) + len(sentence) > _QUOTED:
            break
        kept += (" " if kept and kept[-1].isascii() else "") + sentence
    return kept[:2 * _QUOTED] + " …"


def _one_line(text: str) -> str:
    return " ".join(text.split())


@cache
def _lexicon() -> dict[str, Any]:
    return json.loads((files(__package__) / "clauses.json").read_text("utf-8"))
