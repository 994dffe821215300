"""The command line that starts the parser host, inside bubblewrap where that works."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_SYSTEM = ("/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc/ld.so.cache")
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "LANG": "C.UTF-8"}


def host_command(control_fd: int, *, sandboxed: bool) -> tuple[list[str], dict[str, str]]:
    """(argument list, environment) of a parser host that talks over this descriptor.

    Sandboxed it has no network, sees no files but the interpreter and its libraries, read-only, and holds no rights.
    """
    root = str(_PACKAGE.parent)
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": root, **_ENVIRONMENT}
    python = [sys.executable, "-B", "-s", "-P", "-m", "ocr_engine.ingest.host", str(control_fd)]
    if not sandboxed:
        return python, environment
    command = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session",
               "--uid", "65534", "--gid", "65534", "--cap-drop", "ALL", "--clearenv"]
    for name, value in environment.items():
        command += ["--setenv", name, value]
    command += ["--dev", "/dev"]
    for path in _visible_paths():
        command += _show(path)
    return [*command, "--remount-ro", "/", "--chdir", "/", *python], environment


def _visible_paths() -> list[str]:
    """System libraries, the interpreter, its packages and this package; a path under another one is left out."""
    wanted = [*_SYSTEM, sys.base_prefix, sys.prefix, str(_PACKAGE)]
    paths = [path for path in dict.fromkeys(wanted) if os.path.lexists(path)]
    return [path for path in paths if not any(path.startswith(other + "/") for other in paths)]


def _show(path: str) -> list[str]:
    if Path(path).is_symlink():
        return ["--symlink", str(Path(path).readlink()), path]
    return ["--ro-bind", path, path]
