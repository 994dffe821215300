"""Mistakes that are one and the same stand together, the frequent and late ones first; fixes are tried before they are
offered."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from docmgr.accounts.models import Role, User
from docmgr.audit.models import AuditEvent
from docmgr.core import clock
from docmgr.core.exceptions import Conflict, NotAllowed
from docmgr.doctypes import services as doctypes
from docmgr.doctypes.models import DocumentType, TypeVersion
from docmgr.documents.models import Document, Page
from docmgr.evaluation import gold
from docmgr.evaluation import proposals as trying
from docmgr.pipeline import flow
from docmgr.review import deciding
from docmgr.training.layouts.wording import beside
from docmgr.training.models import ErrorSample, Job, LearnedLayout, Proposal
from docmgr.training.samples import collecting, proposals
from docmgr.training.samples.evidence import Known, evidence_of, suppliers_of
from docmgr.training.samples.fixes import Fix, look_alikes, pattern
from docmgr.training.samples.groups import confusion, groups_for
from tests.again import again
from tests.review import makers
from tests.training import shops

pytestmark = pytest.mark.django_db
State, Kind = Proposal.State, Proposal.Kind


@pytest.fixture
def admin(db: None) -> User:
    return makers.person("ada", Role.ADMIN)


@pytest.fixture
def misread(db: None) -> list[Document]:
    """Six receipts of two shops whose number was read with O for 0, and one with a mistake of its own."""
    return again(_misread)


def _misread() -> list[Document]:
    employee, reviewer, invoice_type = makers.person("emil", Role.EMPLOYEE), makers.person("wei"), makers.invoice_type()
    made = []
    for n in range(6):
        shop = "acorn" if n < 4 else "birch"
        number = f"R{n + 1}0{n}47{n}"
        made.append(shops.approved(employee, reviewer, invoice_type, shop, number=number, total="1.00",
                                   read_number=number.replace("0", "O", 1)))
    made.append(shops.approved(employee, reviewer, invoice_type, "cedar", number="R77123", total="1.00",
                               read_number="R77128"))
    return made


def work(doc_type: DocumentType | None = None) -> dict:
    return trying.run({"type": doc_type.key if doc_type else ""}, progress=lambda stage, done, total: None)


@pytest.mark.parametrize(("read", "right", "pattern"), [
    ("R1O4", "R104", "O>0"), ("OO1", "001", "O>0"), ("R1O45", "R1046", ""), ("12", "123", ">3"), ("abc", "xyz", ""),
    ("same", "same", ""), ("1S", "15", "S>5"),
])
def test_a_confusion_is_named_where_it_is_one(read: str, right: str, pattern: str) -> None:
    assert confusion(read, right) == pattern


@pytest.mark.parametrize("sensitive", [True, False])
def test_no_title_of_a_group_gives_a_sensitive_value_away(
    sensitive: bool, employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    invoice_type.live.fields.filter(key="buyer").update(sensitive=sensitive)
    for _ in range(2):
        document = makers.document(employee, invoice_type, values={"total": "11300.00", "buyer": "汪芳"})
        Page.objects.filter(document=document).update(lines=[
            makers.line("价税合计 11,300.00", 0.1), makers.line("王芳 PO-7781", 0.4)])
        shops.decide(document, reviewer, "number", "change", "PO-7781")
        shops.decide(document, reviewer, "buyer", "change", "王芳")
        flow.approve(document, actor=reviewer, revision=document.revision)
    work()
    told = " ".join(g.name for g in groups_for(reviewer))
    assert ("王" in told) is not sensitive


def test_the_same_mistake_on_one_layout_is_one_group_and_bears_its_supplier(
    misread: list[Document], reviewer: User, invoice_type: DocumentType,
) -> None:
    for document in misread[:4]:
        sheet_run = document.runs.get()
        document.corrections.create(run=sheet_run, key="buyer", kind="change", after="Acorn Garden Supplies",
                                    by=reviewer)
    work()
    first, second, third = groups_for(reviewer)
    assert (first.slug.key, first.confusion, first.count, first.documents) == ("number", ("O", "0"), 4, 4)
    assert first.suppliers == ["Acorn Garden Supplies"]
    assert (second.slug.layout, second.count) == (misread[4].pk, 2)
    assert (third.confusion, third.count) == (("8", "3"), 1)


def test_what_happened_lately_stands_before_what_happened_long_ago(misread: list[Document], reviewer: User) -> None:
    ErrorSample.objects.filter(document__in=misread[:6]).update(created_at=clock.now() - timedelta(days=120))
    groups = groups_for(reviewer)
    assert groups[0].count == 1
    assert groups[1].score < 6 * 0.1
    assert (sum(groups[0].trend), sum(groups[1].trend)) == (1, 0)


def test_the_list_costs_a_fixed_number_of_queries(
    misread: list[Document], reviewer: User, django_assert_max_num_queries,
) -> None:
    with django_assert_max_num_queries(5):
        assert sum(g.count for g in groups_for(reviewer)) == 7


def test_the_weekly_look_asks_for_fixes_where_there_are_new_samples_and_only_there(
    misread: list[Document], invoice_type: DocumentType,
) -> None:
    look = partial(collecting.run, {}, progress=lambda stage, done, total: None)
    assert look()["fixes"] == 1
    job = Job.objects.get(kind="propose_fixes")
    assert (job.topic, job.created_by) == (invoice_type.key, None)
    assert look()["fixes"] == 0
    ErrorSample.objects.filter(document=misread[-1]).update(created_at=clock.now())
    Job.objects.filter(pk=job.pk).update(topic="")  # one of all types, asked for by hand
    assert look()["fixes"] == 1


@pytest.fixture
def blotted(employee: User, reviewer: User, invoice_type: DocumentType) -> list[Document]:
    """Four receipts of a type whose number has a pattern, read with 已 for 5: nothing that any reader's table knows."""
    invoice_type.live.fields.filter(key="number").update(patterns=[r"R\d{4}"])
    LearnedLayout.objects.all().delete()
    return [shops.approved(employee, reviewer, invoice_type, "acorn", number=f"R{n}5{n}1", total="1.00",
                           read_number=f"R{n}已{n}1") for n in range(1, 5)]


