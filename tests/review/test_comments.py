"""Comments: who writes, who reads what of them, to whom they are new, and what is left of one that was taken back."""

from __future__ import annotations

from typing import Any

import pytest

from docmgr.accounts.models import Department, Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core.exceptions import Invalid, NotAllowed, NotThere
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Status
from docmgr.review import comments, deciding, services
from docmgr.review.models import Comment, CommentFollower
from docmgr.review.threads import Said, thread
from tests.review import makers

pytestmark = pytest.mark.django_db
ID_NUMBER = "110105194912310021"


def _texts(document: Document, reader: User) -> list[str]:
    return [said.text for said in thread(document, reader)]


def _opened(document: Document, reader: User) -> None:
    comments.note_read(document, by=reader, upto=thread(document, reader)[-1].number)


def test_a_comment_is_kept_with_its_author_and_its_field(
        invoice: Document, reviewer: User, employee: User) -> None:
    comments.write(invoice, by=reviewer, text="  Which invoice\r\ndoes it belong to? \n", key="number")
    said = thread(invoice, employee)[0]
    assert (said.author, said.text) == (reviewer.display_name, "Which invoice\ndoes it belong to?")
    assert (said.key, said.label, said.mine) == ("number", "Invoice number", False)


def test_a_comment_changes_nothing_of_the_document(invoice: Document, reviewer: User) -> None:
    before = Document.objects.filter(pk=invoice.pk).values().get()
    comments.write(invoice, by=reviewer, text="Which one?")
    assert Document.objects.filter(pk=invoice.pk).values().get() == before
    deciding.decide(invoice, by=reviewer, revision=invoice.revision, key="number", kind="confirm")


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\ufeff", "\u200d\u00ad\u200e", "x" * (comments.MAX_LENGTH + 1)])
def test_nothing_and_too_much_are_refused(invoice: Document, reviewer: User, text: str) -> None:
    with pytest.raises(Invalid):
        comments.write(invoice, by=reviewer, text=text)
    assert not Comment.objects.exists() and not CommentFollower.objects.exists()


@pytest.mark.database
def test_signs_that_turn_a_text_around_or_cannot_be_kept_are_left_out(invoice: Document, reviewer: User) -> None:
    comments.write(invoice, by=reviewer, text="a\u202eb\x00c\ud800\x1bd\te")
    assert _texts(invoice, reviewer) == ["abcd\te"]


def test_a_field_that_the_type_does_not_have_is_refused(invoice: Document, reviewer: User) -> None:
    with pytest.raises(Invalid):
        comments.write(invoice, by=reviewer, text="Where?", key="iban")


def test_a_full_thread_takes_no_more(invoice: Document, reviewer: User) -> None:
    Comment.objects.bulk_create(Comment(document=invoice, by=reviewer, text="x") for _ in range(comments.MOST))
    with pytest.raises(Invalid):
        comments.write(invoice, by=reviewer, text="one more")


def test_auditors_write_none(invoice: Document) -> None:
    with pytest.raises(NotAllowed):
        comments.write(invoice, by=makers.person("audrey", Role.AUDITOR), text="Hello")


def test_the_audit_log_says_that_one_was_written_and_not_what_it_says(invoice: Document, reviewer: User) -> None:
    made = comments.write(invoice, by=reviewer, text="Mrs Wang lives elsewhere", key="buyer")
    comments.take_back(invoice, made.pk, by=reviewer)
    rows = list(AuditEvent.objects.filter(action__startswith="comment.").order_by("seq"))
    assert [(row.action, row.object_id, row.after) for row in rows] == [
        ("comment.written", str(invoice.pk), {"comment": made.pk, "field": "buyer"}),
        ("comment.taken_back", str(invoice.pk), {"comment": made.pk})]
    assert "Wang" not in str(list(AuditEvent.objects.values()))


