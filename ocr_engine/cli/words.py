"""What the command line says of its calls, in Chinese where the terminal speaks Chinese.

argparse asks gettext for each of its sentences under two names of its own module; ``translate`` puts this table in
their place. What another Python adds stays English until it stands here. What goes wrong with a file is told in
English, beside a code (``errors.py``).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

ARGPARSE = {
    "usage: ": "用法：",
    "positional arguments": "位置参数",
    "options": "选项",
    "show this help message and exit": "显示此帮助并退出",
    "%(prog)s: error: %(message)s\n": "%(prog)s：错误：%(message)s\n",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "unrecognized arguments: %s": "无法识别的参数：%s",
    "the following arguments are required: %s": "缺少以下必需的参数：%s",
    "one of the arguments %s is required": "以下参数必须给出一个：%s",
    "not allowed with argument %s": "不能与参数 %s 同时使用",
    "ignored explicit argument %r": "此参数不接受值 %r",
    "ambiguous option: %(option)s could match %(matches)s": "选项不明确：%(option)s 可能是 %(matches)s",
    "expected one argument": "需要一个值",
    "expected at most one argument": "最多只能有一个值",
    "expected at least one argument": "至少需要一个值",
    "expected %s argument": "需要 %s 个值",
    "expected %s arguments": "需要 %s 个值",
    "invalid %(type)s value: %(value)r": "%(value)r 不是有效的 %(type)s 值",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r 不可选（可选：%(choices)s）",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "未知命令 %(parser_name)r（可用：%(choices)s）",
    "can't open '%(filename)s': %(error)s": "无法打开 '%(filename)s'：%(error)s",
}

OURS = {
    "Reads documents.": "读取文档。",
    "print the text of files with its place, a JSON line per file": "打印文件的文字及其位置，每个文件一行 JSON",
    "print the fields of files, a JSON line per file": "打印文件的字段，每个文件一行 JSON",
    "do one task on files: text, find, markdown, table, translate and more":
        "对文件执行一项任务：text、find、markdown、table、translate 等",
    "list the readers and what they lack": "列出各识别引擎及其缺少的内容",
    "print JSON": "打印 JSON",
    "write the lines to this file instead of standard output": "把各行写入此文件，而不是标准输出",
    "work with N processes": "使用 N 个进程",
    "add the words for which the language model (DOCMGR_OCR_MLM_PATH) finds another likelier":
        "附上语言模型（DOCMGR_OCR_MLM_PATH）认为另有更可能写法的词",
    "the documents' type; recognised without it": "文档类型；不给出时自动识别",
    "fields to look for by their names alone": "只凭名称查找的字段",
    'a JSON line per document: {"id", "file", "type"} or {"id", "file", "fields": [...]}':
        '每份文档一行 JSON：{"id", "file", "type"} 或 {"id", "file", "fields": [...]}',
    "ignore invoice XML and QR codes: read the pages only": "忽略发票 XML 和二维码：只读页面",
    "what to find, or the free prompt": "要查找的内容，或自由提示词",
    "the type whose fields are wanted; with find, what it calls them can be asked for":
        "需要其字段的类型；用于 find 时可按该类型的叫法提问",
    "the language to translate into (en, zh, de …)": "译入的语言（en、zh、de …）",
    "ask this one only: ppocr, or the name of the configured model": "只问这一个：ppocr，或所配置模型的名称",
    "write the tables found into a workbook, too": "同时把找到的表格写入工作簿",
    "print a JSON line per file": "每个文件打印一行 JSON",
    "--task {task} needs --prompt": "--task {task} 需要 --prompt",
    "give either files or --requests": "请给出文件或 --requests，二者选一",
    "give either --type or --fields": "请给出 --type 或 --fields，二者选一",
    "{path} cannot be read": "无法读取 {path}",
}
_spoken: dict[str, str] = {}


def told(sentence: str) -> str:
    """A sentence of ours in the language of the terminal."""
    return _spoken.get(sentence, sentence)


def is_chinese(environment: Mapping[str, str]) -> bool:
    """Whether the locale is Chinese, by the first of its settings that is there."""
    told = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return told.lower().startswith("zh")


def translate(environment: Mapping[str, str]) -> None:
    """From now on the command line speaks the language of the terminal; in English as ever."""
    _spoken.clear()
    if is_chinese(environment):
        _spoken.update(ARGPARSE | OURS)
    vars(argparse).update({"_": told, "ngettext": lambda one, many, number: told(one if number == 1 else many)})
