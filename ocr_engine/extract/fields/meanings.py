"""What a field of a definition stands for, told by its names, its kind and the type of paper that it belongs to."""

from __future__ import annotations

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import Concept, concepts_named
from ocr_engine.extract.words.wordings import plain_words, wording
from ocr_engine.types import DocType, FieldSpec

# The word that a name of this kind leaves unsaid: arrival, a date; guest, a name.
_UNSAID = {"date": "date", "code": "number", "name": "name", "money": "amount"}
_LAST = 3  # words of a type's name that its captions may use


def meanings_of(spec: FieldSpec) -> tuple[Concept, ...]:
    """What the field's own names stand for: none, one thing, or several; those of its kind first. A key may be a word
    of something else: "to" of a day is nobody's name."""
    own = tuple(dict.fromkeys((*spec.label.values(), spec.key.replace("_", " "), spec.key, *spec.aliases)))
    keys = {spec.key.replace("_", " "), spec.key} - {*spec.label.values(), *spec.aliases}
    found = next((found for name in own if (found := concepts_named(name))
                  and not (name in keys and {spec.kind, found[0].kind} == {"date", "name"})), ())
    suited = tuple(c for c in found if c.kind == spec.kind)
    if suited or (found and spec.kind not in _UNSAID):
        return (*suited, *(c for c in found if c not in suited))
    said = (f"{name} {_UNSAID[spec.kind]}" for name in own if spec.kind in _UNSAID and not has_cjk(name))
    meant = next((m for name in said if (m := tuple(c for c in concepts_named(name) if c.kind == spec.kind))), ())
    single = (name[:-1] for name in own if name.endswith("s") and len(name) > 4)
    return meant or found or next((m for name in single if (m := concepts_named(name))), ())


def paper_names(doc_type: DocType) -> tuple[str, ...]:
    """What a type of paper may be called in its captions: hotel booking, booking."""
    titles = (*doc_type.label.values(), doc_type.key.replace("_", " "))
    parts = [title.split() for title in titles if title and not has_cjk(title)]
    return tuple(dict.fromkeys(" ".join(part[i:]) for part in parts for i in range(len(part))[-_LAST:]))


def is_plain(text: str) -> bool:
    """Whether a name says no more than many do: Date, Number."""
    return not has_cjk(text) and bool(found := wording(text).words) and all(w in plain_words() for w, _ in found)