def test_a_look_alike_that_people_put_right_is_learned_for_the_field_once_its_trial_helped(
    blotted: list[Document], invoice_type: DocumentType, admin: User,
) -> None:
    LearnedLayout.objects.all().delete()
    work(invoice_type)
    proposal = Proposal.objects.get(kind=Kind.REPAIR)
    assert proposal.content == {"look_alikes": ["已>5"]} and proposal.state == State.OFFERED
    assert (proposal.figures["wins"], proposal.figures["losses"]) == (4, 0)
    draft = proposals.accept(proposal, by=admin)
    assert draft is not None and draft.fields.get(key="number").look_alikes == ["已>5"]
    assert draft.fields.get(key="number").definition()["look_alikes"] == ["已>5"]


def test_a_look_alike_is_made_of_corrections_on_several_documents_only() -> None:
    def known(document: int, before: str) -> Known:
        return Known(document, 1, "number", "code", False, before.replace("已", "5"), "", 1, before)

    assert look_alikes([known(1, "R已1"), known(2, "R已2")], "已>5", []) == {"look_alikes": ["已>5"]}
    assert look_alikes([known(1, "R已1"), known(1, "R已2")], "已>5", []) is None
    assert look_alikes([known(1, "R已1"), known(2, "R已2")], "已>5", ["已>5"]) is None
    assert look_alikes([known(1, "R已1"), known(2, "R已2")], ">5", []) is None


def test_a_pattern_is_made_of_confirmed_values_and_offered_once_it_helped(
    misread: list[Document], reviewer: User, invoice_type: DocumentType,
) -> None:
    LearnedLayout.objects.all().delete()
    told = work(invoice_type)
    proposal = Proposal.objects.get(kind=Kind.PATTERN)
    assert proposal.content == {"pattern": r"R\d{5,6}"}
    assert proposal.state == State.OFFERED
    figures = proposal.figures
    assert (proposal.basis, figures["documents"]) == (Proposal.Basis.CONFIRMED, 7)
    assert figures["wins"] >= 6 and figures["losses"] == 0
    assert figures["after"] > figures["before"] and figures["field_after"] > figures["field_before"]
    assert told["offered"] >= 1
    assert proposal in groups_for(reviewer)[0].proposals


