"""The value that goes by a name: by the definition of a field that bears it, or as documents in general use it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from ocr_engine.extract.classify import classify
from ocr_engine.extract.extractor import extract_fields
from ocr_engine.extract.fields.openfields import open_type
from ocr_engine.extract.words.folding import fold, has_cjk
from ocr_engine.extract.words.lexicon import concept_named
from ocr_engine.types import DocType, FieldResult, Fields, FieldSpec, PageText
from ocr_engine.vlm.answers import Spotted

from .wanted import Wanted, singular, wanted

Found = list[tuple[int, Spotted]]

FIRST_PAGES = 40  # that are searched for a value by its name; a tenth of a second each for every type
_MOST_TYPES = 4
# Values chosen for their shape alone are good enough for a field to review, not for an answer; for their place, where
# the extractor is as sure as it gets of those.
_BY_SHAPE, _BY_PLACE, _SURE_OF_PLACE = "by_shape", "position", 0.5
_SAYS_THE_NAME = 0.7  # what a label counts that has the words of a name, or those of the same concept
_WORD = r"[^\W_]+"
_OF = re.compile(r"\s(?:of|for|on|in|from|by|de[rsl]?|du|von|für|im)\s", re.IGNORECASE)


class Named:
    """Finds values by name on some pages. Each type is looked for once, whatever it is asked for.

    ``own`` is the type of the document, where it is known: what it calls a field comes before anything else. ``types``
    are all whose names count.
    """

    def __init__(self, pages: Sequence[PageText], own: DocType | None, types: Sequence[DocType]) -> None:
        self._pages, self._own, self._types = pages[:FIRST_PAGES], own, types
        self._read: dict[int, Fields] = {}

    def values(self, wish: Wanted) -> Found:
        """By the first of these that finds one: the document's own type, a common name, any other type."""
        names = list(_names(wish.words))
        return (self._of_types([self._own] if self._own else [], names)
                or self._in_general([n for n in names if wish.asked or concept_named(n)])
                or self._of_types(self._others(names), names))

    def mentioned(self, words: str) -> Found:
        """The value of the field with the longest name that stands in a longer request ("the lot no of the resin")."""
        types = [*([self._own] if self._own else []), *self._types]
        held = {n for t in types for f in t.fields for n in f.names if _stands_in(n, words)}
        for name in sorted(held, key=len, reverse=True)[:_MOST_TYPES]:
            if found := self.values(Wanted(name)):
                return found
        return []

    def _in_general(self, names: Sequence[str]) -> Found:
        for name in names:
            fields = extract_fields(self._pages, open_type([name]))
            told = [v for values in fields.values() for v in values if _believed(v) and _is_called_so(v)]
            if found := [spot_of(v) for v in told if v.how != _BY_PLACE or concept_named(name)]:
                return found
        return []

    def _of_types(self, types: Sequence[DocType], names: Sequence[str]) -> Found:
        for name in names:
            for doc_type in types:
                for key in _keys_named(doc_type, name):
                    if found := [spot_of(v) for v in self._fields(doc_type).get(key, ()) if _believed(v)]:
                        return found
        return []

    def _others(self, names: Sequence[str]) -> list[DocType]:
        """The types with a field of such a name, the one that the pages look like first."""
        bearing = [t for t in self._types if any(_keys_named(t, name) for name in names)]
        like, _sure = classify(self._pages, bearing)
        return list(islice(sorted(bearing, key=lambda t: t is not like), _MOST_TYPES))

    def _fields(self, doc_type: DocType) -> Fields:
        if id(doc_type) not in self._read:
            self._read[id(doc_type)] = extract_fields(self._pages, doc_type)
        return self._read[id(doc_type)]


def field_meant(words: str, own: DocType | None, types: Sequence[DocType]) -> FieldSpec | None:
    """The first field that a request names, of the document's own type before all others."""
    names = list(_names(wanted(words).words))
    bearing = (f for t in (*([own] if own else []), *types) for name in names for key in _keys_named(t, name)
               for f in t.fields if f.key == key)
    return next(bearing, None)


def spot_of(value: FieldResult) -> tuple[int, Spotted]:
    assert value.page is not None
    return value.page, Spotted((value.raw or value.value).strip(), value.box)


def _names(words: str) -> Iterator[str]:
    """The name as written, in the singular, and without what English and Chinese put around it."""
    bare = re.sub(r"['’]s\b", "", words)
    short = re.sub(r"\s+(?:name|no\.?|nr\.?)$|(?:的)?(?:名称|姓名|名字)$", "", bare, flags=re.IGNORECASE)
    turned = re.sub(r"^(\S.*?)\s+of\s+(?:the\s+)?(\S.*)$", r"\2 \1", bare)
    yield from dict.fromkeys(n for n in (words, bare, singular(bare), turned, short, bare.replace("的", "")) if n)


def _keys_named(doc_type: DocType, name: str) -> list[str]:
    folded = fold(name)
    return [f.key for f in doc_type.fields if folded and folded in {fold(n) for n in f.names}]


def _stands_in(name: str, words: str) -> bool:
    """Whether a name is what the words are about: their end, in Latin script what comes before the first "of".

    Of three Chinese letters, or of two words and more: shorter ones ("date") are part of other things' names.
    """
    if has_cjk(name):
        return len(fold(name)) > 2 and fold(words).endswith(fold(name))
    sought = _apart(name)
    return sought.count(" ") > 2 and _apart(_OF.split(words.strip(), maxsplit=1)[0]).endswith(sought)


def _apart(words: str) -> str:
    return f" {' '.join(fold(w) for w in re.findall(_WORD, words))} "


def _is_called_so(value: FieldResult) -> bool:
    """Whether its label says the name. "Date" alone may do for a field that somebody defined and then reviews; it is no
    answer to where the renewal date is."""
    return value.features.get("label", 1.0) >= _SAYS_THE_NAME


def _believed(value: FieldResult) -> bool:
    if value.box is None or value.page is None or value.how == _BY_SHAPE:
        return False
    return value.how != _BY_PLACE or value.confidence >= _SURE_OF_PLACE
