"""Which invoice format an XML is in, and what it says."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from . import chinese, cii, ubl
from .facts import Facts
from .safe_xml import parse


def read_root(root: Element) -> Facts | None:
    """What the document says; None where it is no invoice that is known, or says nothing of one."""
    facts: Facts | None = None
    if root.tag in cii.ROOTS:
        facts = cii.read(root)
    elif root.tag in ubl.ROOTS and ubl.is_invoice(root):
        facts = ubl.read(root)
    elif root.tag in chinese.ROOTS:
        facts = chinese.read(root)
    return facts if facts is not None and any(f.term == "BT-1" for f in facts.items) else None


def read_bytes(data: bytes) -> Facts | None:
    """As ``read_root``. Raises XmlRefused."""
    return read_root(parse(data))
