"""Figures as people read them, the same wherever they stand."""

from __future__ import annotations

import re

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _


def percent(number: float | str) -> str:
    """47 as "47 %", or "47%" in Chinese: what is in percent already."""
    return _("%(number)s %%") % {"number": number}


def share(value: float | None) -> str:
    """0.0123 as "1.2 %"; small shares keep a digit that says something."""
    if value is None:
        return "—"
    hundredths = round(100 * value, 6)
    digits = 0 if hundredths >= 10 or hundredths == int(hundredths) else 1 if hundredths >= 1 else 2
    return percent(f"{hundredths:.{digits}f}")


def seconds(milliseconds: float) -> str:
    """258 as "0.3 s"."""
    return _("%(number)s s") % {"number": f"{milliseconds / 1000:.1f}"}


def file_size(count: float | None) -> str:
    """Bytes with their unit: Django's "100.0 MB" is "100 MB"."""
    return re.sub(r"[.,]0(?!\d)", "", filesizeformat(count or 0))
