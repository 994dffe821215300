"""One of the languages, one of the appearances, or neither."""

from __future__ import annotations

from django import forms
from django.conf import settings

THEMES = {"light": "light", "dark": "dark", "system": ""}


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES, required=False)
    theme = forms.ChoiceField(choices=[(name, name) for name in THEMES], required=False)

    def chosen(self) -> dict[str, str | None]:
        """``language`` and ``theme`` as they are stored; None where nothing was chosen."""
        data = self.cleaned_data
        return {"language": data.get("language") or None, "theme": THEMES.get(data.get("theme") or "-")}
