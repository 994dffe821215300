"""A small house: one person of every sort, one document, and all addresses of the product."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from docmgr.accounts import tokens
from docmgr.accounts.models import Department, Role, User
from docmgr.accounts.roles import Act, may
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.services import open_draft
from docmgr.documents.models import Blob, Document, Page
from docmgr.documents.storage import blob_key
from docmgr.review.disclosure import sees_sensitive
from docmgr.review.models import Correction
from docmgr.training.background import jobs
from docmgr.training.models import ErrorSample, Proposal
from tests.fixtures import broken
from tests.matrix.table import LOGIN, TABLE, TOKEN, Rule
from tests.review import makers

MARKER = "QZX-7741-MARKER"
FOREIGN, MISSING = 700_001, 700_002  # as long as each other, so that pages which repeat them are too
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
WHO = ("anonymous", "disabled", "owner", "other", "colleague", "reviewer", "admin", "auditor")


@dataclass(slots=True)
class World:
    people: dict[str, User | None]
    document: Document
    doc_type: DocumentType
    token: int
    job: int
    question: int
    sample: int
    proposal: int
    sessions: dict[str, str]  # of those who are logged in: logging in anew for each call takes as long as the call

    def client(self, who: str, **how: Any) -> Client:
        """A browser of its own in which this person is logged in."""
        client = Client(**how)
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client

    def address(self, name: str, *, pk: int | None = None) -> str:
        given = dict(TABLE[name].arguments)
        for argument in arguments_of(name):
            given.setdefault(argument, self._argument(name, argument, pk))
        return reverse(name, kwargs={a: given[a] for a in arguments_of(name)})

    def _argument(self, name: str, argument: str, pk: int | None) -> Any:
        if argument == "token":
            return self.token
        if argument == "key":
            return self.doc_type.key
        if name.startswith("web:job_"):
            return self.job
        if name.startswith("web:error_group_"):
            return self.sample if name.endswith("_crop") else self.proposal
        person = name.startswith("web:user_")
        return self.people["owner"].pk if person else (pk or self.document.pk)

    def calls(self, name: str) -> Iterator[tuple[str, str]]:
        """(method, who): everybody with the methods of the table, a few with the others."""
        for method in METHODS:
            for who in WHO if method in TABLE[name].methods else ("anonymous", "owner", "admin"):
                yield method, who

    def expected(self, name: str, method: str, who: str) -> set[int]:
        """The statuses that are right."""
        rule, user = TABLE[name], self.people[who]
        known = user is not None and user.is_active
        if method not in rule.methods:
            return {405, 404, 403} if known else {405, 404, 403, 401, 302}
        need = rule.methods[method]
        if need is None:
            return DONE
        if need == TOKEN:
            return {401}
        if not known:
            return {401} if name.startswith("api:") else {302}
        if need != LOGIN and not may(user, need):
            return {403}
        return self.on_job(user, method) if rule.on == "job" else self._on_object(rule, user)

    def on_job(self, user: User, method: str, *, asker: str = "") -> set[int]:
        """``asker``: whose question to a model it is; "" for a job of training."""
        if asker and user == self.people[asker]:
            return DONE
        if not may(user, Act.SEE_LEARNING):
            return {404}
        return DONE if method == "GET" or may(user, Act.MANAGE_LEARNING) else {403}

    def _on_object(self, rule: Rule, user: User) -> set[int]:
        if rule.on and not Document.objects.visible_to(user).filter(pk=self.document.pk).exists():
            return {404}
        if rule.on == "own" and not sees_sensitive(user, self.document):
            return {403}
        return {404} if rule.absent else DONE


# Answers of somebody who may: done, moved on, or told what is wrong with the input.
DONE = {200, 201, 202, 204, 302, 400, 401, 409, 415, 422}


def build() -> World:
    room = Department.objects.create(name="finance")
    people: dict[str, User | None] = {"anonymous": None}
    for who, role, more in (
        ("owner", Role.EMPLOYEE, {"department": room}), ("other", Role.EMPLOYEE, {}),
        ("colleague", Role.EMPLOYEE, {"department": room, "shares_department": True}),
        ("reviewer", Role.REVIEWER, {}), ("admin", Role.ADMIN, {}), ("auditor", Role.AUDITOR, {}),
        ("disabled", Role.ADMIN, {"is_active": False}),
    ):
        people[who] = User.objects.create_user(who, role=role, **more)
    doc_type = makers.invoice_type()
    tokens.issue(people["owner"])
    open_draft(doc_type, by=people["admin"])
    document = _document(people["owner"], doc_type)
    proposal = Proposal.objects.create(doc_type=doc_type, key="number", kind="pattern", content={"pattern": "x"},
                                       digest="d", group="g", basis="gold")
    return World(people, document, doc_type, people["owner"].api_tokens.get().pk,
                 jobs.start("retrain", by=people["admin"], params={"type": doc_type.key}).pk,
                 jobs.start("ask", by=people["owner"], params={"document": document.pk}, topic="1").pk,
                 _sample(document, people["reviewer"]).pk, proposal.pk,
                 {who: client_of(user).session.session_key or "" for who, user in people.items() if user})


def _sample(document: Document, by: User) -> ErrorSample:
    """An error sample as the approval of a copy would leave it; the document itself stays in review."""
    run = document.runs.get()
    told = Correction.objects.create(document=document, run=run, key="buyer", kind="undo", by=by)
    return ErrorSample.objects.create(document=document, correction=told, type_version=run.type_version, key="buyer",
                                      before="a", after="b", page=1, box=makers.BOX, cause="misread")


def _document(owner: User, doc_type: DocumentType) -> Document:
    blob = Blob.objects.create(sha256="a" * 64, size=9, media_type="image/jpeg")
    default_storage.save(blob_key(blob.sha256), ContentFile(MARKER.encode()))
    made = makers.document(owner, doc_type, name=f"{MARKER}.pdf", values={
        "number": MARKER, "date": "2024-03-11", "total": "1.00", "buyer": MARKER})
    return _renumbered(made, owner, blob)


def _renumbered(made: Document, owner: User, blob: Blob) -> Document:
    """The same under a number of six digits."""
    old = made.pk
    made.pk, made.blob, made.department = FOREIGN, blob, owner.department
    made.search_text = MARKER.lower()
    made.save(force_insert=True)
    for related in (made.runs.model, Page):
        related.objects.filter(document=old).update(document=made)
    Document.objects.filter(pk=old).delete()
    key = default_storage.save("pages/matrix.jpg", ContentFile(broken.jpeg()))
    Page.objects.filter(document=made).update(image=key)
    return Document.objects.get(pk=FOREIGN)


def client_of(user: User | None, **how: Any) -> Client:
    client = Client(**how)
    if user is not None:
        client.force_login(user, backend="docmgr.accounts.backends.LocalBackend")
    return client


def call(client: Client, method: str, address: str, name: str, **headers: str) -> HttpResponse:
    data = TABLE[name].data
    if method == "POST" and not name.startswith("api:"):
        return client.post(address, data, headers=headers)
    return client.generic(method, address, b"{}" if method != "GET" else b"", content_type="application/json",
                          headers=headers)


def names() -> list[str]:
    return sorted({name for name, _pattern in _walk(get_resolver().url_patterns, "")})


def arguments_of(name: str) -> list[str]:
    """The arguments of an address that has several patterns under one name are those of the first."""
    return next(list(p.pattern.converters) for n, p in _walk(get_resolver().url_patterns, "") if n == name)


def _walk(patterns: Any, space: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


def acts() -> set[Act]:
    return {need for rule in TABLE.values() for need in rule.methods.values() if isinstance(need, Act)}
