"""Who reads sensitive values in clear, and what everybody else reads in their place: one rule for the pages and for the
API. What they see of the pages themselves says ``covering``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from docmgr.accounts.models import User
from docmgr.accounts.roles import Act, may
from docmgr.documents.models import Document
from docmgr.review.concealing.concealment import Concealment, concealment_of
from docmgr.review.concealing.viewing import is_secretive
from docmgr.review.fields import CurrentField
from docmgr.review.masking import mask
from docmgr.review.values import Sheet, sheets


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in the words that somebody may read. ``hidden`` None: all of them, but for what is sensitive where
    ``mask`` says so."""

    sheet: Sheet
    hidden: Concealment | None = None
    mask: bool = False

    def fields(self) -> list[CurrentField]:
        """The current values, the sensitive ones masked, the others without what gives those away."""
        current = self.sheet.fields()
        if not self.mask:
            return current
        return [_masked(f) if f.sensitive else self._clean(f) if self.hidden else f for f in current]

    def text(self, text: str) -> str:
        """Words about the document: its name, a reason, a finding."""
        return self.hidden.text(text, sensitive=False) if self.hidden else text

    def veil(self, document: Document) -> None:
        """Its name and reason as they may be read; never to be saved."""
        document.name, document.reason = self.text(document.name), self.text(document.reason)

    def _clean(self, field: CurrentField) -> CurrentField:
        if self.hidden is None:
            return field
        known, hidden = field.decided_at is not None, self.hidden

        def clean(text: str) -> str:
            return hidden.text(text, sensitive=False, stood_for=known)

        return replace(
            field, value=clean(field.value), raw=clean(field.raw), engine_value=clean(field.engine_value),
            engine_raw=clean(field.engine_raw), candidates=(), reasons=tuple(map(clean, field.reasons)),
            checks=tuple({**c, "detail": clean(str(c.get("detail") or ""))} for c in field.checks))


def sees_sensitive(user: User, document: Document) -> bool:
    """Whoever uploaded it and those who check it; colleagues of the department see masked values."""
    return document.owner_id == user.pk or may(user, Act.REVIEW)


def shown_to(user: User, document: Document) -> Shown:
    """Five queries."""
    return shown_many(user, [document])[document.pk]


def shown_many(user: User, documents: Iterable[Document], *, always_mask: bool = False) -> dict[int, Shown]:
    """The same for many, in as many queries. Lists mask for everybody (``always_mask``)."""
    chosen = {d.pk: d for d in documents}
    return {
        pk: Shown(sheet, mask=always_mask) if sees_sensitive(user, chosen[pk]) else
        Shown(sheet, concealment_of(sheet, ()) if is_secretive(sheet) else None, mask=True)
        for pk, sheet in sheets(list(chosen)).items()}


def name_for_anybody(document: Document) -> str:
    """Its name as colleagues read it who see sensitive values masked."""
    sheet = sheets([document.pk])[document.pk]
    return Shown(sheet, concealment_of(sheet, ())).text(document.name) if is_secretive(sheet) else document.name


def veiled(user: User, documents: Iterable[Document]) -> list[Document]:
    """The documents with names and reasons as this person may read them, never to be saved."""
    chosen = list(documents)
    told = shown_many(user, [d for d in chosen if not sees_sensitive(user, d)])
    for document in chosen:
        if document.pk in told:
            told[document.pk].veil(document)
    return chosen


def _masked(field: CurrentField) -> CurrentField:
    """Nothing that carries the value survives: not the raw text, not the losers, not what the checks say about it."""
    hidden = mask(field.value, kind=field.kind)
    return replace(
        field, value=hidden, raw=hidden, candidates=(), checks=(), reasons=(), engine_value="", engine_raw="")
