"""How document types change: a draft is edited, a published version never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, require
from docmgr.audit.actions import Action
from docmgr.audit.services import record
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, Invalid
from docmgr.doctypes.models import DocumentType, FieldDefinition, TypeVersion
from docmgr.doctypes.validation import problems

VERSION_PARTS = ("label_zh", "label_en", "prompt", "keywords", "rules", "review_below", "routing")
FIELD_PARTS = (
    "key", "label_zh", "label_en", "kind", "aliases", "patterns", "hint", "required", "many", "sensitive", "dictionary",
    "terms", "critical", "look_alikes", "rows")


@transaction.atomic
def create_type(*, key: str, label_zh: str, label_en: str, by: User) -> TypeVersion:
    """A new type with an empty first draft. Raises Invalid where the key is taken."""
    require(by, Act.MANAGE_TYPES)
    try:
        with transaction.atomic():
            doc_type = DocumentType.objects.create(key=key)
    except IntegrityError as error:
        raise Invalid(_("There is already a type with this key.")) from error
    draft = TypeVersion.objects.create(
        doc_type=doc_type, number=1, label_zh=label_zh, label_en=label_en, created_by=by)
    record(Action.TYPE_CREATED, actor=by, obj=doc_type, after={"key": key})
    return draft


@transaction.atomic
def open_draft(doc_type: DocumentType, *, by: User) -> TypeVersion:
    """The type's draft; a copy of the live version where there is none yet."""
    require(by, Act.MANAGE_TYPES)
    DocumentType.objects.select_for_update(no_key=True).get(pk=doc_type.pk)
    draft = doc_type.versions.filter(state=TypeVersion.State.DRAFT).first()
    return draft or _copy(doc_type, by=by)


def _copy(doc_type: DocumentType, *, by: User) -> TypeVersion:
    source = doc_type.live or doc_type.versions.latest("number")
    newest = doc_type.versions.aggregate(n=Max("number"))["n"] or 0
    draft = TypeVersion.objects.create(
        doc_type=doc_type, number=newest + 1, created_by=by, **{p: getattr(source, p) for p in VERSION_PARTS})
    _write_fields(draft, [{p: getattr(f, p) for p in FIELD_PARTS} for f in source.fields.all()])
    return draft


@transaction.atomic
def save_draft(
    draft: TypeVersion, *, by: User, revision: int, parts: Mapping[str, Any], fields: Sequence[Mapping[str, Any]],
) -> TypeVersion:
    """Replace the draft's content. A draft may be unfinished; only publishing checks it.

    Raises Conflict where somebody else saved or published it since ``revision`` was read.
    """
    require(by, Act.MANAGE_TYPES)
    own = {p: parts[p] for p in VERSION_PARTS if p in parts}
    saved = TypeVersion.objects.filter(
        pk=draft.pk, state=TypeVersion.State.DRAFT, revision=revision,
    ).update(revision=revision + 1, **own)
    if not saved:
        raise Conflict
    draft.fields.all().delete()
    _write_fields(draft, fields)
    record(Action.TYPE_DRAFT_SAVED, actor=by, obj=draft.doc_type, after={"version": draft.number})
    return TypeVersion.objects.get(pk=draft.pk)


def _write_fields(version: TypeVersion, fields: Sequence[Mapping[str, Any]]) -> None:
    keys = [f["key"] for f in fields]
    if len(set(keys)) != len(keys):
        raise Invalid(_("Two fields have the same key."))
    FieldDefinition.objects.bulk_create(
        FieldDefinition(version=version, position=n, **{p: f[p] for p in FIELD_PARTS if p in f})
        for n, f in enumerate(fields))


@transaction.atomic
def publish(draft: TypeVersion, *, by: User, revision: int, note: str = "") -> TypeVersion:
    """Make the draft the live version. Documents read before keep the version they were read with.

    Raises Invalid with every problem of the definition, Conflict where the draft was changed meanwhile.
    """
    require(by, Act.MANAGE_TYPES)
    found = problems(draft.definition())
    if found:
        raise Invalid(" ".join(found), problems=found)
    now = clock.now()
    won = TypeVersion.objects.filter(
        pk=draft.pk, state=TypeVersion.State.DRAFT, revision=revision,
    ).update(state=TypeVersion.State.PUBLISHED, note=note, published_by=by, published_at=now, revision=revision + 1)
    if not won:
        raise Conflict
    return _go_live(draft, by=by)


@transaction.atomic
def roll_back(version: TypeVersion, *, by: User) -> TypeVersion:
    """Make an earlier published version the live one again."""
    require(by, Act.MANAGE_TYPES)
    if version.state != TypeVersion.State.PUBLISHED:
        raise Invalid(_("Only a published version can go live."))
    return _go_live(version, by=by)


def _go_live(version: TypeVersion, *, by: User) -> TypeVersion:
    doc_type = version.doc_type
    before = doc_type.live.number if doc_type.live else None
    DocumentType.objects.filter(pk=doc_type.pk).update(live=version)
    hidden = hide_everywhere(version)
    record(Action.TYPE_PUBLISHED, actor=by, obj=doc_type, before={"version": before},
           after={"version": version.number, **({"sensitive": hidden} if hidden else {})})
    return TypeVersion.objects.get(pk=version.pk)


def hide_everywhere(version: TypeVersion) -> list[str]:
    """Mark what this version calls sensitive in the earlier ones too; the keys of which that was news.

    The mark says what may leave the house and not how a document is read, so it is the one part of a published version
    that changes: else masked exports would go on showing the values of documents that were read before.
    """
    keys = list(version.fields.filter(sensitive=True).values_list("key", flat=True))
    published = TypeVersion.objects.filter(doc_type=version.doc_type_id, state=TypeVersion.State.PUBLISHED)
    older = FieldDefinition.objects.filter(version__in=published, key__in=keys, sensitive=False)
    found = sorted(set(older.values_list("key", flat=True)))
    older.update(sensitive=True)
    return found


@transaction.atomic
def discard_draft(draft: TypeVersion, *, by: User) -> None:
    """Throw the draft away; the live version stays. A type that was never published goes with its draft.

    Raises Conflict where it was published meanwhile.
    """
    require(by, Act.MANAGE_TYPES)
    doc_type = draft.doc_type
    if not TypeVersion.objects.filter(pk=draft.pk, state=TypeVersion.State.DRAFT).delete()[0]:
        raise Conflict
    record(Action.TYPE_DRAFT_DISCARDED, actor=by, obj=doc_type, after={"key": doc_type.key, "version": draft.number})
    if not doc_type.versions.exists():
        doc_type.delete()


@transaction.atomic
def set_options(doc_type: DocumentType, *, by: User, active: bool, four_eyes: bool) -> None:
    """Options that hold for all versions: may it still be chosen, and does approval need a second person."""
    require(by, Act.MANAGE_TYPES)
    before = {"active": doc_type.active, "four_eyes": doc_type.four_eyes}
    after = {"active": active, "four_eyes": four_eyes}
    if before == after:
        return
    DocumentType.objects.filter(pk=doc_type.pk).update(**after)
    record(Action.TYPE_OPTIONS_CHANGED, actor=by, obj=doc_type, before=before, after=after)
