"""Works off FOLDER/order.json inside a throw-away installation: ``python -m`` this module, FOLDER.

Leaves FOLDER/report.json and FOLDER/answers.json, or FOLDER/error.txt with a sentence. Started by ``throwaway``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import monotonic
from typing import Any

import django
from django.core.management import call_command

from docmgr.pipeline.orders import Order

_STEP_SECONDS = 5.0


class ProgressLine:
    """One line that is written over where somebody watches, else a new line every few seconds."""

    def __init__(self, out: Any = sys.stderr) -> None:
        self._out, self._watched, self._due, self._stage = out, out.isatty(), 0.0, ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        from docmgr.training.background.job_words import stage_name

        if not self._watched and monotonic() < self._due and stage == self._stage and done < total:
            return
        self._due, self._stage = monotonic() + _STEP_SECONDS, stage
        end = "\n" if done >= total or not self._watched else ""
        self._out.write(f"{chr(13) if self._watched else ''}{stage_name(stage)} {done}/{total}{end}")
        self._out.flush()


def main(folder: Path) -> int:
    django.setup()
    from docmgr.extraction import engine
    from docmgr.pipeline.rehearsals import throwaway

    throwaway.gone_with_parent()
    throwaway.without_flushing()
    order, tell = Order.load(folder / "order.json"), ProgressLine()
    if order.jobs > 1:
        files = [Path(row["path"]) for row in order.rows]
        engine.keep_pages(files, jobs=order.jobs, tell=lambda n: tell("read", n, len(files)))
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    return _measure(folder, order, tell)


def _measure(folder: Path, order: Order, tell: ProgressLine) -> int:
    from docmgr.core.exceptions import DocmgrError
    from docmgr.extraction import engine
    from docmgr.pipeline.rehearsals.measuring import Measurement

    try:
        report, answers = Measurement(order, tell).run()
    except DocmgrError as error:
        (folder / "error.txt").write_text(str(error.message), "utf-8")
        return 1
    finally:
        engine.let_go()
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    plain = {name: {key: [(g.value, g.confidence) for g in given] for key, given in fields.items()}
             for name, fields in answers.items()}
    (folder / "answers.json").write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
