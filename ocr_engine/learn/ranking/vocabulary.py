"""Words that confirmed names and addresses are made of, and misread words put right by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from ocr_engine.extract.words.folding import fold, fold_map, has_cjk
from ocr_engine.learn.examples.misreadings import is_misreading

KINDS = frozenset({"name", "address"})
# In how many documents a word must stand before it corrects others: a long one of the same length, and any other. Fewer
# made as many right words wrong as wrong ones right (JASA is not JAYA, KELANG not KLANG).
_OFTEN, _VERY_OFTEN = 6, 20
_SHORTEST, _LONG = 4, 5
_SHORT = 5                  # up to so many letters a word has neighbours that are words: RAYA and JAYA
# Letters that readers take for one another; a short word is put right only where one of these is all that differs.
_ALIKE = ("OQDCGU", "IJLTF", "BRPEFH", "MNWH", "UVYW", "KXHR", "SZ", "GCOQ", "gqyj", "mnrhu", "ceoas", "iltfj", "uvyw",
          "bhk")
_IN_PAGES = 3               # a word that stands on so many confirmed pages is a word, wherever it stands there
_RIVAL = 4                  # of two words equally near the commoner one is meant where it is so many times as common
_PHRASE, _PHRASE_OFTEN, _PHRASE_LIKE = 8, 2, 86.0
# In how many values two words must follow one another, and in which share of the values with the first one.
_PAIR_OFTEN, _PAIR_SHARE = 3, 0.25
_WORD = re.compile(r"[^\W\d_]+")

Vocabulary = Mapping[str, int]


def vocabulary_of(values: Iterable[str]) -> dict[str, int]:
    """Word -> the number of values that hold it. Words of a single value are kept, too, so that nothing corrects them.

    Chinese is left out: its words are not separated, and a single other character makes another word.
    """
    counts: Counter[str] = Counter()
    for value in values:
        counts.update({m.group().upper() for m in _WORD.finditer(value) if not has_cjk(m.group())})
    return dict(sorted(counts.items()))


def with_pages(vocabulary: Vocabulary, pages: Iterable[str]) -> dict[str, int]:
    """The vocabulary with the words that the confirmed documents themselves hold: they are kept, and correct nothing.

    ``pages``: the text of each document.
    """
    counts = vocabulary_of(pages)
    more = {word: 1 for word, count in counts.items() if count >= _IN_PAGES and word not in vocabulary}
    return dict(sorted({**vocabulary, **more}.items()))


def pairs_of(values: Iterable[str]) -> dict[str, dict[str, int]]:
    """Word -> the words that mostly follow it, with the number of values: SHAH is followed by ALAM, while
    anything may follow JALAN."""
    followers: dict[str, Counter[str]] = {}
    for value in values:
        found = [m for m in _WORD.finditer(value) if not has_cjk(m.group())]
        pairs = {(a.group().upper(), b.group().upper()) for a, b in pairwise(found)
                 if not any(c.isdigit() for c in value[a.end():b.start()])}
        for first, second in pairs:
            followers.setdefault(first, Counter())[second] += 1
    kept = {first: {word: n for word, n in sorted(counts.items()) if n >= _PAIR_OFTEN and n >= _PAIR_SHARE
                    * counts.total() and len(word) >= _SHORTEST} for first, counts in sorted(followers.items())}
    return {first: counts for first, counts in kept.items() if counts}


def phrases_of(values: Iterable[str]) -> list[str]:
    """The parts between commas that several confirmed values share (TAMAN BERKELEY), the longest first."""
    counts = Counter(phrase for value in values for phrase in {p.strip(" .") for p in value.split(",")})
    often = [p for p, n in counts.items() if n >= _PHRASE_OFTEN and len(fold(p)) >= _PHRASE and not has_cjk(p)]
    return sorted(often, key=lambda p: (-len(fold(p)), p))


def rephrased(text: str, phrases: Sequence[str]) -> str:
    """The text with misread parts replaced by the known phrases that they are misreadings of."""
    for phrase in phrases:
        folded, back = fold_map(text)
        wanted = fold(phrase)
        if wanted in folded:
            continue
        found = fuzz.partial_ratio_alignment(wanted, folded, score_cutoff=_PHRASE_LIKE)
        if found is None or found.dest_end <= found.dest_start:
            continue
        start, end = back[found.dest_start], back[found.dest_end - 1] + 1
        whole = not text[start - 1:start].isalnum() and not text[end:end + 1].isalnum()
        if whole and _as_many_words(text[start:end], phrase) and is_misreading(text[start:end], phrase):
            text = text[:start] + _as_written(phrase, text[start:end]) + text[end:]
    return text


def _as_many_words(one: str, other: str) -> bool:
    """A word more or less is another name, not a misreading."""
    return len(re.findall(r"\w+", one)) == len(re.findall(r"\w+", other))


def _as_written(phrase: str, like: str) -> str:
    return phrase.upper() if like.isupper() else phrase.title() if phrase.isupper() else phrase


def paired(text: str, pairs: Mapping[str, Vocabulary], vocabulary: Vocabulary) -> str:
    """The text with each unconfirmed word replaced that is a misreading of the usual follower of the word before it."""
    last, done = "", []
    at = 0
    for match in _WORD.finditer(text):
        word, between = match.group(), text[at:match.start()]
        known = () if any(c.isdigit() for c in between) or word.upper() in vocabulary else pairs.get(last, ())
        near = [w for w in known if w != word.upper() and _misread_as(word, w)]
        beside_digit = text[match.start() - 1:match.start()].isdigit() or text[match.end():match.end() + 1].isdigit()
        meant = _cased(near[0], word) if len(near) == 1 and not beside_digit else word
        done += [between, meant]
        last, at = meant.upper(), match.end()
    return "".join((*done, text[at:]))


def _misread_as(word: str, known: str) -> bool:
    """A letter away, or of the same length with nothing different but letters that look alike."""
    if len(word) < _SHORTEST:
        return False
    return OSA.distance(word.upper(), known, score_cutoff=1) <= 1 or (
        len(word) == len(known) and _alike_letters(word, known))


def corrected(text: str, vocabulary: Vocabulary) -> str:
    """The text with each unconfirmed word replaced that differs in one letter from a common one."""
    return _WORD.sub(lambda m: _word(m.group(), text, m.start(), vocabulary), text)


def _word(word: str, text: str, at: int, vocabulary: Vocabulary) -> str:
    upper = word.upper()
    beside_digit = text[at - 1:at].isdigit() or text[at + len(word):at + len(word) + 1].isdigit()
    if len(word) < _SHORTEST or upper in vocabulary or beside_digit or has_cjk(word):
        return word
    allowed = 2 if len(word) >= 8 else 1
    near = [(OSA.distance(upper, known, score_cutoff=allowed), -count, known) for known, count in vocabulary.items()
            if count >= _needed(word, known) and abs(len(known) - len(word)) <= allowed and _mistakable(word, known)]
    near = sorted(n for n in near if n[0] <= allowed)
    if not near or any(n[0] == near[0][0] and -near[0][1] < _RIVAL * -n[1] for n in near[1:]):
        return word
    return _cased(near[0][2], word)


def _mistakable(word: str, known: str) -> bool:
    """Whether a reader may have made the one of the other: for short words by the letters that differ."""
    if max(len(word), len(known)) > _SHORT:
        return True
    return len(word) == len(known) and _alike_letters(word, known)


def _alike_letters(word: str, known: str) -> bool:
    pairs = [{a, b} for a, b in zip(word, _cased(known, word), strict=False) if a != b]
    return all(any(pair <= set(group) for group in _ALIKE) for pair in pairs)


def _needed(word: str, known: str) -> int:
    if len(known) < _SHORTEST:
        return 1 << 30
    return _OFTEN if len(known) == len(word) >= _LONG else _VERY_OFTEN


def _cased(known: str, like: str) -> str:
    if like.isupper():
        return known
    return known.capitalize() if like[:1].isupper() else known.lower()
