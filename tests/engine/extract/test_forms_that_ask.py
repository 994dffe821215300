"""Forms that ask in sentences, who signed them, and what is charged at a rate."""

from __future__ import annotations

import pytest

from .test_strange_papers import field, found, page

REGISTRANT = field("registrant", "Registrant", "name")
PRINCIPAL = field("principal", "Foreign principal", "name")
SIGNER = field("signer", "Signer", "name")
SIGNER_TITLE = field("signer_title", "Title of the signer")


def test_a_question_is_answered_behind_its_mark() -> None:
    pages = page((40, 100, "6. What is the name of the primary registrant? Harlow and Pryce"),
                 (40, 140, "7. List every foreign principal for whom you act: Embassy of Vardonia"))
    assert found(pages, REGISTRANT, PRINCIPAL) == {"registrant": ["Harlow and Pryce"],
                                                   "principal": ["Embassy of Vardonia"]}


def test_a_demand_is_answered_in_the_line_under_it() -> None:
    pages = page((40, 100, "2. State the name of the foreign principal for whom you acted."),
                 (44, 114, "Embassy of Vardonia"))
    assert found(pages, PRINCIPAL) == {"principal": ["Embassy of Vardonia"]}


def test_a_clause_of_a_contract_is_no_question() -> None:
    pages = page((40, 100, "(a) name the foreign principal means a party that does any of these things: acts,"),
                 (40, 114, "(b) the foreign principal derives value from what is not known to the public: so it is."))
    assert "principal" not in found(pages, PRINCIPAL)


def test_a_ticked_no_is_nobodys_name() -> None:
    pages = page((40, 100, "Has the registrant ended its work for it? Yes [ ] No [X]"))
    assert found(pages, REGISTRANT) == {}


def test_who_signed_is_told_by_a_typed_signature_and_by_the_line_under_the_name() -> None:
    pages = page((40, 100, "I swear that this statement is true."), (40, 140, "/s/ Mei Whitaker"),
                 (40, 154, "Mei Whitaker"), (40, 168, "Vice President, Compliance"))
    assert found(pages, SIGNER, SIGNER_TITLE) == {"signer": ["Mei Whitaker"],
                                                  "signer_title": ["Vice President, Compliance"]}


def test_who_signed_is_told_by_captions_beside_the_signature() -> None:
    pages = page((40, 100, "Printed Name"), (200, 100, "Title"), (360, 100, "Signature"), (40, 114, "Latoya Ramirez"),
                 (200, 114, "Managing Partner"))
    assert found(pages, SIGNER, SIGNER_TITLE) == {"signer": ["Latoya Ramirez"], "signer_title": ["Managing Partner"]}


@pytest.mark.parametrize("charged", ["Service 5%", "Service (5 %)", "SERVICE 5.00%"])
def test_what_is_charged_at_a_rate_is_called_as_without_it(charged: str) -> None:
    pages = page((40, 100, charged), (250, 100, "14.75"), (40, 115, "Total"), (250, 115, "309.75"))
    assert found(pages, field("service", "Service charge", "money")) == {"service": ["14.75"]}
