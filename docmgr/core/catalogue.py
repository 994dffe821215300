"""Compiled message catalogues where nobody ran ``make``: what gettext reads (.mo) made of what is kept (.po).

Without Django and without GNU gettext, so that ``manage.py`` can see to it before anything is translated.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

MAGIC = 0x950412DE  # "this is a .mo file, little-endian", as the gettext manual defines it
Pair = tuple[bytes, bytes]


def compile_stale(folder: Path) -> None:
    """Compiles every LANGUAGE/LC_MESSAGES/*.po below ``folder`` that is newer than its compiled form, or has none.

    A folder that cannot be written stays as it is; ``missing`` tells.
    """
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with contextlib.suppress(OSError):
                _write(compiled, compiled_of(pairs_in(source.read_text("utf-8"))))


def missing(folder: Path) -> list[str]:
    """Languages whose catalogue is not compiled."""
    return sorted(source.parent.parent.name for source in folder.glob("*/LC_MESSAGES/*.po")
                  if not source.with_suffix(".mo").exists())


def pairs_in(text: str) -> Iterator[Pair]:
    """(original, translation) as a .mo holds them, of a catalogue as ``scripts/messages.py`` writes it: every string in
    one line or several, quoted as JSON quotes. Raises ValueError for what is written otherwise."""
    entry: dict[str, str] = {}
    name = ""
    for line in [*text.splitlines(), ""]:
        if line.startswith('"'):
            entry[name] += json.loads(line)
        elif line and not line.startswith("#"):
            name, _, quoted = line.partition(" ")
            entry[name] = json.loads(quoted)
        elif entry and not line:
            yield _pair(entry)
            entry = {}


def _pair(entry: dict[str, str]) -> Pair:
    original = f"{entry['msgctxt']}\x04{entry['msgid']}" if "msgctxt" in entry else entry["msgid"]
    if "msgid_plural" in entry:
        original += f"\0{entry['msgid_plural']}"
    forms = [told for name, told in entry.items() if name.startswith("msgstr")]
    return original.encode(), "\0".join(forms).encode()


def compiled_of(pairs: Iterable[Pair]) -> bytes:
    """Two tables of (length, place), the originals sorted bytewise, then all the strings, each ended by a zero."""
    ordered = sorted(pairs)
    count = len(ordered)
    place = 7 * 4 + count * 16
    tables: list[bytes] = []
    for column in (0, 1):
        rows = []
        for pair in ordered:
            rows.append(struct.pack("<II", len(pair[column]), place))
            place += len(pair[column]) + 1
        tables.append(b"".join(rows))
    head = struct.pack("<7I", MAGIC, 0, count, 28, 28 + count * 8, 0, 28 + count * 16)
    return head + b"".join(tables) + b"".join(pair[column] + b"\0" for column in (0, 1) for pair in ordered)


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: other processes may start meanwhile."""
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
        beside.chmod(0o644)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
