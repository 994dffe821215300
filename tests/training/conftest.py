"""People, type and document of the review tests."""

from tests.review.conftest import colleague, employee, invoice, invoice_type, reviewer

__all__ = ["colleague", "employee", "invoice", "invoice_type", "reviewer"]
