"""The only permission table. A role may do what its line says, and nothing else."""

from __future__ import annotations

from enum import StrEnum

from docmgr.accounts.models import Role, User
from docmgr.core.exceptions import NotAllowed


class Act(StrEnum):
    """What somebody may be allowed to do. Which objects he may do it to is a queryset's answer."""

    UPLOAD = "upload"
    COMMENT = "comment"
    SEE_ALL_DOCUMENTS = "see_all_documents"
    REVIEW = "review"
    REOPEN = "reopen"
    REOPEN_ANY = "reopen_any"
    MANAGE_TYPES = "manage_types"
    SEE_TYPES = "see_types"
    MANAGE_USERS = "manage_users"
    SEE_AUDIT = "see_audit"
    SEE_ERROR_SAMPLES = "see_error_samples"
    EXPORT_ERROR_SAMPLES = "export_error_samples"
    SEE_LEARNING = "see_learning"
    MANAGE_LEARNING = "manage_learning"
    MANAGE_GOLD = "manage_gold"
    SEE_HEALTH = "see_health"


PERMISSIONS: dict[Role, frozenset[Act]] = {
    Role.EMPLOYEE: frozenset({Act.UPLOAD, Act.COMMENT, Act.SEE_TYPES}),
    Role.REVIEWER: frozenset({Act.UPLOAD, Act.COMMENT, Act.SEE_TYPES, Act.SEE_ALL_DOCUMENTS, Act.REVIEW,
                              Act.REOPEN, Act.SEE_ERROR_SAMPLES, Act.SEE_LEARNING, Act.MANAGE_GOLD}),
    Role.ADMIN: frozenset({
        Act.UPLOAD, Act.COMMENT, Act.SEE_TYPES, Act.MANAGE_TYPES, Act.MANAGE_USERS, Act.SEE_ERROR_SAMPLES,
        Act.EXPORT_ERROR_SAMPLES, Act.SEE_LEARNING, Act.MANAGE_LEARNING, Act.MANAGE_GOLD,
        Act.SEE_HEALTH, Act.REOPEN, Act.REOPEN_ANY,
    }),
    Role.AUDITOR: frozenset({Act.SEE_TYPES, Act.SEE_AUDIT, Act.SEE_LEARNING}),
}


def may(user: User, act: Act) -> bool:
    return bool(user.is_authenticated and user.is_active and act in PERMISSIONS.get(Role(user.role), frozenset()))


def require(user: User, act: Act) -> None:
    """Raises NotAllowed where the user's role does not hold the act."""
    if not may(user, act):
        raise NotAllowed
