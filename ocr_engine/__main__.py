import sys

from ocr_engine.cli import main

if __name__ == "__main__":
    sys.exit(main())
