#!/usr/bin/env python
"""Django's command line for docmgr."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docmgr.settings")
    from django.core.management import execute_from_command_line

    from docmgr.core import argparse_words, catalogue
    from docmgr.core.terminal import language_of

    argparse_words.translate(language_of(os.environ))  # Django's own commands, too
    catalogue.compile_stale(Path(__file__).resolve().parent / "docmgr" / "locale")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
