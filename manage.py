#!/usr/bin/env python
"""Django's command line for docmgr."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docmgr.settings")
    from docmgr.core import argparse_words, catalogue
    from docmgr.core.commands import Commands
    from docmgr.core.terminal import language_of

    argparse_words.translate(language_of(os.environ))  # Django's own commands, too
    catalogue.compile_stale(Path(__file__).resolve().parent / "docmgr" / "locale")
    Commands(sys.argv).execute()


if __name__ == "__main__":
    main()