def test_what_its_author_takes_back_is_gone_from_the_database_and_the_row_says_so(
        invoice: Document, reviewer: User, employee: User) -> None:
    made = comments.write(invoice, by=reviewer, text="Wrong document, sorry")
    for _ in range(2):
        comments.take_back(invoice, made.pk, by=reviewer)
    assert Comment.objects.get().text == ""
    said = thread(invoice, employee)[0]
    assert (said.taken_back, said.text, said.new) == (True, "", False)
    assert comments.standing(invoice) == 0 and not comments.unread_of(employee, [invoice])


def test_nobody_takes_back_what_somebody_else_wrote(invoice: Document, reviewer: User, employee: User) -> None:
    made = comments.write(invoice, by=reviewer, text="Which one?")
    with pytest.raises(NotAllowed):
        comments.take_back(invoice, made.pk, by=employee)
    with pytest.raises(NotThere):
        comments.take_back(makers.document(employee, None), made.pk, by=reviewer)
    assert Comment.objects.get().text == "Which one?"


# --- new to whom -----------------------------------------------------------------------------------------------------

@pytest.mark.database
def test_a_question_is_new_to_the_uploader_until_he_opens_it_and_the_answer_to_who_asked(
        invoice: Document, reviewer: User, colleague: User, employee: User) -> None:
    for text in ("Which one?", "And when?"):
        comments.write(invoice, by=reviewer, text=text)
    assert comments.waiting_for(employee, 8) == ([(invoice, 2)], 1)
    assert [said.new for said in thread(invoice, employee)] == [True, True]
    assert not comments.unread_of(reviewer, [invoice]) and not comments.unread_of(colleague, [invoice])
    _opened(invoice, employee)
    assert comments.waiting_for(employee, 8) == ([], 0)
    comments.write(invoice, by=employee, text="The second.")
    assert comments.unread_of(reviewer, [invoice]) == {invoice.pk: 1}
    assert not comments.unread_of(employee, [invoice]) and not comments.unread_of(colleague, [invoice])


def test_documents_that_one_does_not_see_any_more_ask_nothing(
        invoice: Document, reviewer: User, employee: User) -> None:
    comments.write(invoice, by=reviewer, text="Which one?")
    comments.write(invoice, by=employee, text="The second.")
    reviewer.role = Role.EMPLOYEE
    reviewer.save()
    assert comments.waiting_for(reviewer, 8) == ([], 0)


def test_parts_that_were_taken_back_ask_nothing(invoice: Document, reviewer: User, employee: User) -> None:
    comments.write(invoice, by=reviewer, text="Which one?")
    Document.objects.filter(pk=invoice.pk).update(status=Status.WITHDRAWN)
    assert comments.waiting_for(employee, 8) == ([], 0)


@pytest.mark.database
def test_those_with_the_newest_comment_come_first_and_the_rest_is_counted(
        invoice_type: DocumentType, reviewer: User, employee: User, django_assert_num_queries: Any) -> None:
    made = [makers.document(employee, invoice_type) for _ in range(4)]
    for document in (*made, made[0]):
        comments.write(document, by=reviewer, text="Which one?")
    with django_assert_num_queries(2):
        shown, in_all = comments.waiting_for(employee, 2)
    assert ([(d.pk, n) for d, n in shown], in_all) == ([(made[0].pk, 2), (made[3].pk, 1)], 4)


def test_approval_keeps_comments_and_the_end_of_a_document_ends_them(
        invoice: Document, reviewer: User, employee: User) -> None:
    comments.write(invoice, by=reviewer, text="Which one?")
    services.approve(invoice, by=reviewer, revision=invoice.revision)
    assert _texts(invoice, employee) == ["Which one?"]
    comments.write(invoice, by=employee, text="The second.")
    Document.objects.filter(pk=invoice.pk).delete()
    assert not Comment.objects.exists() and not CommentFollower.objects.exists()


# --- what is masked for somebody -------------------------------------------------------------------------------------

@pytest.fixture
def room(employee: User) -> User:
    """Somebody of the uploader's department, who sees its documents with sensitive values masked."""
    employee.department = Department.objects.create(name="finance")
    employee.save()
    return User.objects.create_user(
        "carl", role=Role.EMPLOYEE, department=employee.department, shares_department=True)


