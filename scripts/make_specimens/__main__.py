"""python -m scripts.make_specimens [FOLDER] [--seed N]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from . import fonts, labels
from .catalogue import all_specimens

SHIPPED = Path(__file__).resolve().parents[2] / "docmgr" / "specimens"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m scripts.make_specimens", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if absent := fonts.missing():
        print("fonts not installed: " + ", ".join(map(str, absent)), file=sys.stderr)
        print("apt-get install fonts-noto-cjk fonts-liberation", file=sys.stderr)
        return 1
    labels.write(args.folder, all_specimens(args.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
