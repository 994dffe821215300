"""Every code has a sentence, in both languages, with its figures in a form for people."""

from __future__ import annotations

import string

import pytest
from django.utils import translation

from docmgr.extraction import messages
from ocr_engine.errors import MESSAGES
from ocr_engine.validate.checks import CHECKS


def placeholders(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_code_of_the_engine_has_a_sentence_with_its_figures(code):
    figures = dict.fromkeys(placeholders(MESSAGES[code]), 7)
    with translation.override("en"):
        told = messages.sentence(code, figures)
    assert code in messages.CODES and "%(" not in told and code not in told
    for name in figures:
        assert f"%({name})s" in messages.CODES[code]


def test_every_check_of_the_engine_has_a_sentence_for_its_failure():
    assert set(messages.CHECKS) >= set(CHECKS)


def test_a_sentence_never_raises():
    with translation.override("en"):
        assert "brand_new" in messages.sentence("brand_new", {"a": 1})
        assert "file_too_large" in messages.sentence("file_too_large", {})


def test_a_failure_tells_what_to_do_and_whether_another_try_can_help():
    with translation.override("en"):
        told = messages.failure("too_many_pages", {"pages": 300, "limit": 200})
        assert told.endswith("200 are allowed. Split it into smaller files and upload those.")
        assert "tell an administrator" in messages.failure("backend_failed")
        assert messages.failure("file_missing") == messages.sentence("file_missing")
    assert messages.may_pass("backend_failed") and not messages.may_pass("too_many_pages")
    assert not set(messages.FILE_FAULTS) & set(messages.PASSING_FAULTS)
    assert set(messages.FILE_FAULTS) | set(messages.PASSING_FAULTS) <= set(messages.CODES)


def test_bytes_and_pixels_are_told_as_people_read_them():
    with translation.override("en"):
        told = messages.sentence("file_too_large", {"bytes": 209_715_200, "limit": 104_857_600})
        assert told.replace("\xa0", " ") == "The file has 200 MB; at most 100 MB are allowed."
        assert "400 megapixels" in messages.sentence("too_many_pixels", {"pixels": 400_000_000, "limit": 100_000_000})
