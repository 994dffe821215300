"""A LoRA adapter for HunyuanOCR from conversations about pages (Hu et al. 2021), by peft.

Only the language model's attention and feed-forward layers get an adapter; the eye stays as it is. The loss counts the
answer alone: what was asked, and the picture, are given. Each example is put to the model just as it is when it reads.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ocr_engine.errors import BackendFailed, TrainingFailed
from ocr_engine.finetune.base import broke, ready
from ocr_engine.finetune.conversations import Talk, read_talks
from ocr_engine.finetune.limits import Deadline, Limits, Progress
from ocr_engine.finetune.pictures import picture
from ocr_engine.vlm.local.chat import ends_of, inputs_of
from ocr_engine.vlm.local.weights import Loaded, load
from ocr_engine.vlm.questions.asking import Question
from ocr_engine.vlm.questions.specs import HUNYUAN

TARGETS = r".*language_model.*\.(q_proj|k_proj|v_proj|o_proj|gate_proj|up_proj|down_proj)"
DECIDES = "loss"
_RATE, _RANK, _ALPHA, _DROPOUT = 2e-4, 16, 32, 0.05
_IGNORED = -100
_MEASURED = 64
# Beyond this the steps of a long page fill the memory of a small card.
_LONGEST_ANSWER = 4096


def train(data: Path, base: Path, out: Path, progress: Progress, limits: Limits, work: Path) -> dict[str, Any]:
    """See ``running.run``. The figure is ``loss``, the mean over the letters of the answers held out."""
    taught, held = read_talks(data, limits)
    held = held[:_MEASURED]
    ready((*taught, *held), base, HUNYUAN.model_types[0], progress)
    try:
        loaded = load(HUNYUAN, base, device=limits.device)
    except BackendFailed as failed:
        raise TrainingFailed("finetune_base_broken", reason=failed.params.get("reason", "")) from failed
    progress("load", 1, 1)
    with broke():
        return _Training(loaded, progress, limits).run(taught, held, out)


def measure(data: Path, base: Path, champion: Path, progress: Progress, limits: Limits, _work: Path
            ) -> dict[str, float] | None:
    """What an earlier adapter over the same base makes of the same conversations; None where it does not fit it."""
    held = read_talks(data, limits)[1][:_MEASURED]
    progress("load", 0, 1)
    try:
        loaded = load(HUNYUAN, base, device=limits.device, adapter=champion)
    except BackendFailed:
        return None
    progress("load", 1, 1)
    with broke():
        return {"loss": round(_Training(loaded, progress, limits).loss(held), 4)}


class _Training:
    def __init__(self, loaded: Loaded, progress: Progress, limits: Limits) -> None:
        from peft import LoraConfig, get_peft_model
        from transformers import set_seed

        set_seed(limits.seed)
        self._loaded, self._progress, self._limits = loaded, progress, limits
        self._model = get_peft_model(loaded.model, LoraConfig(
            r=_RANK, lora_alpha=_ALPHA, lora_dropout=_DROPOUT, task_type="CAUSAL_LM", target_modules=TARGETS))
        # Where the base came from is nobody's business, and the adapter is laid over whatever folder the settings name.
        self._model.peft_config["default"].base_model_name_or_path = ""
        self._model.config.use_cache = False
        # What a long page leaves behind in each layer is worked out again when it is needed instead of being kept.
        self._model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
        self._best: tuple[float, dict[str, Any]] = (math.inf, {})
        self._without_gain = 0

    def run(self, taught: Sequence[Talk], held: Sequence[Talk], out: Path) -> dict[str, Any]:
        before = self.loss(held)
        self._best = (before, {})
        deadline = Deadline(self._limits.seconds)
        steps, stopped = self._learn(taught, held, deadline)
        spent = deadline.spent
        loss, weights = self._best
        if weights:
            self._save(weights, out)
        return {"kept": "trained" if weights else "base", "examples": len(taught), "held_out": len(held),
                "steps": steps, "stopped": stopped, "seconds": round(spent, 1), "before": {"loss": round(before, 4)},
                "after": {"loss": round(loss, 4)}}

    def _learn(self, taught: Sequence[Talk], held: Sequence[Talk], deadline: Deadline) -> tuple[int, str]:
        """(steps, why it ended)"""
        import torch

        limits = self._limits
        weights = [w for w in self._model.parameters() if w.requires_grad]
        optimiser = torch.optim.AdamW(weights, lr=limits.rate or _RATE, weight_decay=0.0)
        pace = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _pace(step, limits.steps))
        order = _endless(taught, limits.seed)
        for step in range(1, limits.steps + 1):
            self._model.train()
            for _ in range(limits.batch):
                (self._answer_loss(next(order)) / limits.batch).backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            optimiser.step()
            pace.step()
            optimiser.zero_grad()
            self._progress("train", step, limits.steps)
            late = deadline.passed
            if (late or step % limits.every == 0 or step == limits.steps) and not self._look(held) and not late:
                return step, "early"
            if late:
                return step, "time"
        return limits.steps, "steps"

    def _look(self, held: Sequence[Talk]) -> bool:
        """Measures, keeps the best; False once there was no gain for too long."""
        loss = self.loss(held)
        if loss < self._best[0]:
            kept = {name: w.detach().cpu().clone() for name, w in self._model.named_parameters() if w.requires_grad}
            self._best, self._without_gain = (loss, kept), 0
        else:
            self._without_gain += 1
        return self._without_gain < self._limits.patience

    def loss(self, talks: Sequence[Talk]) -> float:
        """Mean over all tokens of the answers."""
        import torch

        self._model.eval()
        total, tokens = 0.0, 0
        with torch.inference_mode():
            for done, talk in enumerate(talks, 1):
                batch = example(self._loaded, talk)
                count = int((batch["labels"] != _IGNORED).sum())
                total, tokens = total + float(self._forward(batch).loss) * count, tokens + count
                self._progress("evaluate", done, len(talks))
        return total / max(1, tokens)

    def _answer_loss(self, talk: Talk) -> Any:
        return self._forward(example(self._loaded, talk)).loss

    def _forward(self, batch: dict[str, Any]) -> Any:
        import torch

        with torch.autocast(self._loaded.model.device.type, dtype=torch.bfloat16,
                            enabled=self._loaded.device.startswith("cuda")):
            return self._model(**batch)

    def _save(self, weights: dict[str, Any], out: Path) -> None:
        """The adapter; with ``merge`` the whole model beside it, in ``merged``."""
        import torch

        self._progress("save", 0, 1)
        with torch.no_grad():
            for name, weight in self._model.named_parameters():
                if name in weights:
                    weight.copy_(weights[name])
        self._model.eval()
        self._model.save_pretrained(out)
        (out / "README.md").unlink(missing_ok=True)  # a form for a hub, with nothing filled in
        if self._limits.merge:
            self._model.gradient_checkpointing_disable()
            whole = self._model.merge_and_unload()
            whole.config.use_cache = True
            whole.save_pretrained(out / "merged")
            self._loaded.processor.save_pretrained(out / "merged")
        self._progress("save", 1, 1)


def example(loaded: Loaded, talk: Talk) -> dict[str, Any]:
    """The question as it is asked when reading, the answer, its end mark; labels that count the last two alone."""
    import torch

    question = Question("free", talk.prompt, system=talk.system)
    inputs = dict(inputs_of(loaded, [(picture(talk.picture, talk.number), question)]))
    ids = loaded.tokenizer(talk.answer, add_special_tokens=False)["input_ids"][:_LONGEST_ANSWER]
    answer = torch.tensor([[*ids, ends_of(loaded)[0]]], device=inputs["input_ids"].device)
    asked = inputs["input_ids"].shape[1]
    inputs["input_ids"] = torch.cat([inputs["input_ids"], answer], dim=1)
    for name, filling in (("attention_mask", 1), ("mm_token_type_ids", 0), ("token_type_ids", 0)):
        if name in inputs:
            inputs[name] = torch.cat([inputs[name], torch.full_like(answer, filling)], dim=1)
    labels = inputs["input_ids"].clone()
    labels[:, :asked] = _IGNORED
    return {**inputs, "labels": labels}


def _pace(step: int, steps: int) -> float:
    """Warms up over a twentieth, then falls along a cosine to a tenth."""
    warm = max(1, steps // 20)
    if step < warm:
        return (step + 1) / warm
    return 0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def _endless(talks: Sequence[Talk], seed: int) -> Iterator[Talk]:
    order, draw = list(talks), random.Random(seed)
    while True:
        draw.shuffle(order)
        yield from order
