"""Puts the translations together: docmgr/locale/parts/*.zh.json → zh_Hans/LC_MESSAGES/django.po and django.mo.

python scripts/messages.py            writes both files and names what is missing or wrong (exit 1)
python scripts/messages.py --check    writes nothing; exit 1 where something is missing, wrong or not in the .po yet

Each part is one object {"English": "中文"}; a message with a context is written "context|English". The English
sentences are found in the Python files and templates, without GNU gettext.
"""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "docmgr.settings")

from scripts.message_files import write_mo, write_po  # noqa: E402
from scripts.message_sources import Message, find_messages  # noqa: E402

PARTS = ROOT / "docmgr" / "locale" / "parts"
CATALOGUE = ROOT / "docmgr" / "locale" / "zh_Hans" / "LC_MESSAGES"
PLACEHOLDER = re.compile(r"%\((\w+)\)|\{(\w+)\}|%([sd])")


@dataclass
class Report:
    """``errors`` stop a release; ``warnings`` are for tidying up."""

    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_parts(report: Report) -> dict[str, str]:
    """All parts in one, which have to agree."""
    merged: dict[str, str] = {}
    for path in sorted(PARTS.glob("*.zh.json")):
        for english, chinese in json.loads(path.read_text(encoding="utf-8")).items():
            if merged.setdefault(english, chinese) != chinese:
                report.errors.append(f"{path.name}: “{english}” is translated differently in an earlier part")
    return merged


def translate(messages: dict[str, Message], parts: dict[str, str], report: Report) -> dict[Message, str]:
    """The translation of each message in use."""
    found: dict[Message, str] = {}
    for key, message in sorted(messages.items()):
        chinese = parts.get(key, "")
        if not chinese:
            report.errors.append(f"missing: {json.dumps(key, ensure_ascii=False)}   ({message.where})")
        elif _placeholders(chinese) != _placeholders(message.text) and not message.plural:
            report.errors.append(f"other placeholders than the English: “{key}” → “{chinese}”")
        else:
            found[message] = chinese
    report.warnings += [f"not used: “{key}”" for key in sorted(set(parts) - set(messages))]
    return found


def _placeholders(text: str) -> set[str]:
    return {name for groups in PLACEHOLDER.findall(text) for name in groups if name}


def main(arguments: list[str]) -> int:
    check = "--check" in arguments
    report = Report()
    found = translate(find_messages(ROOT, report.errors), read_parts(report), report)
    po, mo = write_po(found), write_mo(found)
    for name, content in (("django.po", po), ("django.mo", mo)):
        path = CATALOGUE / name
        if check and name.endswith(".po") and (not path.exists() or path.read_bytes() != content):
            report.errors.append(f"{name} is out of date: run python scripts/messages.py")
        elif not check:
            CATALOGUE.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    for line in report.warnings if "--verbose" in arguments else []:
        print("note:", line)
    for line in report.errors:
        print(line, file=sys.stderr)
    print(f"{len(found)} messages, {len(report.errors)} errors, {len(report.warnings)} notes")
    return 1 if report.errors else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
