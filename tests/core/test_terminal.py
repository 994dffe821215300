"""Commands speak the language of the terminal and tell faults as sentences."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from docmgr.core.terminal import TerminalCommand, language_of, require_writable, write

# Started by other programs, or writing a document of the project: nobody reads their words.
_SILENT = {"worker", "web", "run_job", "settings_table"}
OWN = sorted((name, app) for name, app in get_commands().items() if app.startswith("docmgr.") and name not in _SILENT)


@pytest.mark.parametrize(("environment", "language"), [
    ({}, "en"), ({"LANG": "C"}, "en"), ({"LANG": "de_DE.UTF-8"}, "en"), ({"LANG": "zh_CN.UTF-8"}, "zh-hans"),
    ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"), ({"LC_ALL": "", "LC_MESSAGES": "zh_TW"}, "zh-hans"),
])
def test_the_locale_decides_the_language(environment, language):
    assert language_of(environment) == language


@pytest.mark.django_db
@pytest.mark.parametrize(("locale", "words"), [
    ("zh_CN.UTF-8", "没有文档类型"), ("C.UTF-8", "There is no document type")])
def test_a_fault_is_told_in_one_sentence_of_the_terminals_language(monkeypatch, tmp_path, locale, words):
    monkeypatch.setenv("LC_ALL", locale)
    with pytest.raises(CommandError, match=words):
        call_command("evaluate", gold=tmp_path / "none.jsonl", type="nosuch")


def test_ctrl_c_is_told_in_a_sentence_and_not_as_a_fault_of_the_program(monkeypatch):
    class Long(TerminalCommand):
        requires_system_checks: ClassVar[list[str]] = []

        def handle(self, *args: object, **options: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(CommandError, match="Ctrl\\+C 结束") as ended:
        call_command(Long())
    assert ended.value.returncode == 130


def test_where_the_disk_is_full_the_option_is_named_and_a_try_leaves_no_file(tmp_path):
    require_writable("report", tmp_path / "new.json")
    assert not list(tmp_path.iterdir())
    with pytest.raises(CommandError, match="--report cannot be written: No space left"):
        write("report", Path("/dev/full"), "{}")


@pytest.mark.parametrize(("name", "app"), OWN)
def test_every_command_that_a_person_types_explains_itself_in_both_languages(monkeypatch, name, app):
    command = load_command_class(app, name)
    assert isinstance(command, TerminalCommand)
    told = {}
    for locale in ("zh_CN.UTF-8", "en_US.UTF-8"):
        monkeypatch.setenv("LC_ALL", locale)
        told[locale] = load_command_class(app, name).create_parser("manage.py", name).description
    assert told["zh_CN.UTF-8"] != told["en_US.UTF-8"] and any("一" <= c <= "鿿" for c in told["zh_CN.UTF-8"])
