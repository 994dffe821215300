"""Form fields in which each line is an entry: plain lists, and rules as JSON."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from docmgr.core import strict_json
from docmgr.core.strict_json import UNKEEPABLE
from docmgr.doctypes.limits import LONGEST_LINE, MOST_LINES


class LinesField(forms.CharField):
    """A list, typed with one entry per line: at most ``most`` of ``longest`` characters each."""

    widget = forms.Textarea

    def __init__(self, *, most: int = MOST_LINES, longest: int = LONGEST_LINE, **options: Any) -> None:
        self.most, self.longest = most, longest
        super().__init__(**options)

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = [line.strip() for line in (value or "").splitlines()]
        for number, line in enumerate(lines, 1):
            if UNKEEPABLE.search(line):
                raise forms.ValidationError(
                    _("Line %(number)d holds a character that cannot be kept."), params={"number": number})
            if len(line) > self.longest:
                raise forms.ValidationError(_("Line %(number)d is longer than %(limit)d characters."),
                                            params={"number": number, "limit": self.longest})
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > self.most:
            raise forms.ValidationError(_("These are %(count)d lines; at most %(limit)d are allowed."),
                                        params={"count": len(found), "limit": self.most})
        return found


class RulesField(forms.CharField):
    """A list of rules as JSON."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(json.dumps(rule, ensure_ascii=False) for rule in value or [])

    def to_python(self, value: Any) -> list[dict[str, Any]]:  # type: ignore[override]
        """One JSON object per line; raises ValidationError naming the first line that is none."""
        rules = []
        # As they were joined: splitlines() would part at U+2028 within a rule, too.
        for number, line in enumerate((value or "").split("\n"), 1):
            if not line.strip():
                continue
            try:
                rule = strict_json.loads(line)
            except ValueError as error:
                raise forms.ValidationError(
                    _("Line %(number)d is not a rule in JSON."), params={"number": number}) from error
            if not isinstance(rule, dict):
                raise forms.ValidationError(_("Line %(number)d is not a rule in JSON."), params={"number": number})
            rules.append(rule)
        return rules
