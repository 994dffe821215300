"""Lists of words as one expression: found as by trying each of them."""

import re

import pytest

from ocr_engine.extract.words.folding import has_cjk
from ocr_engine.extract.words.lexicon import words
from ocr_engine.extract.words.patterns import any_word, either

LISTS = {**{key: words()[key] for key in ("address_words", "address_words_zh", "shop_words", "heading_words")},
         **words()["total_roles"]}


@pytest.mark.parametrize("key", LISTS)
def test_a_list_finds_what_trying_each_word_finds(key):
    items = sorted(LISTS[key], key=len, reverse=True)
    each = re.compile("|".join(re.escape(w) if has_cjk(w) else rf"(?<![^\W\d_]){re.escape(w)}(?![^\W\d_])"
                               for w in items), re.IGNORECASE)
    text = " ".join([*items, *map(str.upper, items), *(f"x{w}" for w in items), *(f"{w}s 1{w}2" for w in items)])
    found = [match.span() for match in any_word(items).finditer(text)]
    assert found and found == [match.span() for match in each.finditer(text)]


def test_of_several_words_that_begin_alike_the_longest_is_meant():
    forms = re.compile(either(["s.a", "s.a.r.l", "s.a.s"]), re.IGNORECASE)
    assert [match.group() for match in forms.finditer("S.A.R.L, s.a.s, s.a.x")] == ["S.A.R.L", "s.a.s", "s.a"]
