"""Where a format is written: a folder, or a ZIP that need not be seekable. Both know the checksum of every file."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol

from django.conf import settings

# An index of that many bytes stays in memory, a longer one waits on the disk.
_IN_MEMORY = 1 << 20


class Output(Protocol):
    files: dict[str, str]

    def add(self, name: str, data: bytes) -> str: ...

    def copy(self, name: str, source: BinaryIO) -> None: ...

    def index(self, name: str) -> Index: ...


class Index:
    """A text file that grows line by line while pictures are written beside it; it is added when it is closed."""

    def __init__(self, output: Output, name: str) -> None:
        self._output, self._name = output, name
        folder = str(settings.FILE_UPLOAD_TEMP_DIR)
        self._spool = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=folder)  # noqa: SIM115
        self.lines = 0

    def say(self, line: str | dict[str, Any]) -> None:
        text = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
        self._spool.write(text.encode() + b"\n")
        self.lines += 1

    def close(self, *, even_if_empty: bool = False) -> None:
        if self.lines or even_if_empty:
            self._spool.seek(0)
            self._output.copy(self._name, self._spool)  # type: ignore[arg-type]
        self._spool.close()


class FolderOutput:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: dict[str, str] = {}

    def add(self, name: str, data: bytes) -> str:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.files[name] = hashlib.sha256(data).hexdigest()
        return name

    def copy(self, name: str, source: BinaryIO) -> None:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as out:
            self.files[name] = _copied(source, out)

    def index(self, name: str) -> Index:
        return Index(self, name)


class ZipOutput:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: dict[str, str] = {}

    def add(self, name: str, data: bytes) -> str:
        """Pictures are stored as they are: they are compressed already."""
        packed = zipfile.ZIP_STORED if name.endswith((".png", ".jpg")) else zipfile.ZIP_DEFLATED
        self._archive.writestr(name, data, compress_type=packed)
        self.files[name] = hashlib.sha256(data).hexdigest()
        return name

    def copy(self, name: str, source: BinaryIO) -> None:
        with self._archive.open(name, "w") as out:
            self.files[name] = _copied(source, out)

    def index(self, name: str) -> Index:
        return Index(self, name)


def _copied(source: BinaryIO, out: IO[bytes]) -> str:
    """The checksum of what was copied; a piece of it is in memory at a time."""
    sha = hashlib.sha256()
    while piece := source.read(1 << 16):
        sha.update(piece)
        out.write(piece)
    return sha.hexdigest()


class Digest:
    """A stream that only takes bytes, and knows the checksum of all it took."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._sha = out, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._sha.update(data)
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()

    @property
    def hexdigest(self) -> str:
        return self._sha.hexdigest()
