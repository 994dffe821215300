"""What a file's electronic signatures say about it, as findings: whole, broken, or not to be checked here."""

from __future__ import annotations

from typing import Any

from ocr_engine.errors import BadFile
from ocr_engine.ingest import ParsedDocument
from ocr_engine.types import Issue

_SIGNED = frozenset(("ofd",))


def signature_issues(document: ParsedDocument) -> tuple[Issue, ...]:
    """One finding for each signature, and one more where a good one does not cover all. Never raises for a bad file."""
    if document.kind not in _SIGNED:
        return ()
    try:
        signatures = document.signatures()
    except BadFile:
        return (Issue("signature_unchecked", params={"signer": ""}),)
    return tuple(issue for signature in signatures for issue in _findings(signature))


def _findings(signature: dict[str, Any]) -> list[Issue]:
    signer = {"signer": str(signature.get("signer") or "?")}
    state = signature.get("state")
    if state not in ("intact", "broken"):
        return [Issue("signature_unchecked", params=signer)]
    if state == "broken":
        return [Issue("signature_broken", params=signer)]
    issues = [Issue("signature_intact", params={**signer, "date": str(signature.get("date", ""))})]
    if uncovered := signature.get("uncovered"):
        pages = ", ".join(map(str, uncovered))
        issues.append(Issue("signature_partial", params={**signer, "pages": pages}))
    return issues
