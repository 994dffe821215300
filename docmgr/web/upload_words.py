"""What the upload script has to know: limits, addresses, and its sentences in the reader's language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from docmgr.documents.models import Document

ENDINGS = ("pdf", "ofd", "xml", "png", "jpg", "jpeg", "heic", "heif", "avif", "tif", "tiff", "webp", "bmp")


def upload_settings() -> dict[str, Any]:
    megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
    return {
        "post": reverse("web:upload_file"),
        "status": reverse("web:upload_status"),
        "maxBytes": settings.UPLOAD_MAX_BYTES,
        "endings": ENDINGS,
        "words": {
            "sending": _("Sending: {share} %"),
            "queued": _("Waiting to be sent"),
            "stored": _("Received"),
            "empty": _("The file is empty. Check it on your computer and choose it again."),
            "tooLarge": _("The file has {size} MB; at most {limit} MB are allowed.").replace("{limit}", str(megabytes)),
            "wrongType": _("This kind of file is not supported. Save it as PDF or as a picture (PNG, JPEG, TIFF)."),
            "network": _("The connection broke off. Nothing was lost: try again."),
            "server": _("The server could not take the file. Try again in a minute."),
            "login": _("You have been logged out. Log in again in another tab, then try again."),
            "pasted": _("Pasted picture {time}"),
            "summary": _("{done} of {total} done"),
            "allDone": _("All done ({total})"),
        },
    }


def duplicate_note(twin: Document | None) -> dict[str, str] | None:
    """The earlier document with the same bytes, as a sentence with a link."""
    if twin is None:
        return None
    when = date_format(localtime(twin.created_at), "Y-m-d H:i")
    text = _("The same file was uploaded before: %(name)s (%(when)s)") % {"name": twin.name, "when": when}
    return {"text": text, "url": reverse("web:document", args=[twin.pk])}
