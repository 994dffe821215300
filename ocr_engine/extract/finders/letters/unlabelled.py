"""Parties that no label announces, for types of any kind: who issued a paper stands in its head, who receives it in the
address window. Which of the two a field means is told by its names, or by the order of the definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ocr_engine.extract.candidates import Candidate, Document, rescored
from ocr_engine.extract.fields.plan import FieldPlan
from ocr_engine.extract.page.layout import Cell, Sheet
from ocr_engine.extract.page.pieces import Piece
from ocr_engine.extract.values.greetings import greets
from ocr_engine.extract.weights import OPEN_PARTY as W
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import legal_form_pattern, party_terms, word_pattern, words

from .addressees import addressees
from .letterhead import issuers
from .letterlines import block_from, has_postcode, is_contact

# "Dear Mr Hill, thank you for choosing Northern Rail.": a sentence names nobody alone.
_SENTENCE = re.compile(r"(?:\S+\s+){4,}\S*[^\W\d_]{2,}\.{1,2}$|,\s(?:\S+\s+){4,}|[!?]$")
# What Germanic languages write in one word with what it is of: Erstantrag, Stromrechnung, Huurovereenkomst.
_COMPOUND_HEADING = re.compile(
    r"(?i)\b\w{3,40}(?:antrag|anmeldung|rechnung|bescheid|bescheinigung|vertrag|vereinbarung|bestätigung|auszug|zeugnis"
    r"|ausweis|protokoll|abrechnung|erklärung|schein|formular|mitteilung|bericht|nachweis|quittung|liste|überzicht|overzicht"
    r"|overeenkomst|specificatie|strook|formulier|rekening|bewijs|verklaring|factuur|nota|afrekening|bevestiging|intyg|avtal|faktura)\b")
# A remittance advice is written by who pays, and sent to who is paid.
_ADVICE = re.compile(r"remittance|payment\s(?:advice|notification)|zahlungsavis|avis\sde\s(?:paiement|virement)"
                     r"|betaaladvies|avviso\sdi\spagamento|aviso\sde\spago", re.IGNORECASE)
_TITLED = 15        # prints at the head of a paper among which its title stands
_LONGEST = 200      # letters that are a sentence anyway
_KNOWN = frozenset(("seller_name", "buyer_name"))   # letterhead.py finds them by what they are


def by_open_party(document: Document, plans: list[FieldPlan]) -> Iterator[Candidate]:
    sheet = document.sheets[0] if document.sheets else None
    if sheet is None or not sheet.cells:
        return
    labelled = {h.plan.key for h in document.labels.hits if h.plan and h.quality >= W["labelled"]
                and (h.at_start or h.colon)}
    names = [p for p in plans if p.kind == "name" and not p.spec.many]
    free = [p for p in names if p.key not in labelled and not (p.concept and p.concept.key in _KNOWN)]
    pays, paid = _of_an_advice(sheet, free)
    issuer = pays or _issuing(names, free)
    if issuer is not None:
        yield from _in_the_head(document, sheet, issuer)
    several = [p for p in plans if p.kind == "name" and p.spec.many and p.key not in labelled]
    receiver = paid or _receiving([p for p in (*free, *several) if p is not issuer])
    addresses = [p for p in plans if p.kind == "address" and p.key not in labelled]
    yield from _in_the_window(document, sheet, receiver, addresses[0] if len(addresses) == 1 else None)


def _of_an_advice(sheet: Sheet, free: Sequence[FieldPlan]) -> tuple[FieldPlan | None, FieldPlan | None]:
    """Who pays and who is paid, where the paper tells of a payment."""
    if not any(_ADVICE.search(cell.text) for cell in sheet.cells[:_TITLED]):
        return None, None
    found = [next((p for p in free if any(party_terms().get(n.folded) == party for n in p.own_names)), None)
             for party in ("payer", "payee")]
    return found[0], found[1]


@lru_cache(maxsize=4096)
def _named(plan: FieldPlan, kind: str) -> bool:
    """Whether a name of the field holds a word of the list, from its beginning on."""
    texts = [fold(part) for n in plan.names if n.weight > 0.9 for part in re.split(r"[\s_]+", n.text)]
    return any(text.startswith(fold(word)) for text in texts for word in words()[kind])


def _issuing(names: Sequence[FieldPlan], free: Sequence[FieldPlan]) -> FieldPlan | None:
    """The one field that is named like an issuer; else the first name of a definition, which mostly is one."""
    told = [p for p in free if _named(p, "issuer_words")]
    if told:
        return told[0]
    if not names or names[0] not in free or any(_named(p, "issuer_words") for p in names):
        return None
    first = names[0]
    return None if _named(first, "receiver_words") or _in_chinese(first) else first


def _in_chinese(plan: FieldPlan) -> bool:
    return any(has_cjk(label) for label in plan.spec.label.values())


def _receiving(free: Sequence[FieldPlan]) -> FieldPlan | None:
    return next((p for p in free if _named(p, "receiver_words")), None)


def _in_the_head(document: Document, sheet: Sheet, plan: FieldPlan) -> Iterator[Candidate]:
    """What stands there as a name of a house does: with a legal form, in large print, or first of all."""
    told = _named(plan, "issuer_words")
    for candidate in issuers(document, sheet, plan):
        cell = candidate.pieces[0].cell
        if candidate.raw.startswith(("(", "[")) or is_heading(candidate.raw) or _begins_block(sheet, cell):
            continue
        if _answers(document, sheet, cell) or _is_sentence(candidate.raw) or greets(candidate.raw):
            continue
        plain = not legal_form_pattern().search(candidate.raw) and cell.height < 1.15 * sheet.height
        factor = W["told"] if told else W["first"]
        yield rescored(candidate, factor * (W["plain"] if plain else 1.0))


def _is_sentence(text: str) -> bool:
    return len(text) > _LONGEST or _SENTENCE.search(text) is not None


def _answers(document: Document, sheet: Sheet, cell: Cell) -> bool:
    """Whether the line is the value of a label: one stands before it in its row, or as a caption close over it."""
    if cell.before and document.labels.is_label(cell.before[-1]):
        return True
    return any(0 < cell.box.y0 - c.box.y1 + 0.3 * sheet.height < 1.3 * sheet.height and document.labels.is_label(c)
               and abs(c.box.x0 - cell.box.x0) < 0.6 * sheet.height
               and (c.height <= cell.height or c.text.rstrip().endswith(":")) for c in sheet.cells)


def is_heading(text: str) -> bool:
    """Whether a line says what the paper is, and not whose: "Bulletin d'adhésion", "FAKTURA ZA ENERGIE"."""
    return word_pattern("heading_words").search(text) is not None or _COMPOUND_HEADING.search(text) is not None


def _begins_block(sheet: Sheet, cell: Cell) -> bool:
    """Whether an address follows right under a line of plain size: then it is somebody's who receives the paper."""
    block = block_from(sheet, cell)
    return cell.height < 1.15 * sheet.height and cell.box.cy > 0.1 and any(has_postcode(c.text) for c in block[1:4])


def _in_the_window(document: Document, sheet: Sheet, receiver: FieldPlan | None, place: FieldPlan | None
                   ) -> Iterator[Candidate]:
    """The name that begins the block with a postcode, and the lines under it down to that postcode."""
    asked = receiver or place
    found = list(addressees(document, sheet, asked)) if asked else []
    if not found:
        return
    best = max(found, key=lambda c: c.score)
    if receiver is not None:
        yield rescored(best, W["window"])
    if place is not None and (pieces := tuple(_address_lines(sheet, best.pieces[0].cell))):
        yield Candidate.of_lines(place, pieces, best.score * W["window"], "position")


def _address_lines(sheet: Sheet, first: Cell) -> Iterable[Piece]:
    found: list[Piece] = []
    for cell in block_from(sheet, first)[1:6]:
        if is_contact(cell.text):
            break
        found.append(Piece.whole(cell))
        if has_postcode(cell.text):
            return found
    return []
