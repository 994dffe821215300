"""What an error budget would have promised on labelled documents, and whether it would have been kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from docmgr.core.exceptions import Invalid
from docmgr.extraction import engine

ALL = "*"


def tables(
    judged: Sequence[engine.Judged], *, alphas: Iterable[float], delta: float, splits: int, seed: int = 0,
) -> list[dict[str, Any]]:
    """A row per alpha and field, and one over all fields together in which documents are counted (key ALL).

    See ``engine.budget_trial`` for the entries of a row; ``key`` is added.
    """
    keys = sorted({j.key for j in judged})
    rows = []
    for alpha in alphas:
        for key in (*keys, ALL):
            values = [engine.ReviewedValue(confidence=j.confidence, right=j.right, document=j.document)
                      for j in judged if key in (ALL, j.key)]
            found = engine.budget_trial(values, alpha=alpha, delta=delta, splits=splits, seed=seed,
                                        unit="document" if key == ALL else "value")
            rows.append({"key": key, **found})
    return rows


def from_predictions(path: Path, gold: Sequence[engine.Gold], kinds: Mapping[str, str]) -> list[engine.Judged]:
    """Judge what ``evaluate --predictions`` wrote: {"id", "fields": {key: [values]}, "confidence": {key: [0..1]}}.

    Raises Invalid for a file that cannot be opened or read, with its line, of other documents, or in which no value
    bears a confidence.
    """
    try:
        lines = path.read_text("utf-8").split("\n")  # splitlines() would part at U+2028 within a value, too
    except OSError as error:
        raise Invalid(_("The predictions cannot be opened: %(reason)s.") % {"reason": error.strerror}) from error
    except UnicodeDecodeError as error:
        raise Invalid(_("The predictions are not UTF-8 text.")) from error
    answers = dict(_answers(line, number) for number, line in enumerate(lines, 1) if line.strip())
    known = [g for g in gold if g.id in answers]
    if not known:
        raise Invalid(_("No id of the predictions stands in the gold file."))
    found = [engine.Judged(document=document, key=key, confidence=confidence, right=right)
             for document, key, confidence, right in engine.outcomes(known, answers, kinds=kinds)]
    if not found:
        raise Invalid(_("No value in the predictions bears a confidence."))
    return found


def _answers(line: str, number: int) -> tuple[str, dict[str, list[engine.Given]]]:
    try:
        row = json.loads(line)
        beside = row.get("confidence", {})
        return str(row["id"]), {key: _given(raw, beside.get(key, ())) for key, raw in row["fields"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(_("Line %(number)d of the predictions cannot be used.") % {"number": number}) from error


def _given(raw: Any, beside: Sequence[float]) -> list[engine.Given]:
    """A list of values with their confidences beside them, or of {"value", "confidence"}."""
    items = raw if isinstance(raw, list) else [raw]
    told = [(i.get("value"), i.get("confidence")) if isinstance(i, dict) else (i, None) for i in items]
    sure = [*beside, *[None] * len(told)]
    return [engine.Given(str(value), own if own is not None else sure[n])
            for n, (value, own) in enumerate(told) if value]
