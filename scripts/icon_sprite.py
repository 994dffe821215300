"""Puts the icons that the pages use into one SVG file.

python scripts/icon_sprite.py FOLDER   where FOLDER is icons/outline of an unpacked @tabler/icons package.
The list of names is static/vendor/tabler-icons/icons.txt.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "static" / "vendor" / "tabler-icons"
SHAPE = re.compile(r"<(?:path|circle|rect|line|polyline|ellipse)\b[^>]*/>")
FRAME = 'd="M0 0h24v24H0z"'  # an invisible square that every icon carries


def symbol(name: str, source: str) -> str:
    """One icon as a <symbol>. Colours and strokes come from the style sheet."""
    shapes = [re.sub(r"\s+", " ", shape) for shape in SHAPE.findall(source) if FRAME not in shape]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>'


def main(folder: Path) -> None:
    names = (HOME / "icons.txt").read_text().split()
    symbols = [symbol(name, (folder / f"{name}.svg").read_text()) for name in names]
    text = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (HOME / "sprite.svg").write_text(text)
    print(f"{len(names)} icons")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
