"""What somebody says about a document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """How long it may be and which fields there are knows the service; its words stand beside the comments."""

    text = forms.CharField(label=_("Comment"), required=False, strip=False)
    key = forms.CharField(label=_("About"), required=False, max_length=60)
