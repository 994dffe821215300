"""What goes in and comes out of the API, as the schema describes it; a module for each subject."""

from docmgr.api.serializers.asking import Answer, AnswerPage, Question, Spot
from docmgr.api.serializers.comments import Comment, CommentWritten
from docmgr.api.serializers.dashboard import Dashboard, DashboardQuery
from docmgr.api.serializers.doctypes import (
    DocType,
    Draft,
    DraftCheck,
    DraftField,
    DraftJob,
    FieldDefinition,
    Published,
    Publishing,
)
from docmgr.api.serializers.documents import (
    Check,
    DocumentCreated,
    DocumentDetail,
    DocumentPage,
    DocumentSummary,
    DocumentText,
    Failure,
    FieldMap,
    Issue,
    Line,
    ListQuery,
    PageText,
    Part,
    PartOf,
    Progress,
    TableRow,
    Value,
)
from docmgr.api.serializers.gold import GoldArchive, GoldImported, LabelIssueRow, LabelIssues, LabelVerdict
from docmgr.api.serializers.handing_in import Upload, WaitQuery
from docmgr.api.serializers.people import Token, TokenRequest
from docmgr.api.serializers.reviewing import (
    Approval,
    Decision,
    FieldChange,
    PartPages,
    Rejection,
    Reopening,
    Splitting,
)
from docmgr.api.serializers.samples import SampleExportState, SampleQuery

__all__ = [
    "Answer", "AnswerPage", "Approval", "Check", "Comment", "CommentWritten", "Dashboard", "DashboardQuery", "Decision",
    "DocType", "DocumentCreated", "DocumentDetail", "DocumentPage", "DocumentSummary", "DocumentText", "Draft",
    "DraftCheck", "DraftField", "DraftJob", "Failure", "FieldChange", "FieldDefinition", "FieldMap", "GoldArchive",
    "GoldImported", "Issue", "LabelIssueRow", "LabelIssues", "LabelVerdict", "Line", "ListQuery", "PageText", "Part",
    "PartOf", "PartPages", "Progress", "Published", "Publishing", "Question", "Rejection", "Reopening",
    "SampleExportState", "SampleQuery", "Splitting", "Spot", "TableRow", "Token", "TokenRequest", "Upload", "Value",
    "WaitQuery",
]
