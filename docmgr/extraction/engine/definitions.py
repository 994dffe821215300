"""Type definitions: what is wrong with one, what a model is told, what it finds on pages read before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from docmgr.core.exceptions import Invalid
from docmgr.extraction import messages
from docmgr.extraction.engine.plain import EnginePage, EngineValue, doc_type_of, plain_value, read_page

if TYPE_CHECKING:
    from ocr_engine.types import DocType


def check_definition(definition: dict[str, Any]) -> list[str]:
    """What the engine cannot work with in a type definition, in the reader's language; empty where it is fine."""
    from ocr_engine.errors import BadDefinition
    from ocr_engine.validate.rule_definitions import validate_rules

    try:
        validate_rules(doc_type_of(definition))
    except BadDefinition as error:
        return [messages.sentence(error.code, error.params)]
    return []


def takes_too_long(pattern: str) -> bool:
    """Whether a regular expression could take for ever on a line that it does not match."""
    from ocr_engine.slow_patterns import takes_too_long as slow

    return slow(pattern)


def whole_definition(definition: dict[str, Any]) -> dict[str, Any]:
    """A definition in short forms (a label that is missing or one wording, other names of kinds) in the whole form."""
    from ocr_engine.doctypes.completed import completed

    return dict(completed(definition))


def valid_type(definition: dict[str, Any]) -> DocType:
    """The engine's own form of a definition, its rules looked at, too. Raises Invalid with a sentence.

    Versions that are live come by here, so slow patterns pass; those of a draft are ``check_definition``'s to refuse.
    """
    from ocr_engine.errors import BadDefinition
    from ocr_engine.validate.rule_definitions import check_rules

    try:
        doc_type = doc_type_of(definition)
        check_rules(doc_type)
    except BadDefinition as error:
        raise Invalid(messages.sentence(error.code, error.params)) from error
    return doc_type


def assemble_prompt(definition: dict[str, Any]) -> str:
    """What a vision-language model would be told about the type; empty for an unfinished definition."""
    from ocr_engine.errors import BadDefinition
    from ocr_engine.extract.prompts import build_prompt

    try:
        return build_prompt(doc_type_of(definition))
    except BadDefinition:
        return ""


def try_on(pages: Sequence[EnginePage], definition: dict[str, Any]) -> list[EngineValue]:
    """What the built-in extractor finds by a definition on pages that were read before.

    About 0.1 s of CPU a page and no reading; for trying a draft. Raises Invalid for a definition that is not valid.
    """
    from ocr_engine.engine import check_fields
    from ocr_engine.extract.extractor import extract_fields
    from ocr_engine.opinions.case import Case
    from ocr_engine.opinions.last_word import trusted

    doc_type, texts = valid_type(definition), [read_page(p) for p in pages]
    found, _issues = check_fields(doc_type, extract_fields(texts, doc_type))
    fields = trusted(Case(None, texts, doc_type), found)
    return [plain_value(v, n) for values in fields.values() for n, v in enumerate(values)]
