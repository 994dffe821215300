"""The type that a measurement asks by: from a file, from the installation, or one that comes with the product."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from docmgr.core.exceptions import Invalid
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import no_such_type
from docmgr.extraction import definition_files, engine


def type_named(name: str) -> dict[str, Any]:
    """The definition behind TYPE.json or KEY, as the product stores one. Raises Invalid.

    A key names a type of this installation where there is one, else a built-in one; no database is needed for that.
    """
    definition = _from_file(Path(name)) if name.endswith(".json") else _of_installation(name) or _built_in(name)
    if definition is None:
        raise Invalid(no_such_type(name), code="type_unknown")
    found = engine.check_definition(definition)
    if found:
        raise Invalid(" ".join(found), code="type_invalid")
    return definition_files.as_stored(definition)


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return definition_files.read(path.read_bytes())
    except OSError as error:
        raise Invalid(_("The type file cannot be opened: %(reason)s.") % {"reason": error.strerror},
                      code="type_invalid") from error


def _of_installation(key: str) -> dict[str, Any] | None:
    """None also where there is no database (asking a SQLite that is not there would make one)."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).is_file():
        return None
    try:
        doc_type = DocumentType.objects.select_related("live").filter(key=key, live__isnull=False).first()
        return doc_type.live.definition() if doc_type and doc_type.live else None
    except DatabaseError:
        return None


def _built_in(key: str) -> dict[str, Any] | None:
    """Looked up by what the files say: a key is never part of a path."""
    for path in sorted(settings.BUILTIN_TYPES_DIR.glob("*.json")):
        definition = json.loads(path.read_text(encoding="utf-8"))
        if definition["key"] == key:
            return definition
    return None
