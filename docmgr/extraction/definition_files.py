"""A type definition as a file (TYPE.json): read strictly, brought in as a draft, handed out.

What comes in is a draft like any other: nothing goes live by it, and publishing looks at it once more.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from docmgr.accounts.models import User
from docmgr.core import strict_json
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes import builtin, dictionary, selectors, services
from docmgr.doctypes.limits import LONGEST, LONGEST_LINE, MAX_FIELDS, MOST_LINES, TYPE_KEY
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.extraction import engine

MAX_BYTES = 5_000_000
_LISTS = ("aliases", "patterns", "terms", "look_alikes", "keywords")


def read(data: bytes) -> dict[str, Any]:
    """The definition in the file, as the product stores one. Raises Invalid with a sentence."""
    if len(data) > MAX_BYTES:
        raise Invalid(_("The type file is larger than 5 MB."), code="type_invalid")
    try:
        definition = strict_json.loads(data.decode("utf-8-sig"))
    except ValueError as error:
        raise Invalid(_("The type file is not valid JSON."), code="type_invalid") from error
    if not isinstance(definition, dict):
        raise Invalid(_("The type file is not a JSON object."), code="type_invalid")
    definition = engine.whole_definition(definition)
    if found := engine.check_definition(definition):
        raise Invalid(" ".join(found), code="type_invalid")
    return as_stored(definition)


def as_stored(definition: dict[str, Any]) -> dict[str, Any]:
    """The definition with a name in Chinese and in English everywhere; names in other languages become aliases."""
    fields = []
    for field in definition["fields"]:
        label, others = _label(field)
        aliases = [*field.get("aliases", ()), *(o for o in others if o not in field.get("aliases", ()))]
        fields.append({**field, "label": label, "aliases": aliases})
    return {**definition, "label": _label(definition)[0], "fields": fields}


@transaction.atomic
def bring_in(definition: dict[str, Any], *, by: User) -> TypeVersion:
    """A new type whose draft is what the file says. Raises Invalid (also where its key is taken), NotAllowed."""
    parts = _fitting(definition)
    labels = {name: parts[name] for name in ("label_zh", "label_en")}
    draft = services.create_type(key=definition["key"], **labels, by=by)
    fields = parts.pop("fields")
    return services.save_draft(draft, by=by, revision=draft.revision, parts=parts, fields=fields)


@transaction.atomic
def replace(
    doc_type: DocumentType, definition: dict[str, Any], *, by: User, seen: tuple[int, int] | None,
) -> TypeVersion:
    """The type's draft, opened where there is none, says what the file says from now on; nothing goes live.

    ``seen``: number and revision of the draft that the person compared the file with, None where there was none.
    Raises Conflict where it is another by now, Invalid, NotAllowed.
    """
    DocumentType.objects.select_for_update(no_key=True).filter(pk=doc_type.pk).first()  # nobody opens a draft meanwhile
    draft = selectors.find_draft(doc_type)
    if (draft and (draft.number, draft.revision)) != seen:
        raise Conflict
    parts = _fitting(definition)
    fields = parts.pop("fields")
    draft = draft or services.open_draft(doc_type, by=by)
    return services.save_draft(draft, by=by, revision=draft.revision, parts=parts, fields=fields)


def written(version: TypeVersion) -> bytes:
    """The version as a file that :func:`read` understands."""
    return (json.dumps(version.definition(), ensure_ascii=False, indent=2) + "\n").encode()


def _fitting(definition: dict[str, Any]) -> dict[str, Any]:
    """The content as columns. Raises Invalid where the editor would."""
    parts = builtin.parts_of(definition)
    if found := list(_too_large(definition["key"], parts)):
        raise Invalid(" ".join(found), code="type_invalid", problems=found)
    return parts


def _label(part: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
    label = {language: text for language, text in part["label"].items() if text}
    first = next(iter(label.values()))
    zh, en = label.get("zh") or label.get("en") or first, label.get("en") or label.get("zh") or first
    return {"zh": zh, "en": en}, [text for text in dict.fromkeys(label.values()) if text not in (zh, en)]


def _too_large(key: str, parts: dict[str, Any]) -> Iterator[str]:
    """What the editor would refuse as well."""
    if not re.fullmatch(TYPE_KEY, key):
        yield _("The key “%(key)s” may hold letters, digits, hyphens and underscores only, 60 at most.") % {
            "key": key[:80]}
    if len(parts["fields"]) > MAX_FIELDS:
        yield _("A type may ask for at most %(limit)d fields.") % {"limit": MAX_FIELDS}
    for part in (parts, *parts["fields"]):
        where = part.get("key", key)[:60]
        for name, limit in LONGEST.items():
            if len(part.get(name, "")) > limit:
                yield _("“%(where)s”: %(entry)s is longer than %(limit)d characters.") % {
                    "where": where, "entry": name, "limit": limit}
        for name in _LISTS:
            lines = part.get(name, [])
            if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
                yield _("“%(where)s”: %(entry)s has more than %(most)d entries or one of more than %(limit)d "
                        "characters.") % {"where": where, "entry": name, "most": MOST_LINES, "limit": LONGEST_LINE}
        for problem in dictionary.problems(part.get("dictionary", ())):
            yield _("Field “%(key)s”: %(problem)s") % {"key": where, "problem": problem}
