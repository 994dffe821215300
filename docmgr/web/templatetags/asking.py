"""How an answer is shown."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")


@register.filter
def bold(text: str) -> SafeString:
    """Escaped, with the **words** of Markdown in bold; all other marks stay letters."""
    return mark_safe(_BOLD.sub(r"<strong>\1</strong>", conditional_escape(text)))
