import sys

from ocr_engine.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
