"""The documents that docmgr ships, in the order a newcomer meets them."""

from __future__ import annotations

from . import id_card, invoice, lease, receipt, vat_invoice
from .labels import Specimen


def all_specimens(seed: int) -> list[Specimen]:
    """Draws every specimen; about 15 seconds of one core."""
    return [vat_invoice.make(seed), *id_card.make(seed), lease.make(seed), invoice.make(), receipt.make(seed)]
