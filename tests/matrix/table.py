"""Who may call what: one line for every address. The test walks the real addresses; one that is not here fails it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docmgr.accounts.roles import Act


@dataclass(frozen=True, slots=True)
class Rule:
    """``methods``: what the address answers to, each with the act that it needs (None: anybody, LOGIN: any account).

    ``on``: "document": found only by whoever may see it; "own": besides, only its owner and reviewers may act on it
    or have its file; "job": found by whoever sees learning, ended by whoever manages it; a question to a model by its
    asker, too.
    ``absent``: what the address names is not there for anybody of this house (a job that nobody started).
    ``arguments`` go into the address; ``data`` into a POST.
    """

    methods: dict[str, Any]
    on: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    absent: bool = False


LOGIN = "login"
TOKEN = "token"  # a token, which nobody of this house shows: all of them come with a session


def read(act: Any, on: str = "", **arguments: Any) -> Rule:
    return Rule({"GET": act}, on, arguments=arguments)


def write(act: Any, on: str = "", data: dict[str, Any] | None = None, **arguments: Any) -> Rule:
    return Rule({"POST": act}, on, arguments=arguments, data=data or {})


TABLE: dict[str, Rule] = {
    # --- everybody ---
    "web:login": Rule({"GET": None, "POST": None}),
    "web:preferences": write(None),
    "monitoring:health": read(None),
    "monitoring:live": read(None),
    "api:schema": read(None),
    "api:docs": read(None),
    "api:token": Rule({"POST": None, "DELETE": TOKEN}),
    # --- every account ---
    "web:home": read(LOGIN),
    "web:dashboard": read(Act.SEE_LEARNING),
    "web:logout": write(LOGIN),
    "web:session": read(LOGIN),
    # --- documents ---
    "web:upload": read(Act.UPLOAD),
    "web:upload_file": write(Act.UPLOAD),
    "web:upload_status": read(Act.UPLOAD),
    "web:documents": read(Act.UPLOAD),
    "web:document_rows": read(Act.UPLOAD),
    "web:documents_export": write(Act.UPLOAD),
    "web:documents_retype": write(Act.UPLOAD, data={"doc_type": "test_invoice"}),
    "web:document": read(Act.UPLOAD, "document"),
    "web:document_progress": read(Act.UPLOAD, "document"),
    "web:document_pages": read(Act.UPLOAD, "document"),
    "web:page_image": read(Act.UPLOAD, "document", number=1),
    "web:document_text": read(Act.UPLOAD, "document"),
    "web:document_ask": write(Act.UPLOAD, "document", {"task": "find", "words": "INV"}),
    "web:document_answer": Rule({"GET": Act.UPLOAD}, "document", absent=True, arguments={"job": 0}),
    "web:document_comments": Rule({"GET": Act.UPLOAD, "POST": Act.COMMENT}, "document", data={"text": "Which one?"}),
    "web:document_comment_take_back": Rule({"POST": Act.COMMENT}, "document", absent=True, arguments={"number": 0}),
    "web:document_tables": read(Act.UPLOAD, "document"),
    "web:document_original": read(Act.UPLOAD, "own"),
    "web:document_searchable": read(Act.UPLOAD, "document"),
    "web:document_export": read(Act.UPLOAD, "document", kind="json"),
    "web:document_retry": write(Act.UPLOAD, "own"),
    "web:document_reclassify": write(Act.UPLOAD, "own"),
    "web:document_reopen": write(Act.REOPEN, "document", {"reason": "A value is wrong"}),
    # --- review ---
    "web:review_queue": read(Act.REVIEW),
    "web:review_next": read(Act.REVIEW),
    "web:review_document": read(Act.REVIEW, "document"),
    "web:review_claim": write(Act.REVIEW, "document"),
    "web:review_release": write(Act.REVIEW, "document"),
    "web:review_fields": Rule({"GET": Act.REVIEW, "POST": Act.REVIEW}, "document"),
    "web:review_strip": read(Act.REVIEW),
    "web:review_strip_value": Rule({"GET": Act.REVIEW, "POST": Act.REVIEW}, "document"),
    "web:review_crop": read(Act.REVIEW, "document"),
    "web:review_rows": write(Act.REVIEW, "document"),
    "web:review_pick": read(Act.REVIEW, "document"),
    "web:review_approve": write(Act.REVIEW, "document"),
    "web:review_with_errors": write(Act.REVIEW, "document"),
    "web:review_forget": write(Act.REVIEW, "document"),
    "web:review_again": write(Act.REVIEW, "document"),
    "web:review_reject": write(Act.REVIEW, "document"),
    "web:review_postpone": write(Act.REVIEW, "document"),
    "web:review_resume": write(Act.REVIEW, "document"),
    "web:review_reopen": write(Act.REVIEW, "document", {"reason": "Too early"}),
    "web:review_split": write(Act.REVIEW, "document"),
    "web:review_rejoin": write(Act.REVIEW, "document"),
    "web:document_rejoin": write(Act.REVIEW, "document"),
    "web:review_type": write(Act.REVIEW, "document", {"doc_type": "test_invoice"}),
    "web:error_groups": read(Act.SEE_ERROR_SAMPLES),
    "web:error_group_fixes": write(Act.MANAGE_LEARNING),
    "web:error_group_crop": read(Act.SEE_ERROR_SAMPLES),
    "web:error_group_accept": write(Act.MANAGE_TYPES),
    "web:error_group_refuse": write(Act.MANAGE_TYPES),
    "web:sample_list": read(Act.SEE_ERROR_SAMPLES),
    "web:sample_export": write(Act.EXPORT_ERROR_SAMPLES),
    "web:sample_download": Rule({"GET": Act.EXPORT_ERROR_SAMPLES}, absent=True),
    # --- trained models ---
    "web:models": read(Act.SEE_LEARNING),
    "web:model_type": read(Act.SEE_LEARNING),
    "web:model_retrain": write(Act.MANAGE_LEARNING),
    "web:model_protect": write(Act.MANAGE_LEARNING),
    "web:model_use": write(Act.MANAGE_LEARNING, number=0),
    "web:model_schedule": write(Act.MANAGE_LEARNING, kind="retrain"),
    # --- background jobs ---
    "web:job_progress": read(LOGIN, "job"),
    "web:job_cancel": write(LOGIN, "job"),
    # --- error budgets ---
    "web:engines": read(Act.SEE_HEALTH),
    "web:automation": read(Act.SEE_LEARNING),
    "web:automation_type": read(Act.SEE_LEARNING),
    "web:automation_budgets": write(Act.MANAGE_LEARNING),
    "web:automation_policy": write(Act.MANAGE_LEARNING),
    "web:automation_recall": write(Act.MANAGE_LEARNING),
    "web:automation_reopen": write(Act.REOPEN_ANY, data={"number": "1", "reason": "A value is wrong"}),
    "web:automation_blind": read(Act.REVIEW),
    "web:automation_blind_answer": write(Act.REVIEW),
    # --- document types ---
    "web:type_list": read(Act.SEE_TYPES),
    "web:type_create": write(Act.MANAGE_TYPES),
    "web:type_bring_in": write(Act.MANAGE_TYPES),
    "web:type_replace": write(Act.MANAGE_TYPES),
    "web:type_detail": read(Act.SEE_TYPES),
    "web:type_version": read(Act.SEE_TYPES, number=1),
    "web:type_file": read(Act.SEE_TYPES, number=1),
    "web:type_draft": write(Act.MANAGE_TYPES),
    "web:type_edit": Rule({"GET": Act.MANAGE_TYPES, "POST": Act.MANAGE_TYPES}),
    "web:type_options": write(Act.MANAGE_TYPES),
    "web:type_try": read(Act.MANAGE_TYPES),
    "web:type_check": write(Act.MANAGE_TYPES),
    "web:type_gate": read(Act.MANAGE_TYPES),
    "web:type_publish": write(Act.MANAGE_TYPES, number=2),
    "web:type_roll_back": write(Act.MANAGE_TYPES, number=1),
    "web:type_discard": write(Act.MANAGE_TYPES, number=2),
    # --- evaluation ---
    "web:evaluation": read(Act.SEE_LEARNING),
    "web:evaluation_type": read(Act.SEE_LEARNING),
    "web:evaluation_start": write(Act.MANAGE_LEARNING),
    "web:evaluation_sample": write(Act.MANAGE_GOLD),
    "web:evaluation_import": write(Act.MANAGE_LEARNING),
    "web:evaluation_report": write(Act.MANAGE_LEARNING),
    "web:evaluation_gold": write(Act.MANAGE_GOLD, "document"),
    "web:evaluation_labels": read(Act.MANAGE_GOLD),
    "web:evaluation_label_export": read(Act.MANAGE_GOLD),
    "web:evaluation_label_settle": Rule({"POST": Act.MANAGE_GOLD}, absent=True),
    "web:evaluation_label_crop": Rule({"GET": Act.MANAGE_GOLD}, absent=True),
    # --- audit ---
    "web:audit_log": read(Act.SEE_AUDIT),
    "web:audit_verify": write(Act.SEE_AUDIT),
    "web:audit_export": write(Act.SEE_AUDIT),
    # --- people ---
    "web:user_list": read(Act.MANAGE_USERS),
    "web:user_new": Rule({"GET": Act.MANAGE_USERS, "POST": Act.MANAGE_USERS}),
    "web:department_new": write(Act.MANAGE_USERS),
    "web:user_detail": read(Act.MANAGE_USERS),
    "web:user_change": write(Act.MANAGE_USERS),
    "web:user_active": write(Act.MANAGE_USERS),
    "web:user_password": write(Act.MANAGE_USERS),
    "web:user_token_withdraw": write(Act.MANAGE_USERS),
    # --- API ---
    "api:documents": Rule({"GET": Act.UPLOAD, "POST": Act.UPLOAD}),
    "api:document": read(Act.UPLOAD, "document"),
    "api:document_text": read(Act.UPLOAD, "document"),
    "api:document_ask": write(Act.UPLOAD, "document", {"task": "find", "words": "INV"}),
    "api:document_answer": Rule({"GET": Act.UPLOAD, "DELETE": Act.UPLOAD}, "document", absent=True,
                                arguments={"job": 0}),
    "api:document_file": read(Act.UPLOAD, "own"),
    "api:document_searchable": read(Act.UPLOAD, "document"),
    "api:document_page": read(Act.UPLOAD, "document", number=1),
    "api:document_comments": Rule({"GET": Act.UPLOAD, "POST": Act.COMMENT}, "document"),
    "api:document_comment": Rule({"DELETE": Act.COMMENT}, "document", absent=True, arguments={"number": 0}),
    "api:document_field": Rule({"PATCH": Act.REVIEW}, "document", {"key": "date"}),
    "api:document_approve": write(Act.REVIEW, "document"),
    "api:document_reject": write(Act.REVIEW, "document"),
    "api:document_reopen": write(Act.REOPEN, "document"),
    "api:document_split": write(Act.REVIEW, "document"),
    "api:document_rejoin": write(Act.REVIEW, "document"),
    "api:dashboard": read(Act.SEE_LEARNING),
    "api:doctypes": read(Act.SEE_TYPES),
    "api:doctype_draft": read(Act.MANAGE_TYPES),
    "api:doctype_draft_check": write(Act.MANAGE_TYPES),
    "api:doctype_draft_publish": write(Act.MANAGE_TYPES),
    "api:doctype_gold": write(Act.MANAGE_LEARNING),
    "api:doctype_labels": read(Act.MANAGE_GOLD),
    "api:doctype_label": Rule({"POST": Act.MANAGE_GOLD}, absent=True),
    "api:sample_export": read(Act.EXPORT_ERROR_SAMPLES),
    "api:sample_exports": write(Act.EXPORT_ERROR_SAMPLES),
    "api:sample_export_job": Rule(dict.fromkeys(("GET", "DELETE"), Act.EXPORT_ERROR_SAMPLES), absent=True),
    "api:sample_export_file": Rule({"GET": Act.EXPORT_ERROR_SAMPLES}, absent=True),
    # leads nowhere: 401 for strangers, 404 for everybody else
    "api:missing": Rule({}, arguments={"rest": "nothing"}),
}
