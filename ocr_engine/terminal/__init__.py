"""What the command lines say of their calls, in Chinese where the terminal speaks Chinese.

argparse asks gettext for each of its sentences under two names of its own module; ``translate`` puts the table of
``chinese.py`` in their place. What another Python adds stays English until it stands there.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping
from typing import NoReturn

from ocr_engine.errors import BadDefinition, EngineError, sentence
from ocr_engine.terminal.chinese import ARGPARSE, FAULTS, INVALID, OURS, PARTS

_INTERRUPTED = 130  # what a shell tells of a program that Ctrl+C ended

_spoken: dict[str, str] = {}


def told(text: str) -> str:
    """A sentence of ours in the language of the terminal."""
    return _spoken.get(text, text)


def refusal(error: Exception) -> str:
    """Why a call cannot be carried out, in a sentence."""
    if isinstance(error, BadDefinition) and _spoken:
        where = PARTS[error.params["part"]].format(**error.params)
        return INVALID.format(reason=FAULTS[error.params["fault"]].format(**{**error.params, "where": where}))
    if isinstance(error, EngineError):
        return sentence(error.code, error.params)
    if isinstance(error, UnicodeDecodeError):
        return told("a file is no text in UTF-8")
    if isinstance(error, OSError) and error.filename:
        return told("{path} cannot be read").format(path=error.filename)
    return str(error)


def is_chinese(environment: Mapping[str, str]) -> bool:
    """Whether the locale is Chinese, by the first of its settings that is there."""
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return locale.lower().startswith("zh")


def translate(environment: Mapping[str, str]) -> None:
    """From now on the command line speaks the language of the terminal; in English as ever."""
    _spoken.clear()
    if is_chinese(environment):
        _spoken.update(ARGPARSE | OURS)
    vars(argparse).update({"_": told, "ngettext": lambda one, many, number: told(one if number == 1 else many)})


def run(main: Callable[[], int]) -> NoReturn:
    """A command as it is started from a terminal. Ctrl+C ends it with a sentence."""
    translate(os.environ)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print(told("Ended by Ctrl+C before it was done."), file=sys.stderr)
        sys.exit(_INTERRUPTED)
