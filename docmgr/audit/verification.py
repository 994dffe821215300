"""Checking the chain on somebody's request, which is an act to be recorded itself."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser

from docmgr.audit.actions import Action
from docmgr.audit.chain import Verdict
from docmgr.audit.selectors import verify_all
from docmgr.audit.services import record


def verify_for(by: AbstractBaseUser) -> Verdict:
    """Whoever calls has checked Act.SEE_AUDIT. A broken chain is recorded too, behind the break."""
    verdict = verify_all()
    record(Action.AUDIT_VERIFIED, actor=by, ok=verdict.ok, after={"rows": verdict.rows, "first_wrong": verdict.seq})
    return verdict
