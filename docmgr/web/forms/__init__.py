"""What people type, checked before a service is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from docmgr.core.exceptions import Invalid


def trouble_of(form: forms.Form) -> str:
    """All that is wrong with it, in one line, where it is not shown again with each sentence beside its input."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


@contextmanager
def refused_into(form: forms.Form, name: str) -> Iterator[None]:
    """What a service says against the input stands beside that input; without this it would be a page of its own."""
    try:
        yield
    except Invalid as refusal:
        form.add_error(name, str(refusal.message))
