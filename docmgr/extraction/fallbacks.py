"""How often documents had to be read without the model that the settings name, lately."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from docmgr.core.lease import JobState
from docmgr.extraction.messages import sentence
from docmgr.extraction.models import ExtractionRun

_LATEST = 100
# Only the code of the reason is kept with a run.
_UNKNOWN = {"seconds": "…", "status": "…", "reason": "…"}


@dataclass(frozen=True, slots=True)
class Fallbacks:
    """Of the ``read`` latest documents, ``without`` were read without the model; ``reasons`` are [(sentence, number)],
    ``last`` when it happened last. ``now`` says that it was so with the latest one."""

    read: int
    without: int
    reasons: tuple[tuple[str, int], ...]
    last: datetime | None
    now: bool


def lately() -> Fallbacks:
    """The circuit breaker of a machine's workers is nothing that a web process sees; its effect stands in the runs."""
    runs = list(ExtractionRun.objects.filter(state=JobState.DONE).order_by("-finished_at", "-pk")
                .values_list("issues", "finished_at")[:_LATEST])
    reasons: Counter[str] = Counter()
    when = []
    for number, (issues, finished) in enumerate(runs):
        codes = {str(i.get("params", {}).get("reason", "")) for i in issues if i.get("code") == "vlm_fallback"}
        reasons.update(codes)
        when += [(number, finished)] if codes else []
    told = tuple((sentence(code, _UNKNOWN), n) for code, n in reasons.most_common())
    return Fallbacks(len(runs), len(when), told, when[0][1] if when else None, bool(when) and when[0][0] == 0)
