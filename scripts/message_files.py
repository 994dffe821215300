"""Writes gettext catalogues: the readable .po and the compiled .mo, always the same bytes for the same messages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from docmgr.core.catalogue import compiled_of

if TYPE_CHECKING:
    from scripts.message_sources import Message

HEADER = (
    "Project-Id-Version: docmgr\n"
    "Language: zh_Hans\n"
    "MIME-Version: 1.0\n"
    "Content-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=1; plural=0;\n"
)


def write_po(found: dict[Message, str]) -> bytes:
    blocks = [f'msgid ""\nmsgstr ""\n{_lines(HEADER)}\n']
    for message, chinese in sorted(found.items(), key=lambda item: item[0].key):
        block = f"#: {message.where}\n"
        if message.context:
            block += f"msgctxt {_quoted(message.context)}\n"
        block += f"msgid {_quoted(message.text)}\n"
        if message.plural:
            block += f"msgid_plural {_quoted(message.plural)}\nmsgstr[0] {_quoted(chinese)}\n"
        else:
            block += f"msgstr {_quoted(chinese)}\n"
        blocks.append(block)
    return "\n".join(blocks).encode()


def write_mo(found: dict[Message, str]) -> bytes:
    return compiled_of([(b"", HEADER.encode()), *((_original(m), text.encode()) for m, text in found.items())])


def _original(message: Message) -> bytes:
    text = f"{message.context}\x04{message.text}" if message.context else message.text
    return (f"{text}\0{message.plural}" if message.plural else text).encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lines(text: str) -> str:
    return "\n".join(_quoted(line) for line in text.splitlines(keepends=True))
