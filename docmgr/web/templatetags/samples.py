"""Values of error samples as a table shows them."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from docmgr.doctypes.models import FieldDefinition
from docmgr.review.masking import mask
from docmgr.training.exports import exporting
from docmgr.training.exports.export import KINDS
from docmgr.training.models import DatasetExport, ErrorSample

register = template.Library()


@register.filter
def sample_label(sample: ErrorSample) -> str:
    """The field's name in the reader's language, or its key where the type has dropped it."""
    definition = _definition(sample)
    return definition.label if definition else sample.key


@register.simple_tag
def sample_value(sample: ErrorSample, value: str) -> SafeString:
    """Cut to one line; masked where the field is sensitive; a dash where there was nothing."""
    if not value:
        return format_html('<span class="muted">{}</span>', _("nothing"))
    definition = _definition(sample)
    shown = mask(value, kind=definition.kind) if definition and definition.sensitive else value
    return format_html('<span class="sample-value" title="{}">{}</span>', shown, shown)


def _definition(sample: ErrorSample) -> FieldDefinition | None:
    return next((f for f in sample.type_version.fields.all() if f.key == sample.key), None)


@register.filter("export_name")
@register.simple_tag
def export_format(export: DatasetExport) -> str:
    """Exports of earlier times had one format only."""
    name = KINDS.get(export.filters.get("kind", "plain"), "")
    return _("%(format)s, all confirmed values") % {"format": name} if export.filters.get("everything") else str(name)


register.filter("kept_until", exporting.until)
