"""The key clauses of a contract and a summary made of quotations, without any model.

Which subject a section is about is told by the words of its heading, or by several of its subject's words in its text.
Nothing is put in other words: what is shown stands on the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.types import BBox, PageText

from .sections import Section, sections, subsections

_SENTENCE = re.compile(r".+?(?:[。！？；]|[.!?](?=\s|$)|$)", re.DOTALL)
_QUOTED = 400           # letters of a clause that are shown
_IN_BODY = 3            # words of a subject that make a section about it without being in its heading
_CONTRACT = 3           # subjects of clauses; a document with fewer is what the classifier takes it for
_WORDS, _SIGNS = 4, 8   # of a sentence that says something; what is shorter is a heading of its own
_PARTS_NAME = re.compile(r"^(?:[(（][^)）]{1,3}[)）]|\d{1,2}(?:\.\d{1,2})*[.)、．]?)\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """``subject`` is a key of the lexicon; ``text`` the clause with its heading; ``box`` is where it begins."""

    subject: str
    heading: str
    text: str
    page: int
    box: BBox
    says: str = ""


def subjects() -> dict[str, dict[str, str]]:
    """Subject -> its name in each language ("en", "zh")."""
    return {key: entry["label"] for key, entry in _lexicon().items()}


def key_clauses(pages: Sequence[PageText]) -> list[Clause]:
    """One clause of every subject, in the order of the document.

    Told by the heading of a section, else of a section inside one, else by what a section says.
    """
    tops = sections(pages)
    found: dict[str, Clause] = {}
    named = [s for s in subsections(pages) if s.titled and s.body]
    for parts, told in ((tops, _by_heading), (named, _by_heading), (tops, _by_body)):
        known = frozenset(found)
        for section in parts:
            for subject in told(section):
                if subject not in known and subject not in found:
                    found[subject] = _clause(subject, section)
    return sorted(found.values(), key=lambda c: (c.page, c.box.y0))


def _clause(subject: str, section: Section) -> Clause:
    body = _flow(section.body)
    said = _sentences(body)
    said = [s for s in said if len(s.split()) >= _WORDS or (has_cjk(s) and len(s) >= _SIGNS)] or said
    words = _lexicon()[subject]["words"]
    best = next((s for s in said if any(_says(w, s.casefold()) for w in words)), said[0] if said else section.heading)
    whole = _flow((section.heading, body)) if section.titled else body
    return Clause(subject, section.heading, _cut(whole), section.page, section.box, best)


def summary(pages: Sequence[PageText], language: str = "en") -> str:
    """Title, what the built-in type of the document finds, and a sentence of each key clause, as Markdown.

    "" for an empty document. About 0.1 s of CPU a page.
    """
    from ocr_engine.doctypes.load import builtin_types, type_named
    from ocr_engine.extract.classify import classify
    from ocr_engine.extract.extractor import extract_fields

    if not any(page.lines for page in pages):
        return ""
    clauses = key_clauses(pages)
    doc_type = type_named("contract") if len(clauses) >= _CONTRACT else classify(pages, builtin_types())[0]
    found = extract_fields(pages, doc_type) if doc_type else {}
    title = next((v.raw or v.value for v in found.get("contract_name", ())), "") or _title(pages)
    told = [f"**{_one_line(title)}**"]
    for spec in doc_type.fields if doc_type else ():
        values = "; ".join(_one_line(v.raw or v.value) for v in found.get(spec.key, ()))
        if values and spec.key != "contract_name":
            told.append(f"- **{spec.label.get(language) or spec.key}**: {values}")
    for clause in clauses if doc_type is None or doc_type.key == "contract" else ():
        name = subjects()[clause.subject].get(language, clause.subject)
        told.append(f"- **{name}** (p. {clause.page}): {_one_line(_PARTS_NAME.sub('', clause.says))}")
    return "\n".join(told)


def _title(pages: Sequence[PageText]) -> str:
    """The short line with the largest letters of the first page that has text; of print down the page, its width."""
    page = next(page for page in pages if page.lines)
    short = [line for line in page.lines[:20] if 2 <= len(line.text.strip()) <= 60] or list(page.lines)
    return _one_line(max(short, key=lambda line: min(line.box.height * page.height, line.box.width * page.width)).text)


def _by_heading(section: Section) -> list[str]:
    """The subjects that the heading names: "Notices and disputes" is about both."""
    head = section.heading.casefold() if section.titled else ""
    return [key for key, entry in _lexicon().items() if any(_says(word, head) for word in entry["words"])]


def _by_body(section: Section) -> list[str]:
    body = " ".join(section.body).casefold()
    scores = {key: sum(_says(word, body) for word in entry["words"]) for key, entry in _lexicon().items()}
    best = max(scores, key=lambda key: scores[key])
    return [best] if scores[best] >= _IN_BODY else []


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
