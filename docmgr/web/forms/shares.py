"""Shares that people read and type in percent, as all pages show them."""

from __future__ import annotations

from typing import Any

from django import forms


def digits(share: float) -> str:
    """0.01 as "1", in percent: all digits that are stored, or saving what an input shows would change it."""
    return f"{100 * share:.4f}".rstrip("0").rstrip(".")


class ShareField(forms.FloatField):
    """0.7 is shown and typed as "70"; ``least`` and ``most`` are shares."""

    def __init__(self, *, least: float = 0.0, most: float = 1.0, **options: Any) -> None:
        super().__init__(min_value=100 * least, max_value=100 * most, **options)

    def prepare_value(self, value: Any) -> Any:
        return digits(value) if isinstance(value, float | int) else value

    def clean(self, value: Any) -> float | None:
        percent = super().clean(value)
        return None if percent is None else round(percent / 100, 6)
