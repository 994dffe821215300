"""What may happen to a worker, put into a file: the marks stand after the end of a PDF, where readers do not look.

Jobs of the kind "budget", and of the kind "ask" without a document, do as their parameters say: {"held": path of a file
for which the first try waits}, {"stuck": seconds without a word of progress}, {"poison": true}. Any job stands still in
its first try at the stage that HELD_STAGE names in the environment, as "STAGE PATH", until there is such a file.

    %SLOW 3.5     reading begins 3.5 seconds later, with progress told as from a long document
    %HELD PATH    the same, but until there is such a file: a test that says when depends on no clock
    %STILL PATH   the same, and not a word of progress meanwhile
    %POISON       the process that reads this file is gone, as if the kernel had ended it
"""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.apps import AppConfig

RING_AGAIN_SECONDS = 4.0  # a lost message is sent anew after so long; outside tests after a minute


class HazardsConfig(AppConfig):
    name = "tests.services"
    label = "hazards"

    def ready(self) -> None:
        from docmgr.extraction import engine

        engine.read = _hazardous(engine.read)  # type: ignore[assignment]
        from docmgr.pipeline.worker import sweeper
        from docmgr.training.background.job_kinds import KINDS

        sweeper.RING_AGAIN_SECONDS = RING_AGAIN_SECONDS
        if held := os.environ.get("HELD_STAGE"):
            from docmgr.pipeline.worker.pulse import Pulse

            Pulse.report = _holding(Pulse.report, *held.split(" ", 1))  # type: ignore[method-assign]
        for kind in ("budget", "ask"):
            KINDS[kind] = replace(KINDS[kind], handler="tests.services.hazards:job")


def job(params: dict[str, Any], *, progress: Any) -> dict[str, Any]:
    from docmgr.extraction import asking
    from docmgr.training.background import jobs

    if "document" in params:
        return asking.run(params, progress=progress)
    if params.get("poison"):
        os.kill(os.getpid(), signal.SIGKILL)
    progress("train", 1, 10)
    time.sleep(params.get("stuck", 0))
    first = jobs.get(params["job"]).attempts == 1
    while first and params.get("held") and not Path(params["held"]).exists():
        progress("train", 2, 10)
        time.sleep(0.1)
    return {"process": os.getpid(), "niceness": os.nice(0)}


def _holding(report: Any, held: str, path: str) -> Any:
    def wrapped(pulse: Any, stage: str, done: int, total: int) -> None:
        report(pulse, stage, done, total)
        while stage == held and pulse._job.attempts == 1 and not Path(path).exists():
            time.sleep(0.1)
            report(pulse, stage, done, total)
    return wrapped


def _hazardous(read: Any) -> Any:
    def wrapped(path: Path, *, progress: Any, **how: Any) -> Any:
        content = Path(path).read_bytes()
        if b"%POISON" in content:
            os.kill(os.getpid(), signal.SIGKILL)
        slow, held = re.search(rb"%SLOW ([\d.]+)", content), re.search(rb"%(?:HELD|STILL) (\S+)", content)
        end, page = time.monotonic() + (float(slow[1]) if slow else 0), 0
        while time.monotonic() < end or (held and not Path(os.fsdecode(held[1])).exists()):
            page += 1
            if b"%STILL" not in content:
                progress("read", page, 1000)
            time.sleep(0.1)
        return read(path, progress=progress, **how)
    return wrapped
