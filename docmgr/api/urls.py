"""Addresses of the API."""

from __future__ import annotations

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from docmgr.api.views import (
    asking,
    auth,
    comments,
    dashboard,
    doctypes,
    documents,
    drafts,
    files,
    gold,
    missing,
    review,
    sample_exports,
    samples,
)

app_name = "api"
DOCS = SpectacularSwaggerSplitView.as_view(url_name="api:schema", template_name="api/docs.html")
urlpatterns = [
    path("auth/token", auth.TokenView.as_view(), name="token"),
    path("documents", documents.DocumentList.as_view(), name="documents"),
    path("documents/<int:pk>", documents.DocumentDetail.as_view(), name="document"),
    path("documents/<int:pk>/text", files.DocumentText.as_view(), name="document_text"),
    path("documents/<int:pk>/ask", asking.Ask.as_view(), name="document_ask"),
    path("documents/<int:pk>/ask/<int:job>", asking.Answered.as_view(), name="document_answer"),
    path("documents/<int:pk>/searchable.pdf", files.DocumentSearchable.as_view(), name="document_searchable"),
    path("documents/<int:pk>/file", files.DocumentFile.as_view(), name="document_file"),
    path("documents/<int:pk>/pages/<int:number>.jpg", files.PageImage.as_view(), name="document_page"),
    path("documents/<int:pk>/fields/<str:key>", review.FieldView.as_view(), name="document_field"),
    path("documents/<int:pk>/comments", comments.Comments.as_view(), name="document_comments"),
    path("documents/<int:pk>/comments/<int:number>", comments.OneComment.as_view(), name="document_comment"),
    path("documents/<int:pk>/approve", review.ApproveView.as_view(), name="document_approve"),
    path("documents/<int:pk>/reject", review.RejectView.as_view(), name="document_reject"),
    path("documents/<int:pk>/split", review.SplitView.as_view(), name="document_split"),
    path("documents/<int:pk>/rejoin", review.RejoinView.as_view(), name="document_rejoin"),
    path("documents/<int:pk>/reopen", review.ReopenView.as_view(), name="document_reopen"),
    path("doctypes", doctypes.DocTypeList.as_view(), name="doctypes"),
    path("doctypes/<str:key>/draft", drafts.Draft.as_view(), name="doctype_draft"),
    path("doctypes/<str:key>/draft/check", drafts.DraftCheck.as_view(), name="doctype_draft_check"),
    path("doctypes/<str:key>/draft/publish", drafts.DraftPublish.as_view(), name="doctype_draft_publish"),
    path("doctypes/<str:key>/gold", gold.GoldSet.as_view(), name="doctype_gold"),
    path("doctypes/<str:key>/gold/labels", gold.LabelList.as_view(), name="doctype_labels"),
    path("doctypes/<str:key>/gold/labels/<int:pk>", gold.LabelView.as_view(), name="doctype_label"),
    path("error-samples/export", samples.SampleExport.as_view(), name="sample_export"),
    path("error-samples/exports", sample_exports.SampleExports.as_view(), name="sample_exports"),
    path("error-samples/exports/<int:pk>", sample_exports.SampleExportJob.as_view(), name="sample_export_job"),
    path("error-samples/exports/<int:pk>/file", sample_exports.SampleExportFile.as_view(), name="sample_export_file"),
    path("dashboard", dashboard.DashboardView.as_view(), name="dashboard"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", DOCS, name="docs"),
    path("<path:rest>", missing.Missing.as_view(), name="missing"),
]
