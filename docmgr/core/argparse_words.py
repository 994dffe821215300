"""argparse's own sentences in the language of the terminal, through the same catalogue as all others.

argparse asks gettext for each of its sentences, but under two names of its own module and for the catalogue "messages"
of the whole machine, which says nothing of it. ``translate`` puts ours in their place. What another Python adds is
English until it stands here; tests/core/test_terminal.py notices.
"""

from __future__ import annotations

import argparse

from django.apps import apps
from django.utils.translation import gettext, gettext_noop, override

SENTENCES = (
    gettext_noop("usage: "),
    gettext_noop("positional arguments"),
    gettext_noop("options"),
    gettext_noop("show this help message and exit"),
    gettext_noop("%(prog)s: error: %(message)s\n"),
    gettext_noop("argument %(argument_name)s: %(message)s"),
    gettext_noop("unrecognized arguments: %s"),
    gettext_noop("the following arguments are required: %s"),
    gettext_noop("one of the arguments %s is required"),
    gettext_noop("not allowed with argument %s"),
    gettext_noop("ignored explicit argument %r"),
    gettext_noop("ambiguous option: %(option)s could match %(matches)s"),
    gettext_noop("expected one argument"),
    gettext_noop("expected at most one argument"),
    gettext_noop("expected at least one argument"),
    gettext_noop("expected %s argument"),
    gettext_noop("expected %s arguments"),
    gettext_noop("invalid %(type)s value: %(value)r"),
    gettext_noop("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_noop("unknown parser %(parser_name)r (choices: %(choices)s)"),
    gettext_noop("can't open '%(filename)s': %(error)s"),
)


def translate(language: str) -> None:
    """From now on argparse asks us, and is answered in this language. To be called as often as one likes."""

    def told(sentence: str) -> str:
        """As it is while Django is not set up: its catalogues cannot be read before."""
        if sentence not in SENTENCES or not apps.ready:
            return sentence
        with override(language):
            return gettext(sentence)

    vars(argparse).update({"_": told, "ngettext": lambda one, many, number: told(one if number == 1 else many)})
