import os
import sys

from ocr_engine.cli import words
from ocr_engine.cli.main import main

if __name__ == "__main__":
    words.translate(os.environ)
    sys.exit(main())
