"""Finds every sentence that the code and the templates hand to gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# function → (number of the context argument or None, of the singular, of the plural or None)
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
STRING = r"""u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*\""""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*((?:{STRING})(?:\s*,\s*(?:{STRING}))*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    plural: str = ""
    context: str = ""
    where: str = ""

    @property
    def key(self) -> str:
        return f"{self.context}|{self.text}" if self.context else self.text


def find_messages(root: Path, errors: list[str]) -> dict[str, Message]:
    """By key, each with the place where it was met first."""
    found: dict[str, Message] = {}
    for path in sorted((root / "docmgr").rglob("*.py")):
        if "migrations" not in path.parts:
            _keep(found, _in_python(path, path.relative_to(root).as_posix(), errors))
    for path in sorted((root / "templates").rglob("*.html")):
        _keep(found, _in_template(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()))
    return found


def _keep(found: dict[str, Message], messages: Iterator[Message]) -> None:
    for message in messages:
        known = found.get(message.key)
        if known is None or (message.plural and not known.plural):
            found[message.key] = message


def _in_python(path: Path, where: str, errors: list[str]) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in FUNCTIONS or not node.args:
            continue
        if isinstance(node.args[0], ast.JoinedStr):
            errors.append(f"{where}:{node.lineno}: an f-string cannot be translated")
            continue
        texts = [a.value if isinstance(a, ast.Constant) and isinstance(a.value, str) else None for a in node.args]
        message = _message(name, texts, where)
        if message:
            yield message


def _in_template(source: str, where: str) -> Iterator[Message]:
    for name, arguments in CALL.findall(templatize(source, origin=where)):
        texts: list[str | None] = [ast.literal_eval(text) for text in re.findall(STRING, arguments, re.DOTALL)]
        message = _message(name, texts, where)
        if message:
            yield message


def _message(name: str, texts: list[str | None], where: str) -> Message | None:
    """None where the arguments are variables: what they hold is marked where it is written."""
    wanted = [texts[n] if n is not None and n < len(texts) else None for n in FUNCTIONS[name]]
    context, text, plural = wanted
    return Message(text, plural or "", context or "", where) if text else None
