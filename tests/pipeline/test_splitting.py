"""A stack of papers becomes documents of their own, all or none of them, and one again while nothing is decided."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pymupdf
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from docmgr.accounts.models import Department, Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Conflict, Invalid, NotAllowed
from docmgr.core.lease import JobState
from docmgr.dashboard.period import Period
from docmgr.dashboard.volume import volume
from docmgr.documents import selectors, splitting, storage
from docmgr.documents.models import Blob, Document, Part, Status
from docmgr.documents.selectors import Filters
from docmgr.documents.splitting import NotSplit, Piece
from docmgr.extraction import engine
from docmgr.extraction.models import ExtractionRun, FieldValue
from docmgr.pipeline import flow
from docmgr.pipeline import splitting as service
from docmgr.pipeline.selectors import numbers_for
from docmgr.review import claims, queue
from docmgr.review import services as review
from tests.fixtures import broken
from tests.pipeline.conftest import a_result, fresh, run_of
from tests.review import makers

pytestmark = pytest.mark.django_db
THREE = [Piece(first=1, last=2), Piece(first=3, last=3, left_out=True), Piece(first=4, last=5)]


@pytest.fixture(autouse=True)
def _own_files(files_dir: Any) -> None:
    pass


@pytest.fixture
def reviewer(people: dict[Role, User]) -> User:
    return people[Role.REVIEWER]


@pytest.fixture
def read_in(employee: User, submit: Callable[..., Document]) -> Callable[..., Document]:
    """read_in(content, pages): a file in review, as the engine left it."""
    def hand_in(content: bytes, pages: int, **columns: Any) -> Document:
        document = submit(employee, content, name=columns.pop("name", "stack.pdf"))
        ExtractionRun.objects.filter(document=document).update(state=JobState.DONE)
        Document.objects.filter(pk=document.pk).update(
            **{"status": Status.IN_REVIEW, "page_count": pages, "doubt": 0.4, "flagged": 2, **columns})
        return fresh(document)
    return hand_in


@pytest.fixture
def stack(read_in: Callable[..., Document]) -> Document:
    return read_in(broken.pdf(5), 5)


def split(document: Document, actor: User, pieces: list[Piece] | None = None) -> list[Document]:
    return service.split(document, actor=actor, revision=document.revision, pieces=pieces or THREE)


def texts_of(document: Document) -> list[str]:
    with storage.open_blob(document.blob) as stream, pymupdf.open(stream=stream.read(), filetype="pdf") as pdf:
        return [pdf[n].get_text().strip() for n in range(pdf.page_count)]


def test_each_part_is_a_document_of_the_same_person_that_is_read_like_any_other(
        read_in: Callable[..., Document], employee: User, reviewer: User) -> None:
    then = Department.objects.create(name="Then")
    stack = read_in(broken.pdf(5), 5, department=then)
    one, two = split(stack, reviewer)
    assert texts_of(one) == ["Page 1 of 5", "Page 2 of 5"] and texts_of(two) == ["Page 4 of 5", "Page 5 of 5"]
    for part in (one, two):
        assert (part.owner, part.department, part.status) == (employee, then, Status.UPLOADED)
        assert (part.doc_type, part.type_chosen, part.blob.media_type) == (None, False, "application/pdf")
        assert run_of(part).state == JobState.QUEUED
    assert (one.name, two.name) == ("stack-p1-2.pdf", "stack-p4-5.pdf")
    rows = [(p.document_id, p.number, p.of, p.first, p.last) for p in splitting.parts_of(stack)]
    assert rows == [(one.pk, 1, 2, 1, 2), (None, 0, 0, 3, 3), (two.pk, 2, 2, 4, 5)]
    origin = splitting.cut_from(two)
    assert origin is not None and origin.original == stack


def test_the_parts_are_read_by_the_real_engine(stack: Document, reviewer: User, built_in_types: object) -> None:
    _one, two = split(stack, reviewer)
    flow.process(run_of(two).pk)
    page = fresh(two).pages.get(number=2)
    assert fresh(two).status == Status.IN_REVIEW and "Page 5 of 5" in page.text


def test_frames_of_a_tiff_become_tiffs(read_in: Callable[..., Document], reviewer: User) -> None:
    one, two = split(read_in(broken.tiff(3), 3, name="fax.tif"), reviewer,
                     [Piece(first=1, last=1), Piece(first=2, last=3)])
    sizes = []
    for part in (one, two):
        with storage.open_blob(part.blob) as stream, Image.open(io.BytesIO(stream.read())) as picture:
            for number in range(picture.n_frames):
                picture.seek(number)
                sizes.append(picture.size)
    assert sizes == [(300, 200), (320, 200), (340, 200)]
    assert (one.blob.media_type, two.name) == ("image/tiff", "fax-p2-3.tif")


def test_a_part_has_the_type_that_was_chosen_for_it(
        stack: Document, read_in: Callable[..., Document], reviewer: User) -> None:
    invoice = makers.invoice_type()
    one, two = split(stack, reviewer, [Piece(first=1, last=2, doc_type=invoice), Piece(first=3, last=5)])
    assert (one.doc_type, one.type_chosen, run_of(one).type_version) == (invoice, True, invoice.live)
    assert (two.doc_type, run_of(two).type_version) == (None, None)
    invoice.active = False
    with pytest.raises(Invalid, match="type_inactive"):
        split(read_in(broken.pdf(2), 2), reviewer, [Piece(first=1, last=1, doc_type=invoice), Piece(first=2, last=2)])


def test_the_original_waits_counts_and_is_learned_from_no_more(stack: Document, reviewer: User, employee: User) -> None:
    split(stack, reviewer)
    assert fresh(stack).status == Status.SPLIT and claims.holder(stack) is None
    assert stack not in queue.queue_for(reviewer) and stack not in Document.objects.examples()
    numbers = numbers_for(employee)
    assert numbers.total == numbers.uploaded_today == 2 and not numbers.flagged
    assert stack in selectors.documents_for(employee, Filters())  # it can still be found and opened
    with pytest.raises(Conflict):
        flow.reject(fresh(stack), actor=reviewer, revision=fresh(stack).revision, reason="Sent in twice")


@pytest.mark.database
def test_every_act_leaves_a_row_that_names_the_others(stack: Document, reviewer: User) -> None:
    one, two = split(stack, reviewer)
    told = AuditEvent.objects.get(action="document.split")
    assert (told.actor, told.object_id) == (reviewer, str(stack.pk))
    assert told.after == {"status": "split", "parts": [one.pk, two.pk], "left_out": ["3"]}
    made = AuditEvent.objects.get(action="document.cut_out", object_id=str(two.pk))
    assert (made.actor, made.after["document"], made.after["pages"]) == (reviewer, stack.pk, "4-5")
    service.undo(fresh(stack), actor=reviewer, revision=fresh(stack).revision)
    assert AuditEvent.objects.get(action="document.rejoined").before["parts"] == [one.pk, two.pk]
    assert AuditEvent.objects.filter(action="document.withdrawn").count() == 2


def test_parts_are_no_copies_of_the_original_and_the_same_stack_again_is(
        stack: Document, read_in: Callable[..., Document], reviewer: User, employee: User) -> None:
    one, _two = split(stack, reviewer)
    assert not selectors.duplicates_of(one, employee) and not selectors.duplicates_of(stack, employee)
    again, _other = split(read_in(broken.pdf(5), 5), reviewer)
    assert list(selectors.duplicates_of(again, employee)) == [one]


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.IN_REVIEW, Status.POSTPONED, Status.SECOND_LOOK}))
def test_only_what_waits_for_a_person_is_split(stack: Document, reviewer: User, status: Status) -> None:
    Document.objects.filter(pk=stack.pk).update(status=status)
    with pytest.raises(Conflict):
        split(fresh(stack), reviewer)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.ADMIN, Role.AUDITOR])
def test_only_reviewers_split_and_undo(stack: Document, people: dict[Role, User], role: Role) -> None:
    with pytest.raises(NotAllowed):
        split(stack, people[role])
    with pytest.raises(NotAllowed):
        service.undo(stack, actor=people[role], revision=stack.revision)


@pytest.mark.database
def test_whoever_was_late_or_has_no_claim_changes_nothing(stack: Document, reviewer: User) -> None:
    colleague = User.objects.create_user("cora", role=Role.REVIEWER)
    late = fresh(stack)
    review.postpone(fresh(stack), by=colleague, revision=stack.revision)
    with pytest.raises(Conflict):
        split(late, reviewer)
    claims.claim(stack, colleague)
    with pytest.raises(claims.Claimed):
        split(fresh(stack), reviewer)
    assert Document.objects.count() == 1 and not Part.objects.exists()


@pytest.mark.database
def test_a_document_that_changes_while_its_file_is_cut_stays_whole(
        stack: Document, reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: Any) -> Any:
        Document.objects.filter(pk=stack.pk).update(revision=stack.revision + 1)
        return cut(*args)

    cut = engine.cut
    monkeypatch.setattr(engine, "cut", slow)
    with pytest.raises(Conflict):
        split(stack, reviewer)
    assert fresh(stack).status == Status.IN_REVIEW and Document.objects.count() == 1
    assert not AuditEvent.objects.filter(action="document.cut_out").exists()


@pytest.mark.database
def test_dying_in_the_middle_loses_nothing_and_the_next_try_finds_the_files(
        stack: Document, reviewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(*args: Any, **named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(service.states, "advance", dies)
        with pytest.raises(KeyboardInterrupt):
            split(stack, reviewer)
    assert fresh(stack).status == Status.IN_REVIEW and Document.objects.count() == 1
    files = set(Blob.objects.values_list("sha256", flat=True))
    assert all(default_storage.exists(storage.blob_key(name)) for name in files)
    assert {part.blob_id for part in split(fresh(stack), reviewer)} < files


@pytest.mark.parametrize(("content", "pages", "code"), [
    (broken.encrypted_pdf(), 2, "file_encrypted"), (broken.truncated_pdf(), 40, "file_truncated")])
def test_a_file_that_cannot_be_opened_is_told(
        read_in: Callable[..., Document], reviewer: User, content: bytes, pages: int, code: str) -> None:
    document = read_in(content, pages)
    with pytest.raises(Invalid) as refused:
        split(document, reviewer, [Piece(first=1, last=1), Piece(first=2, last=pages)])
    assert refused.value.code == code and str(refused.value.message)
    assert fresh(document).status == Status.IN_REVIEW


def test_a_file_that_is_gone_is_told_as_such(stack: Document, reviewer: User) -> None:
    default_storage.delete(storage.blob_key(stack.blob_id))
    with pytest.raises(Invalid) as refused:
        split(stack, reviewer)
    assert refused.value.code == "file_missing" and fresh(stack).status == Status.IN_REVIEW


def test_what_cannot_be_split_is_told(read_in: Callable[..., Document], stack: Document, reviewer: User) -> None:
    with pytest.raises(NotSplit, match="split_one_page"):
        split(read_in(broken.jpeg(), 1, name="photo.jpg"), reviewer)
    with pytest.raises(NotSplit, match="split_one_part"):
        split(stack, reviewer, [Piece(first=1, last=5)])
    Blob.objects.filter(pk=stack.blob_id).update(media_type="application/ofd")
    with pytest.raises(Invalid, match="split_kind"):
        split(fresh(stack), reviewer)
    Document.objects.filter(pk=stack.pk).update(held_back=True)
    with pytest.raises(Invalid, match="split_gold"):
        split(fresh(stack), reviewer)


@pytest.mark.database
def test_undone_it_is_in_review_as_it_was_and_its_parts_are_gone_from_everywhere(
        stack: Document, reviewer: User, employee: User) -> None:
    one, two = split(stack, reviewer)
    parts = splitting.parts_of(stack)
    assert service.may_undo(reviewer, fresh(stack), parts) and not service.may_undo(employee, fresh(stack), parts)
    service.undo(fresh(stack), actor=reviewer, revision=fresh(stack).revision)
    back = fresh(stack)
    assert (back.status, back.doubt, back.flagged, back.blob) == (Status.IN_REVIEW, 0.4, 2, stack.blob)
    assert [fresh(part).status for part in (one, two)] == [Status.WITHDRAWN] * 2
    assert list(selectors.documents_for(employee, Filters())) == [stack] == list(queue.queue_for(reviewer))
    assert not splitting.parts_of(back) and numbers_for(employee).total == 1
    origin = splitting.cut_from(one)
    assert origin is not None and origin.undone
    other, _rest = split(back, reviewer)  # and once more: what was taken back is nobody's copy
    assert other.blob == one.blob and not selectors.duplicates_of(other, employee)


@pytest.mark.database
def test_a_part_that_is_being_read_is_taken_back_and_its_reading_thrown_away(
        stack: Document, reviewer: User, reads: Callable[..., None]) -> None:
    one, two = split(stack, reviewer)

    def undone_meanwhile(path: Any, *, progress: Any, pages_dir: Any) -> engine.EngineResult:
        service.undo(fresh(stack), actor=reviewer, revision=fresh(stack).revision)
        return a_result()

    reads(undone_meanwhile)
    flow.process(run_of(one).pk)
    assert fresh(one).status == Status.WITHDRAWN and not one.pages.exists()
    flow.process(run_of(two).pk)
    assert fresh(two).status == Status.WITHDRAWN and run_of(two).state == JobState.FAILED


@pytest.mark.parametrize("status", [Status.APPROVED, Status.WITH_ERRORS, Status.REJECTED, Status.AUTO_APPROVED,
                                    Status.SPLIT])
def test_once_a_part_is_decided_the_split_stands(stack: Document, reviewer: User, status: Status) -> None:
    one, two = split(stack, reviewer)
    Document.objects.filter(pk=two.pk).update(status=status)
    assert not service.may_undo(reviewer, fresh(stack), splitting.parts_of(stack))
    with pytest.raises(service.PartDecided) as refused:
        service.undo(fresh(stack), actor=reviewer, revision=fresh(stack).revision)
    assert f"#{two.pk}" in str(refused.value.message)
    assert fresh(stack).status == Status.SPLIT and fresh(one).status == Status.UPLOADED


def test_a_part_that_a_colleague_works_on_is_not_taken_from_them(stack: Document, reviewer: User) -> None:
    one, _two = split(stack, reviewer)
    Document.objects.filter(pk=one.pk).update(status=Status.IN_REVIEW)
    claims.claim(one, User.objects.create_user("cora", role=Role.REVIEWER))
    with pytest.raises(claims.Claimed):
        service.undo(fresh(stack), actor=reviewer, revision=fresh(stack).revision)
    assert fresh(stack).status == Status.SPLIT


def test_whoever_handed_the_stack_in_approves_no_part_where_four_eyes_are_demanded(
        read_in: Callable[..., Document], reviewer: User) -> None:
    stack = read_in(broken.pdf(5), 5, owner=reviewer)
    one, _two = split(stack, reviewer, [
        Piece(first=1, last=2, doc_type=makers.invoice_type(four_eyes=True)), Piece(first=3, last=5)])
    Document.objects.filter(pk=one.pk).update(status=Status.IN_REVIEW)
    with pytest.raises(review.FourEyes):
        flow.approve(fresh(one), actor=reviewer, revision=one.revision)


@pytest.mark.database
def test_the_dashboard_counts_the_papers_and_not_the_file(stack: Document, reviewer: User) -> None:
    split(stack, reviewer)
    assert sum(step.handed_in for step in volume(Period.last(7))) == 2


def test_what_is_masked_in_the_name_of_the_stack_stands_in_no_parts_name(
        read_in: Callable[..., Document], reviewer: User) -> None:
    invoice = makers.invoice_type()
    stack = read_in(broken.pdf(5), 5, name="110105194912310021 scan.pdf", doc_type=invoice)
    ExtractionRun.objects.filter(document=stack).update(type_version=invoice.live)
    FieldValue.objects.create(run=run_of(stack), key="id_no", index=0, value="110105194912310021", confidence=0.9)
    for part in split(stack, reviewer):
        assert "194912" not in part.name and part.name.endswith(".pdf")
