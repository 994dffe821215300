"""What argparse says of a wrong call, in Chinese where the terminal speaks Chinese.

argparse asks gettext for each of its sentences under two names of its own module; ``translate`` puts this table in
their place. What another Python adds stays English until it stands here.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

CHINESE = {
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


def is_chinese(environment: Mapping[str, str]) -> bool:
    """Whether the locale is Chinese, by the first of its settings that is there."""
    told = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return told.lower().startswith("zh")


def translate(environment: Mapping[str, str]) -> None:
    """From now on argparse speaks the language of the terminal; in English as ever."""
    words = CHINESE if is_chinese(environment) else {}

    def told(sentence: str) -> str:
        return words.get(sentence, sentence)

    vars(argparse).update({"_": told, "ngettext": lambda one, many, number: told(one if number == 1 else many)})
