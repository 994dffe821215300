"""Errors that a person caused or can mend. core.middleware turns one into a page, a fragment or JSON."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class DocmgrError(Exception):
    """Base of all errors meant for the person at the screen.

    ``code`` is stable and machine-readable; ``message`` is a translated sentence; ``status`` the HTTP status.
    """

    status = 400
    code = "bad_request"
    message: Any = _("The request could not be understood.")

    def __init__(self, message: Any = None, *, code: str | None = None, **params: Any) -> None:
        super().__init__(code or self.code)
        self.message = message if message is not None else self.message
        self.code = code or self.code
        self.params = params


class NotAllowed(DocmgrError):
    status = 403
    code = "not_allowed"
    message = _("Your role does not allow this.")


class NotThere(DocmgrError):
    status = 404
    code = "not_found"
    message = _("This does not exist, or you may not see it.")


class Conflict(DocmgrError):
    """Somebody else was faster; nothing of theirs was overwritten."""

    status = 409
    code = "conflict"
    message = _("Somebody else changed this in the meantime. Reload to see the newest state.")


class Invalid(DocmgrError):
    status = 422
    code = "invalid"
    message = _("Some of the input is not valid.")


class BodyTooLarge(DocmgrError):
    """More was sent at once than the server reads, files aside."""

    status = 413
    code = "body_too_large"
    message = _("Too much was sent at once, so nothing was saved. Send it in several parts.")


class Unavailable(DocmgrError):
    """A service that the request needs is down; trying again later may help."""

    status = 503
    code = "unavailable"
    message = _("A service is not available at the moment. Please try again in a minute.")


class DiskFull(Unavailable):
    """Nothing can be written, to the database or to a file; what was saved before stands."""

    code = "disk_full"
    message = _("The disk of the server is full, so nothing was saved. Please tell an administrator.")
