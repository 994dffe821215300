"""Conversations about pages, in the form of ms-swift: a JSON object a line with ``messages`` and ``images``.

    {"messages": [{"role": "user", "content": "<image>PROMPT"}, {"role": "assistant", "content": "ANSWER"}],
     "images": ["page.jpg"], "layout": "optional"}

``data`` is one file, or a folder with train.jsonl and val.jsonl (or test.jsonl).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ocr_engine.errors import TrainingFailed
from ocr_engine.finetune.imagefolder import HELD_OUT, json_lines
from ocr_engine.finetune.limits import Limits
from ocr_engine.finetune.pictures import path_of
from ocr_engine.finetune.split import LEAST, split

_MARK = "<image>"
_WANTED = "messages (user, assistant), images (1)"


@dataclass(frozen=True, slots=True)
class Talk:
    """One question about one page and its answer. ``system`` None where the data hold no such message."""

    picture: Path
    system: str | None
    prompt: str
    answer: str
    layout: str
    number: int


def read_talks(data: Path, limits: Limits) -> tuple[list[Talk], list[Talk]]:
    """(training, held out). Raises TrainingFailed for anything that is not as it should be."""
    if not data.is_dir():
        return split(list(_talks(data)), lambda talk: talk.layout, share=limits.held_out, seed=limits.seed)
    held = next((data / f"{name}.jsonl" for name in HELD_OUT if (data / f"{name}.jsonl").is_file()), None)
    if held is None:
        return split(list(_talks(data / "train.jsonl")), lambda talk: talk.layout, share=limits.held_out,
                     seed=limits.seed)
    parts = list(_talks(data / "train.jsonl")), list(_talks(held))
    if len(parts[0]) < LEAST or not parts[1]:
        raise TrainingFailed("finetune_too_few", found=len(parts[0]) if parts[1] else 0, needed=LEAST)
    return parts


def _talks(path: Path) -> Iterator[Talk]:
    for number, row in json_lines(path, _WANTED):
        images = row.get("images")
        said = _said(row.get("messages"))
        if said is None or not isinstance(images, list) or len(images) != 1 or not isinstance(images[0], str):
            raise TrainingFailed("finetune_line", line=number, wanted=_WANTED)
        system, prompt, answer = said
        yield Talk(path_of(path.parent, images[0], number), system, prompt, answer, str(row.get("layout") or ""),
                   number)


def _said(messages: Any) -> tuple[str | None, str, str] | None:
    """(system, prompt, answer); None where it is not one question and one answer."""
    if not isinstance(messages, list) or not all(isinstance(m, Mapping) for m in messages):
        return None
    told = [(m.get("role"), m.get("content")) for m in messages]
    if not all(isinstance(content, str) for _role, content in told):
        return None
    system = str(told.pop(0)[1]) if told and told[0][0] == "system" else None
    if [role for role, _content in told] != ["user", "assistant"] or str(told[0][1]).count(_MARK) > 1:
        return None
    prompt, answer = str(told[0][1]).replace(_MARK, "").strip(), str(told[1][1])
    return (system, prompt, answer) if prompt and answer.strip() else None
