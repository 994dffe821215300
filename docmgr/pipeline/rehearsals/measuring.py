"""A measurement inside a throw-away installation: learn from the first documents, answer the others, score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from docmgr.core.exceptions import Invalid
from docmgr.documents.models import Document
from docmgr.extraction import engine
from docmgr.pipeline.orders import Order
from docmgr.pipeline.rehearsals.rehearsal import Rehearsal

Tell = Callable[[str, int, int], None]
Answers = dict[str, dict[str, list[engine.Given]]]


@dataclass(slots=True)
class Measurement:
    """One order being worked off. ``tell(stage, done, total)`` is called after every document."""

    order: Order
    tell: Tell
    house: Rehearsal = field(init=False)
    gold: list[engine.Gold] = field(init=False)
    unreadable: set[str] = field(default_factory=set)
    unconfirmed: list[str] = field(default_factory=list)
    retrained: dict[str, Any] | None = None
    answer_seconds: float = 0.0
    answered: dict[str, Document] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.house = Rehearsal(self.order.definition)
        self.gold = [engine.Gold(id=row["id"], fields={k: tuple(v) for k, v in row["fields"].items()},
                                 absent=tuple(row["absent"])) for row in self.order.rows]

    def run(self) -> tuple[dict[str, Any], Answers]:
        """The report, and the answers to the documents that it scores."""
        points, done, answers = [], 0, {}
        for size in self.order.sizes:
            self._learn(done, size)
            done = size
            self.tell("calibrate", 0, 1)
            self.house.calibrate()
            self.tell("calibrate", 1, 1)
            if self.order.retrain and size:
                self.tell("retrain", 0, 1)
                self.retrained = self.house.retrain()
                self.tell("retrain", 1, 1)
            answers = self._answer(size)
            points.append(self._point(size, answers))
        head = {name: value for name, value in points[-1].items() if name != "learned"}
        curve = {"curve": points} if len(points) > 1 else {}
        return {**head, "learned": done, "retrained": self.retrained, **self._circumstances(done),
                "label_issues": self._label_issues(), **curve}, answers

    def _learn(self, start: int, end: int) -> None:
        for number in range(start, end):
            document = self.house.read(Path(self.order.rows[number]["path"]))
            if document is None:
                self.unreadable.add(self.gold[number].id)
            else:
                try:
                    self.house.confirm(document, self.gold[number])
                except Invalid:
                    self.unconfirmed.append(self.gold[number].id)
            self.tell("learn", number + 1, self.order.sizes[-1])

    def _answer(self, start: int) -> Answers:
        answers: Answers = {}
        self.answered = {}
        began = monotonic()
        for number in range(start, len(self.gold)):
            name = self.gold[number].id
            document = self.house.read(Path(self.order.rows[number]["path"]))
            if document is None:
                self.unreadable.add(name)
            else:
                self.answered[name] = document
            answers[name] = self.house.answers(document) if document else {}
            self.tell("answer", number + 1 - start, len(self.gold) - start)
        self.answer_seconds = monotonic() - began
        return answers

    def _point(self, size: int, answers: Answers) -> dict[str, Any]:
        kinds = {f["key"]: f.get("kind", "text") for f in self.order.definition["fields"]}
        return {"learned": size, **engine.measure(self.gold[size:], answers, kinds=kinds).report}

    def _label_issues(self) -> list[dict[str, Any]]:
        """Labels that deserve a look, the first to look at first. They change no figure."""
        check = engine.LabelCheck(self.gold, self.order.definition)
        for name, document in self.answered.items():
            self.house.look_at_labels(check, name, document)
        return check.issues()

    def _circumstances(self, learned: int) -> dict[str, Any]:
        known = {f["key"] for f in self.order.definition["fields"]}
        asked = {key for gold in self.gold[learned:] for key in (*gold.fields, *gold.absent)}
        return {
            "unreadable": sorted(self.unreadable), "unconfirmed": self.unconfirmed,
            "unknown_fields": sorted(asked - known), "version": self.house.version(),
            "answer_ms": round(self.answer_seconds * 1000 / max(1, len(self.gold) - learned), 1),
        }
