"""Commands speak the language of the terminal and tell faults as sentences."""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command, get_commands, load_command_class

from docmgr.core import argparse_words
from docmgr.core.management.commands import serve
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


def test_where_nobody_reads_on_a_command_ends_in_silence(tmp_path):
    gold, given = tmp_path / "gold.jsonl", tmp_path / "given.jsonl"
    gold.write_text('{"id": "a", "file": "a.png", "fields": {"total": "1.00"}}\n')
    given.write_text('{"id": "a", "fields": {"total": ["1.00"]}, "confidence": {"total": [0.9]}}\n')
    command = [sys.executable, "manage.py", "budget_trial", "--gold", gold, "--type", "receipt", "--predictions", given]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == ("", 141)


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


ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _argparse_as_it_is(monkeypatch):
    """Put back what a test makes of it."""
    for name in ("_", "ngettext"):
        monkeypatch.setattr(argparse, name, getattr(argparse, name))


def ended_with(call, capsys):
    with pytest.raises(SystemExit) as ended:
        call()
    assert ended.value.code == 2
    said = capsys.readouterr().err.splitlines()
    return said[0], said[-1]


@pytest.mark.parametrize("call", [
    ("docmgr.training", "retrain"), ("docmgr.training", "retrain", "x", "--seed", "y"),
    ("docmgr.training", "retrain", "x", "--engine", "z"), ("docmgr.core", "serve", "--bogus"),
    ("ocr_engine.cli.main", "text"), ("ocr_engine.cli.main", "text", "x.pdf", "--jobs", "two"),
    ("ocr_engine.cli.main", "backends", "--bogus"), ("ocr_engine.cli.main", "nosuch"),
    ("ocr_engine.finetune.__main__",), ("ocr_engine.finetune.__main__", "trocr", "--data", "x"),
    ("ocr_engine.evaluate.__main__",), ("ocr_engine.evaluate.__main__", "--gold", "x", "--type", "y", "--curve", "z"),
    ("ocr_engine.evaluate.__main__", "--gold", "/nosuch", "--type", "invoice"),
    *((f"ocr_engine.evaluate.{tool}",) for tool in ("pooled", "confidence", "prior", "inventions")),
    ("ocr_engine.evaluate.pooled", "--type", "invoice", "--run", "only.jsonl"),
    ("ocr_engine.evaluate.pooled", "--type", "invoice", "--run", "/nosuch=/nosuch"),
    ("ocr_engine.evaluate.confidence", "--gold", "/nosuch", "--type", "invoice"),
    ("ocr_engine.evaluate.confidence", "--gold", "/nosuch", "--type", "invoice", "--prior", "pyproject.toml"),
    ("ocr_engine.evaluate.prior", "--set", "/nosuch=invoice"),
    ("ocr_engine.evaluate.prior", "--set", "/nosuch=invoice", "--rows", "pyproject.toml"),
    ("ocr_engine.evaluate.inventions", "--gold", "/nosuch"),
], ids=" ".join)
def test_a_wrong_call_is_told_in_the_language_of_the_terminal(monkeypatch, capsys, call):
    from ocr_engine import terminal

    monkeypatch.setattr(terminal, "_spoken", {})

    def engine():
        terminal.translate(os.environ)
        import_module(call[0]).main(list(call[1:]))

    def product():
        load_command_class(*call[:2]).run_from_argv(["manage.py", *call[1:]])

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    usage, fault = ended_with(engine if call[0].startswith("ocr_engine.") else product, capsys)
    assert usage.startswith("用法：") and "错误：" in fault and "error" not in fault
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    usage, fault = ended_with(engine if call[0].startswith("ocr_engine.") else product, capsys)
    assert usage.startswith("usage: ") and ": error: " in fault and fault.isascii()


@pytest.mark.parametrize("call", [("migrate", "--bogus"), ("worker", "--bogus"), ("retrain",)])
def test_a_wrong_call_of_any_command_is_told_in_the_language_of_the_terminal(call):
    for locale, told in (("zh_CN.UTF-8", "错误："), ("C.UTF-8", "error: ")):
        speaking = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "manage.py", *call], cwd=ROOT, capture_output=True, text=True, check=False, env=speaking)
        assert (done.returncode, told in done.stderr) == (2, True)


@pytest.mark.parametrize(("locale", "told"), [
    ("zh_CN.UTF-8", "没有命令“nosuch”。用“manage.py help”"), ("C.UTF-8", "Unknown command: 'nosuch'")])