def test_a_fix_is_tried_on_the_gold_set_where_there_is_one(
    misread: list[Document], employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    kept = [shops.approved(employee, reviewer, invoice_type, "dahlia", number=f"R4{n}0{n}9", total="3.00",
                           read_number=f"R4{n}O{n}9") for n in range(5)]
    gold.add(kept, by=reviewer)
    LearnedLayout.objects.all().delete()
    work(invoice_type)
    proposal = Proposal.objects.get(kind=Kind.PATTERN)
    assert (proposal.basis, proposal.figures["documents"]) == (Proposal.Basis.GOLD, 5)
    assert proposal.figures["wins"] == 5


def test_a_mistake_that_no_gold_document_shows_is_tried_on_those_that_do(
    misread: list[Document], employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    kept = [shops.approved(employee, reviewer, invoice_type, "dahlia", number=f"R4{n}1{n}9", total="3.00")
            for n in range(5)]
    gold.add(kept, by=reviewer)
    LearnedLayout.objects.all().delete()
    work(invoice_type)
    proposal = Proposal.objects.get(kind=Kind.PATTERN)
    assert (proposal.state, proposal.basis, proposal.figures["gold"]) == (State.OFFERED, Proposal.Basis.CONFIRMED, 5)
    assert proposal.figures["wins"] >= 6


def owing(employee: User, reviewer: User, invoice_type: DocumentType, *, numbers: tuple[str, ...] = ()) -> None:
    """The type calls it Total; five papers of a shop say Balance owing. ``numbers``: what a person typed as such."""
    for n in range(5):
        document = shops.approved(employee, reviewer, invoice_type, "cedar", number=f"R{n}1",
                                  total=f"{n}7.50", approve=False)
        document.runs.get().values.filter(key="total").delete()
        document.corrections.all().delete()
        shops.decide(document, reviewer, "total", "change", f"{n}7.50")
        shops.decide(document, reviewer, "number", *(("change", numbers[n]) if n < len(numbers) else ("confirm",)))
        flow.approve(document, actor=reviewer, revision=document.revision)
    LearnedLayout.objects.all().delete()
    work()


def test_a_wording_beside_the_right_values_becomes_another_name(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    owing(employee, reviewer, invoice_type)
    proposal = Proposal.objects.get(kind=Kind.ALIAS, key="total")
    assert proposal.content == {"alias": "Balance owing"}
    assert proposal.figures["losses"] == 0


def test_the_value_of_another_field_that_stands_beside_it_becomes_no_name(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    """A customer whom two papers name to the left of their number."""
    owing(employee, reviewer, invoice_type, numbers=("Balance owing",))
    assert not Proposal.objects.filter(kind=Kind.ALIAS, key="total").exists()


@pytest.mark.parametrize(("key", "before", "after", "helps"), [
    ("number", 0.90, 0.95, True), ("number", 0.90, 0.90, False), ("", None, None, True)])
def test_a_fix_that_leaves_its_own_field_as_it_was_is_not_offered(key, before, after, helps) -> None:
    figures = {"wins": 1, "losses": 0, "before": 0.983, "after": 0.986, "field_before": before, "field_after": after}
    fix = Fix(Kind.ALIAS, key, {"alias": "Acorn"}, "", lambda document: None)
    assert trying.Outcome(fix, Proposal.Basis.CONFIRMED, figures).helps == helps


@pytest.fixture
def proposal(misread: list[Document]) -> Proposal:
    """A fix that helped when it was tried: a pattern."""
    LearnedLayout.objects.all().delete()
    work()
    return Proposal.objects.get(kind=Kind.PATTERN)


def test_accepting_puts_the_fix_into_the_draft_and_publishes_nothing(
    proposal: Proposal, admin: User, invoice_type: DocumentType,
) -> None:
    draft = proposals.accept(proposal, by=admin)
    assert draft is not None
    assert draft.fields.get(key="number").patterns == [r"R\d{5,6}"]
    assert [f.key for f in draft.fields.all()] == [f.key for f in invoice_type.live.fields.all()]
    assert (draft.state, DocumentType.objects.get().live_id) == (TypeVersion.State.DRAFT, invoice_type.live_id)
    row = AuditEvent.objects.get(action="proposal.accepted")
    assert row.after == {"kind": "pattern", "type": "test_invoice", "field": "number"}
    with pytest.raises(Conflict):
        proposals.accept(Proposal.objects.get(pk=proposal.pk), by=admin)


@pytest.mark.database
def test_what_was_refused_is_never_offered_again(proposal: Proposal, admin: User, reviewer: User) -> None:
    proposals.refuse(proposal, by=admin)
    work()
    assert Proposal.objects.get(kind=Kind.PATTERN).state == State.REFUSED
    assert not [p for g in groups_for(reviewer) for p in g.proposals if p.kind == Kind.PATTERN]


@pytest.mark.database
def test_an_accepted_fix_is_offered_again_once_its_draft_is_thrown_away(
    proposal: Proposal, admin: User, reviewer: User,
) -> None:
    proposals.discard_draft(proposals.accept(proposal, by=admin), by=admin)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by, proposal.decided_at) == (State.OFFERED, None, None)
    assert proposal in groups_for(reviewer)[0].proposals
    draft = proposals.accept(proposal, by=admin)
    assert draft is not None and draft.fields.get(key="number").patterns == [r"R\d{5,6}"]


def test_an_accepted_fix_that_stands_nowhere_any_more_is_tried_and_offered_again_and_only_then(
    proposal: Proposal, admin: User, invoice_type: DocumentType,
) -> None:
    draft = proposals.accept(proposal, by=admin)
    work()
    proposal.refresh_from_db()
    assert proposal.state == State.ACCEPTED     # it stands in the draft
    draft.fields.filter(key="number").update(patterns=[])
    work()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (State.OFFERED, None)


def test_a_published_fix_is_not_offered_again_with_a_later_draft_that_is_thrown_away(
    proposal: Proposal, admin: User, invoice_type: DocumentType,
) -> None:
    draft = proposals.accept(proposal, by=admin)
    live = doctypes.publish(draft, by=admin, revision=draft.revision)
    proposals.discard_draft(doctypes.open_draft(DocumentType.objects.get(), by=admin), by=admin)
    work()
    proposal.refresh_from_db()
    assert (proposal.state, DocumentType.objects.get().live) == (State.ACCEPTED, live)


def test_what_is_accepted_while_it_is_being_tried_stays_accepted(
    proposal: Proposal, admin: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    try_all = trying.try_all

    def meanwhile(*args, **named) -> list[trying.Outcome]:
        found = try_all(*args, **named)
        proposals.accept(proposal, by=admin)
        return found

    monkeypatch.setattr(trying, "try_all", meanwhile)
    work()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (State.ACCEPTED, admin)


def test_a_layout_that_nobody_taught_is_proposed_and_learned_on_acceptance(
    misread: list[Document], admin: User,
) -> None:
    LearnedLayout.objects.all().delete()
    work()
    proposal = Proposal.objects.filter(kind=Kind.MEMORY).first()
    assert proposal is not None
    Proposal.objects.filter(pk=proposal.pk).update(state=State.OFFERED)
    assert proposals.accept(proposal, by=admin) is None
    assert LearnedLayout.objects.get().document_id == proposal.content["document"]


def test_only_whoever_manages_types_decides(misread: list[Document], reviewer: User) -> None:
    LearnedLayout.objects.all().delete()
    work()
    for act in (proposals.accept, proposals.refuse):
        with pytest.raises(NotAllowed):
            act(Proposal.objects.first(), by=reviewer)


def known(*values: str, sensitive: bool = False) -> list[Known]:
    return [Known(n, 1, "number", "code", sensitive, value, "", None) for n, value in enumerate(values)]


@pytest.mark.parametrize(("values", "made"), [
    (("A-101", "A-102", "A-233", "A-904", "A-555", "A-616"), r"A\-\d{3}"),
    (("AB1", "CD22", "EF3", "GH44", "IJ5", "KL6"), r"[A-Z]{2}\d{1,2}"),
    (("one", "two", "three", "four", "five", "six"), None), (("1", "2"), None),
    (("A1", "b-2", "C/3", "4.5", "E 6", "7"), None),
])
def test_a_pattern_says_what_all_confirmed_values_have_in_common(values: tuple[str, ...], made: str | None) -> None:
    assert pattern(known(*values)) == ({"pattern": made} if made else None)


def test_a_pattern_of_a_sensitive_field_holds_no_letter_of_it() -> None:
    values = ("A-101", "A-102", "A-233", "A-904", "A-555", "A-616")
    assert pattern(known(*values, sensitive=True)) == {"pattern": r"[A-Z]\-\d{3}"}


LINES = [makers.line("Balance owing", 0.4, 0.1, 0.3), makers.line("7.50", 0.4, 0.35, 0.4),
         makers.line("Date: 2024-03-11", 0.5, 0.1, 0.42), makers.line("VAT number", 0.6, 0.1, 0.3),
         makers.line("DE123", 0.635, 0.1, 0.2)]


@pytest.mark.parametrize(("box", "label"), [
    ([0.35, 0.4, 0.4, 0.43], "Balance owing"), ([0.22, 0.5, 0.42, 0.53], "Date"),
    ([0.1, 0.635, 0.2, 0.665], "VAT number"),
    ([0.7, 0.9, 0.8, 0.93], ""), (None, ""),
])
def test_the_label_is_what_stands_before_or_above(box: list[float] | None, label: str) -> None:
    assert beside(LINES, box) == label


def test_a_supplier_is_known_by_the_name_that_nobody_had_to_touch(
    employee: User, reviewer: User, invoice_type: DocumentType,
) -> None:
    for n in range(2):
        document = makers.document(employee, invoice_type, values={
            "number": "0384756", "total": "11300.00", "buyer": "Acorn Garden Supplies"}, name=f"{n}.pdf")
        deciding.decide(document, by=reviewer, revision=document.revision, key="number", kind="change",
                        value="03847562")
        flow.approve(document, actor=reviewer, revision=document.revision)
    assert set(suppliers_of(evidence_of(invoice_type)).values()) == {"Acorn Garden Supplies"}
