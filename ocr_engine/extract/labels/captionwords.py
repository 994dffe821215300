"""How far a caption reaches beyond the name that was found in it: "14 Declarant/Representative", "Flight start Date",
"Monthly rent in Euro". What belongs to the caption is no value, neither of this field nor of its neighbour.
"""

from __future__ import annotations

import re

from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.wordings import NUMBER, plain_words, wording

# The number of a form's box before its caption: 8 Empfänger, (C.1) Titulaire, 3a. Name.
_BOX_NUMBER = re.compile(r"\s*[(\[]?(?:\d{1,3}[a-z]?|[A-Z](?:\.\d{1,2})?)[)\].]{0,2}\s+")
# The same caption in other words or in another language: PARTENZA / FROM, Soyadı / Surname.
_SECOND = re.compile(r"\s*[/|•·]\s*(?P<words>[^\W\d_][^\d:：()]{1,40}?)(?:\s*\([^()\d]{2,80}\))?$")
_FIRST = re.compile(r"(?P<number>.{0,6}?)(?P<words>[^\W\d_][^\d:：]{1,40}?)\s*[/|•·]\s*")
_MOST_WORDS = 6
_PARTICLES = frozenset(("of", "for", "de", "du", "des", "del", "della", "dell", "di", "da", "do", "dos", "der", "vom",
                        "von", "van", "für", "pour", "per", "para", "d", "za", "dla"))
_UNIT = re.compile(r"\s{1,3}(?:in|en|em|w|v)?\s{0,3}(?:EUR|euros?|€|USD|US\$|GBP|CHF|PLN|zł|RM|SGD|INR|Rs\.?|%|kg|g|t"
                   r"|m²|m2|m³|km|kWh|h|hrs?|hours|days)\.?$", re.IGNORECASE)
# 8 Destinatario N. IT10308185342: the box holds a number of whom it names in its caption.
_NUMBER_BEHIND = re.compile(r"\s+(?:n[or]?|num)\s?[.°º]?\s*[A-Z]{0,3}[\d ]{5,}", re.IGNORECASE)
# "Condiciones. Plazo: 3 semanas. Pago: al contado": behind the end of a sentence or a value another pair begins.
_PAIR = re.compile(r"[.;|•·](?P<gap>\s+)(?P<label>[A-ZÀ-Þ][^.:;|,\d]{2,40}?)\s?:(?=\s)")
_SENTENCE_END = re.compile(r"(?<=[^\W_]{4})\.\s+(?=[A-ZÀ-Þ])")
# What a word that stands in many labels announces, by the kinds of fields that it suits.
_SUITS = {"date": "label_day_words", "code": "label_number_words", "tax_id": "label_number_words",
          "id_number": "label_number_words", "bank_account": "label_number_words", "phone": "label_number_words",
          "money": "label_amount_words", "name": "label_name_words"}


def from_its_number(text: str, start: int) -> int:
    """Where a label at ``start`` begins with the number of its box: of "14 Declarant" the 14 is nobody's value."""
    return 0 if start and _BOX_NUMBER.fullmatch(text, 0, start) else start


def pairs_within(text: str) -> list[tuple[int, int]]:
    """Where the captions begin and end that follow in a line behind its first sentence or value."""
    return [] if has_cjk(text) else [match.span("label") for match in _PAIR.finditer(text)]


def next_pair(text: str, label: int, start: int) -> int:
    """Where the value that begins at ``start`` ends because another pair follows, or another sentence where its
    ``label`` stands in the midst of a line; the text's length where none does."""
    if has_cjk(text):
        return len(text)
    match = _PAIR.search(text, start) or (_SENTENCE_END.search(text, start) if text[:label].strip() else None)
    return match.start() if match else len(text)


def with_its_second(text: str, start: int, end: int) -> tuple[int, int]:
    """The caption ``text[start:end]`` with what stands before or behind a stroke, up to the ends of the cell."""
    if has_cjk(text):
        return start, end
    if (behind := _SECOND.match(text, end)) and _few(behind["words"]) and _begins(text, start):
        return start, len(text)
    if (before := _FIRST.fullmatch(text, 0, start)) and not text[end:].strip(" .:：") and _few(before["words"]) and (
            not before["number"].strip() or _BOX_NUMBER.fullmatch(before["number"])):
        return 0, end
    return start, end


def _begins(text: str, start: int) -> bool:
    return not text[:start].strip() or from_its_number(text, start) == 0


def _few(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not text.isdigit()


def goes_on(plan: FieldPlan | None, text: str, end: int) -> bool:
    """Whether the rest of the cell still belongs to the caption: a word for day, number or amount, as the field's kind
    is, or the unit that amounts are in."""
    rest = text[end:]
    if plan is None or not rest[:1].isspace() or has_cjk(rest):
        return False
    if plan.kind in ("name", "address", "text") and _NUMBER_BEHIND.fullmatch(rest):
        return True
    if plan.kind in ("money", "number") and _UNIT.fullmatch(rest):
        return True
    if plan.kind not in _SUITS:
        return False
    suited = {*words()[_SUITS[plan.kind]], NUMBER if plan.kind not in ("date", "money", "name") else ""}
    return bool(fold(rest)) and all(word in suited for word, _ in wording(rest).words)


# Motif de l'avoir : — a label goes on with what it is of, up to its colon. "Date de livraison" is no plain "Date".
_OF = re.compile(r"\s{1,3}(?:of|for|de|du|des|del|della|dell['’]|di|da|do|dos|der|vom|von|van|für|pour|per|para|za"
                 r"|dla)?\s{0,3}(?:(?:l|d|un)['’])?[^\W\d_][^\d:：.;,()]{1,26}?(?=\s*[:：])", re.IGNORECASE)


def with_its_object(text: str, start: int, end: int) -> int:
    """The end of a label that says behind itself what it is of, up to its colon."""
    if not _begins(text, start) or has_cjk(text) or not (match := _OF.match(text, end)):
        return end
    particle = match[0].strip().split(" ")[0].casefold().split("'")[0].split("’")[0]
    plain = all(word in plain_words() for word, _ in wording(text[start:end]).words)
    return end if plain or particle not in _PARTICLES else match.end()

