"""What the pages show of splitting: the dialog that cuts a file apart, and how a document and its parts lead to each
other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from docmgr.accounts.models import User
from docmgr.core.exceptions import Invalid
from docmgr.core.sentences import listed
from docmgr.doctypes.models import DocumentType
from docmgr.doctypes.selectors import get_type
from docmgr.documents import splitting
from docmgr.documents.models import Document, Status
from docmgr.documents.selectors import visible_among
from docmgr.documents.splitting import Piece
from docmgr.documents.states import OPEN_FOR_REVIEW
from docmgr.extraction.models import ExtractionRun
from docmgr.pipeline.splitting import may_undo
from docmgr.review.disclosure import veiled
from docmgr.web import bench_input

# More parts than that are a mistake of the program that sent them.
_MOST = 1000


def family(user: User, document: Document) -> dict[str, Any]:
    """What a document that was split became, or what a part was cut out of, as this person may see it; two queries for
    most documents, which are neither."""
    origin = splitting.cut_from(document)
    parts = splitting.parts_of(document) if document.status == Status.SPLIT else []
    veiled(user, [part.document for part in parts if part.document])
    seen = visible_among(user, [origin.original_id] if origin else [])
    return {"origin": origin if origin and origin.original_id in seen else None, "parts": parts,
            "may_undo": may_undo(user, document, parts)}


def dialog(document: Document, run: ExtractionRun | None) -> dict[str, Any]:
    """What the workbench's dialog needs. ``cuts``: pages on which another document seems to begin; ``why_not``: the
    reason in words where the file cannot be cut apart."""
    open_now = document.status in OPEN_FOR_REVIEW
    return {
        "offered": open_now and splitting.may_be_cut(document),
        "why_not": splitting.why_not(document) if open_now else "",
        "cuts": _beginnings(run, document.page_count) if open_now else [], "attached": _attached(run),
    }


def words() -> dict[str, str]:
    """What the dialog's script says."""
    return {
        "into": _("Split into {n} documents"), "one": _("Make it one document"), "none": _("Split"),
        "pages": _("Pages {a}–{b}"), "page": _("Page {a}"), "part": _("Document {n}"), "leftOut": _("Left out"),
        "cut": _("Another document begins on page {n}"), "going": _("Being split…"),
        "type": _("Type of document {n}"), "larger": _("Page {n}, larger or smaller"),
        "nobody": _("none of them: they stay with the original"),
    }


def said(parts: list[Document]) -> str:
    """To whoever split it."""
    numbers = listed(f"#{part.pk}" for part in parts)
    told = ngettext("%(n)d document was made, which is being read: %(numbers)s",
                    "Split into %(n)d documents, which are being read: %(numbers)s", len(parts))
    return told % {"n": len(parts), "numbers": numbers}


def pieces(request: HttpRequest) -> list[Piece]:
    """{"parts": [{"first", "last", "doc_type"?, "left_out"?, "attachments"?}]} of a script. Raises Invalid."""
    sent = bench_input.body(request).get("parts")
    if not isinstance(sent, list) or len(sent) > _MOST or not all(isinstance(one, dict) for one in sent):
        raise Invalid(_("The request could not be understood."))
    return [_piece(one) for one in sent]


def _piece(sent: Mapping[str, Any]) -> Piece:
    return Piece(
        first=bench_input.number(sent.get("first")), last=bench_input.number(sent.get("last")),
        doc_type=_type(sent.get("doc_type")), left_out=sent.get("left_out") is True,
        attachments=sent.get("attachments") is True)


def _type(key: Any) -> DocumentType | None:
    return get_type(str(key)) if key else None


def _beginnings(run: ExtractionRun | None, pages: int) -> list[int]:
    told = (issue.get("params", {}) for issue in (run.issues if run else []) if issue["code"] == "several_papers")
    named = (page for params in told for page in params.get("pages", [params.get("page")]))
    return sorted({page for page in named if isinstance(page, int) and 1 < page <= pages})


def _attached(run: ExtractionRun | None) -> bool:
    """Whether the file carries others, which only the person at the desk can put to the right part."""
    if run is None:
        return False
    return any(issue["code"] in ("attachments_unread", "embedded_unreadable") for issue in run.issues) or any(
        value.how.startswith("xml:") for value in run.values.all())