def _paper(owner: User, doc_type: DocumentType, status: Status = Status.APPROVED, **values: Any) -> Document:
    made = makers.document(owner, doc_type, values={"number": "03847562", "id_no": ID_NUMBER, **values}, status=status)
    Document.objects.filter(pk=made.pk).update(department=owner.department)
    return Document.objects.get(pk=made.pk)


def _read(document: Document, by: User, reader: User, text: str, key: str = "") -> Said:
    comments.write(document, by=by, text=text, key=key)
    return thread(document, reader)[-1]


@pytest.mark.parametrize("wording", [ID_NUMBER, "110105 1949 1231 0021", "1949-12-31", "it ends in 12310021"])
def test_a_secret_that_a_comment_quotes_is_starred_for_those_who_see_it_masked(
        room: User, employee: User, reviewer: User, invoice_type: DocumentType, wording: str) -> None:
    paper = _paper(employee, invoice_type)
    said = _read(paper, reviewer, room, f"Is {wording} right, and 03847562 too?")
    assert "*****" in said.text and "03847562" in said.text
    assert not {"1949", "12310021", "1231"} & set(said.text.replace("-", " ").split())
    assert ID_NUMBER[-8:] not in said.text.replace(" ", "")
    for clear in (employee, reviewer):
        assert wording in _texts(paper, clear)[-1]


def test_what_is_said_about_a_sensitive_field_is_not_for_them(
        room: User, employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    paper = _paper(employee, invoice_type)
    said = _read(paper, reviewer, room, "A 7 in place of the 1", key="id_no")
    assert (said.text, said.hidden) == ("", True)
    other = _read(paper, reviewer, room, "Paid twice?", key="number")
    assert (other.text, other.hidden) == ("Paid twice?", False)


def test_where_a_secret_is_not_known_for_sure_they_read_nothing(
        room: User, employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    """Whoever asks about a name that was misread writes the right one."""
    invoice_type.live.fields.filter(key="buyer").update(sensitive=True)
    paper = _paper(employee, invoice_type, Status.IN_REVIEW, buyer="Wang Vei")
    said = _read(paper, reviewer, room, "It is Wei Wang, is it not?")
    assert (said.text, said.hidden) == ("", True)
    untyped = makers.document(employee, None)
    Document.objects.filter(pk=untyped.pk).update(department=employee.department)
    assert _read(untyped, reviewer, room, "Whose card is it?").hidden
    assert not thread(paper, employee)[-1].hidden


def test_of_their_own_words_nothing_is_hidden_so_that_stars_tell_no_guess_from_another(
        room: User, employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    paper = _paper(employee, invoice_type)
    for guess in (ID_NUMBER, "110105194912310039"):
        assert _read(paper, room, room, f"Is it {guess}").text == f"Is it {guess}"


def test_two_colleagues_cannot_try_guesses_out_on_each_other(
        room: User, employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    """One guesses and the other looks which guess is starred: right or wrong, it reads the same."""
    paper = _paper(employee, invoice_type)
    other = User.objects.create_user(
        "dora", role=Role.EMPLOYEE, department=employee.department, shares_department=True)
    for guess in (ID_NUMBER, "born on 1949-12-31", "born on 1949-12-30"):
        said = _read(paper, other, room, guess)
        assert (said.text, said.hidden) == ("", True) and thread(paper, reviewer)[-1].text == guess
    assert _read(paper, employee, room, "Paid twice?").text == "Paid twice?"


def test_where_nothing_is_sensitive_everybody_reads_everything(
        room: User, employee: User, reviewer: User, invoice_type: DocumentType) -> None:
    invoice_type.live.fields.update(sensitive=False)
    paper = _paper(employee, invoice_type)
    makers.Page.objects.filter(document=paper).update(lines=[makers.line("No. 03847562", 0.05)])
    assert _read(paper, reviewer, room, "Call 13800138000").text == "Call 13800138000"