def test_a_command_that_there_is_not_is_told_in_the_language_of_the_terminal(locale, told):
    speaking = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "manage.py", "nosuch"], cwd=ROOT, capture_output=True, text=True, check=False, env=speaking)
    assert done.returncode == 1 and done.stderr.startswith(told) and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [
    "ocr_engine", "ocr_engine.finetune", "ocr_engine.evaluate", "ocr_engine.evaluate.pooled",
    "ocr_engine.evaluate.confidence", "ocr_engine.evaluate.prior", "ocr_engine.evaluate.inventions"])
def test_the_engine_asks_the_locale_by_itself(command):
    done = subprocess.run([sys.executable, "-m", command], cwd=ROOT, capture_output=True, text=True, check=False,
                          env={**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"})
    assert (done.returncode, "错误：缺少以下必需的参数：" in done.stderr) == (2, True)


def test_every_sentence_of_ours_is_one_that_argparse_says():
    said = {node.value for node in ast.walk(ast.parse(inspect.getsource(argparse)))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert set(argparse_words.SENTENCES) <= said


def test_the_engine_and_the_product_say_a_wrong_call_in_the_same_words():
    from ocr_engine.terminal import chinese

    product = json.loads((ROOT / "docmgr/locale/parts/argparse.zh.json").read_text("utf-8"))
    assert product == chinese.ARGPARSE
    assert set(product) == set(argparse_words.SENTENCES)


def test_the_command_lines_of_the_engine_have_chinese_for_all_that_they_say_themselves():
    from ocr_engine.evaluate.inventions import CHANGES
    from ocr_engine.terminal import chinese

    said = {*CHANGES, "all"}
    for path in (ROOT / "ocr_engine").rglob("*.py"):
        explains = path.parent.name in ("cli", "finetune", "evaluate")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "told":
                said |= {a.value for a in node.args if isinstance(a, ast.Constant)}
            if explains and isinstance(node, ast.keyword) and node.arg in ("help", "description"):
                assert isinstance(node.value, ast.Call | ast.Name), f"{path.name}:{node.value.lineno} is English"
    assert said == set(chinese.OURS)


def test_the_engine_says_in_chinese_what_is_wrong_with_a_definition():
    from ocr_engine.terminal import chinese
    from ocr_engine.validate import faults

    for english, told in ((faults.PARTS, chinese.PARTS), (faults.FAULTS, chinese.FAULTS)):
        assert set(english) == set(told)
        for code, sentence in english.items():
            assert set(re.findall(r"{\w+}", sentence)) == set(re.findall(r"{\w+}", told[code]))


@pytest.mark.parametrize(("locale", "words"), [
    ("zh_CN.UTF-8", "字段“no”有一条格式（正则表达式）遇到不匹配的行时可能耗时过长"),
    ("C.UTF-8", 'the field "no" has a pattern that could take too long')])
@pytest.mark.parametrize("call", [["ocr_engine", "extract", "none.pdf"], ["ocr_engine.evaluate", "--gold", "none"]])
def test_a_definition_whose_pattern_could_take_for_ever_is_refused_before_any_file_is_read(
        tmp_path, locale, words, call):
    broken = {"key": "a", "label": {"en": "A"}, "fields": [
        {"key": "no", "label": {"en": "No"}, "patterns": [r"(\d+\s?)+x"]}]}
    (tmp_path / "type.json").write_text(json.dumps(broken), "utf-8")
    done = subprocess.run([sys.executable, "-m", *call, "--type", str(tmp_path / "type.json")], cwd=ROOT, text=True,
                          capture_output=True, env={**os.environ, "LC_ALL": locale}, check=False)
    assert done.returncode == 2 and words in done.stderr


@pytest.mark.django_db
def test_whoever_starts_an_empty_house_is_told_how_the_first_administrator_is_made(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    class Started:
        """In place of the supervisor: everything answers at once."""

        def __init__(self, programs: Any) -> None: ...

        def run(self, *, ready: Any, announce: Callable[[], None]) -> None:
            announce()

    monkeypatch.setattr(serve, "Supervisor", Started)
    monkeypatch.setattr(serve, "_refuse_a_taken_port", lambda: None)
    monkeypatch.setattr(serve, "call_command", lambda *names, **options: None)
    call_command("serve", prepare=True)
    assert "manage.py create_admin NAME" in capsys.readouterr().out
    get_user_model().objects.create(username="ada")
    call_command("serve", prepare=True)
    assert "create_admin" not in capsys.readouterr().out
