"""Every act that leaves a row in the audit log, with the sentence under which a person reads it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """``value`` is stored and never changes its meaning; ``label`` is the translated sentence."""

    # who came and went
    LOGIN = "login", _("Logged in")
    LOGIN_FAILED = "login.failed", _("Login refused")
    LOGIN_LOCKED = "login.locked", _("Login paused after too many wrong passwords")
    LOGIN_UNAVAILABLE = "login.unavailable", _("Login not possible: directory not reachable")
    LOGOUT = "logout", _("Logged out")
    TOKEN_CREATED = "token.created", _("API token issued")
    TOKEN_REVOKED = "token.revoked", _("API token withdrawn")
    PREFERENCES_CHANGED = "preferences.changed", _("Own preferences changed")
    ACT_REFUSED = "act.refused", _("Asked for something that is not allowed")

    # the life of a document
    DOCUMENT_UPLOADED = "document.uploaded", _("Document uploaded")
    DOCUMENT_UPLOAD_REFUSED = "document.upload_refused", _("Upload refused")
    DOCUMENT_STARTED = "document.started", _("Reading started")
    DOCUMENT_READ = "document.read", _("Document read by the engine")
    DOCUMENT_FAILED = "document.failed", _("Document could not be read")
    DOCUMENT_SET_ASIDE = "document.set_aside", _("Document set aside after too many tries")
    DOCUMENT_RETRIED = "document.retried", _("Document sent to the engine again")
    DOCUMENT_RECLASSIFIED = "document.reclassified", _("Document type changed")
    DOCUMENT_CLAIMED = "document.claimed", _("Document claimed for review")
    DOCUMENT_RELEASED = "document.released", _("Document released to the queue")
    DOCUMENT_TAKEN_OVER = "document.taken_over", _("Document taken over from another reviewer")
    DOCUMENT_APPROVED = "document.approved", _("Document approved")
    DOCUMENT_APPROVED_WITH_ERRORS = "document.approved_with_errors", _("Document approved with errors")
    DOCUMENT_AUTO_APPROVED = "document.auto_approved", _("Document accepted automatically")
    DOCUMENT_REJECTED = "document.rejected", _("Document rejected")
    DOCUMENT_POSTPONED = "document.postponed", _("Document postponed")
    DOCUMENT_RESUMED = "document.resumed", _("Document taken up again")
    DOCUMENT_REOPENED = "document.reopened", _("Document opened again after a decision")
    DOCUMENT_SPLIT = "document.split", _("Document split into several")
    DOCUMENT_CUT_OUT = "document.cut_out", _("Document made of pages of another one")
    DOCUMENT_REJOINED = "document.rejoined", _("Splitting of a document undone")
    DOCUMENT_WITHDRAWN = "document.withdrawn", _("Part of a split document taken back")
    DOCUMENT_SECOND_LOOK = "document.second_look", _("Document sent to a second person")

    # its content
    FIELD_CORRECTED = "field.corrected", _("Field corrected")
    FIELD_CONFIRMED = "field.confirmed", _("Field confirmed")
    FIELD_CLEARED = "field.cleared", _("Field marked as not on the document")
    FIELD_UNDONE = "field.undone", _("Correction undone")
    DOCUMENT_OPENED = "document.opened", _("Document opened for reading")
    DOCUMENT_DOWNLOADED = "document.downloaded", _("Original file downloaded")
    DOCUMENT_EXPORTED = "document.exported", _("Result downloaded")
    DOCUMENT_ASKED = "document.asked", _("Document asked a question")
    COMMENT_WRITTEN = "comment.written", _("Comment written")
    COMMENT_TAKEN_BACK = "comment.taken_back", _("Comment taken back")
    DOCUMENTS_EXPORTED = "documents.exported", _("Results of several documents downloaded")

    # document types
    TYPE_CREATED = "type.created", _("Document type created")
    TYPE_DRAFT_SAVED = "type.draft_saved", _("Draft of a document type saved")
    TYPE_DRAFT_DISCARDED = "type.draft_discarded", _("Draft of a document type discarded")
    TYPE_PUBLISHED = "type.published", _("Version of a document type published")
    TYPE_LOCK_OVERRIDDEN = "type.lock_overridden", _("Version published in spite of the gold set")
    TYPE_OPTIONS_CHANGED = "type.options_changed", _("Options of a document type changed")
    TYPE_LOADED = "type.loaded", _("Built-in document type loaded")

    # learning
    SAMPLES_COLLECTED = "samples.collected", _("Error samples collected")
    SAMPLES_EXPORT_STARTED = "samples.export_started", _("Export of error samples asked for")
    SAMPLES_EXPORTED = "samples.exported", _("Error samples exported")
    SAMPLES_DOWNLOADED = "samples.downloaded", _("Export of error samples downloaded")
    PROPOSAL_ACCEPTED = "proposal.accepted", _("Proposed fix accepted")
    PROPOSAL_REFUSED = "proposal.refused", _("Proposed fix refused")
    MODEL_TRAINED = "model.trained", _("Model trained")
    MODEL_PUBLISHED = "model.published", _("Model put to use")
    MODEL_REFUSED = "model.refused", _("Model trained and not taken")
    MODEL_ROLLED_BACK = "model.rolled_back", _("Model rolled back")
    MODEL_RULES_CHANGED = "model.rules_changed", _("Protected fields changed")
    JOB_STARTED = "job.started", _("Background job started")
    JOB_ENDED = "job.ended", _("Background job ended")
    JOB_CANCELLED = "job.cancelled", _("Background job cancelled")
    SCHEDULE_CHANGED = "schedule.changed", _("Schedule changed")
    GOLD_ADDED = "gold.added", _("Documents put into a gold set")
    GOLD_REMOVED = "gold.removed", _("Document taken out of a gold set")
    LABEL_CORRECTED = "label.corrected", _("Label of a gold document put right")
    LABEL_KEPT = "label.kept", _("Label of a gold document confirmed")
    LABEL_UNDONE = "label.undone", _("Decision on a label taken back")
    GOLD_EXPORTED = "gold.exported", _("Labels of a gold set downloaded")
    EVALUATION_RUN = "evaluation.run", _("Reading measured on a gold set")
    EVALUATION_IMPORTED = "evaluation.imported", _("Report of a measurement brought in")
    MEMORY_FORGOTTEN = "memory.forgotten", _("Learned layout forgotten")
    AUTOMATION_CHANGED = "automation.changed", _("Automatic acceptance changed")
    AUTOMATION_TESTED = "automation.tested", _("Error budget tested against the evidence")
    AUTOMATION_REMADE = "automation.remade", _("Evidence made again for a new model")
    AUTOMATION_ACCEPTED = "automation.accepted", _("Values accepted within their error budget")
    AUTOMATION_STOPPED = "automation.stopped", _("Automatic acceptance switched itself off")
    AUTOMATION_RECALLED = "automation.recalled", _("What was accepted automatically sent back to review")
    BLIND_ANSWERED = "blind.answered", _("Blind sample typed")
    BLIND_SETTLED = "blind.settled", _("Blind sample settled by a review")

    # people and the installation
    USER_CREATED = "user.created", _("Account created")
    USER_ROLE_CHANGED = "user.role_changed", _("Role changed")
    USER_DISABLED = "user.disabled", _("Account disabled")
    USER_ENABLED = "user.enabled", _("Account enabled")
    USER_DEPARTMENT_CHANGED = "user.department_changed", _("Department changed")
    USER_PASSWORD_SET = "user.password_set", _("Password set")
    USER_SYNCHRONISED = "user.synchronised", _("Account brought in line with the directory")
    DEPARTMENT_CREATED = "department.created", _("Department created")
    AUDIT_EXPORTED = "audit.exported", _("Audit log exported")
    AUDIT_VERIFIED = "audit.verified", _("Audit log verified")
