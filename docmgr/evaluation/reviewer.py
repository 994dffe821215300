"""What a reviewer who knows the right values decides on what the machine read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docmgr.extraction import engine
from docmgr.review.fields import CurrentField


@dataclass(frozen=True, slots=True)
class Decision:
    """``kind`` as ``review.deciding.decide`` takes it."""

    key: str
    index: int
    kind: str
    value: str = ""


def decisions(gold: engine.Gold, fields: Sequence[CurrentField]) -> list[Decision]:
    """Confirm what is right, change what is wrong, strike out what is not there.

    Fields that the gold says nothing about are left alone. Keys that the type does not have are passed over.
    """
    by_key: dict[str, list[CurrentField]] = {}
    for field in fields:
        by_key.setdefault(field.key, []).append(field)
    wanted: Mapping[str, Sequence[str]] = {**gold.fields, **dict.fromkeys(gold.absent, ())}
    return [d for key, read in by_key.items() if key in wanted for d in _of_field(read, wanted[key])]


def _of_field(read: Sequence[CurrentField], wanted: Sequence[str]) -> Iterator[Decision]:
    """Every value read takes the first right one that it equals; what is left over is corrected place by place."""
    key, kind = read[0].key, read[0].kind
    missing, wrong = list(wanted), []
    for field in read:
        hit = next((w for w in missing if field.value and engine.same_value(w, field.value, kind=kind)), None)
        if hit is None:
            wrong.append(field.index)
        else:
            missing.remove(hit)
            yield Decision(key, field.index, "confirm")
    if not read[0].many and len(wrong) < len(read):
        return
    beyond = max(field.index for field in read) + 1
    places = [*wrong, *range(beyond, beyond + len(missing))] if read[0].many else wrong
    for place, value in zip(places, missing, strict=False):
        yield Decision(key, place, "change", value)
    for place in wrong[len(missing):]:
        yield Decision(key, place, "absent")
