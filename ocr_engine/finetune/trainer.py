"""transformers' Seq2SeqTrainer within our bounds: steps, seconds, looks without gain, and somebody who may stop it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transformers import (
    EarlyStoppingCallback,
    PrinterCallback,
    ProgressCallback,
    Seq2SeqTrainer,
    Seq2SeqTrainingArguments,
    TrainerCallback,
)

from ocr_engine.backends.trocr_model import TrocrModel
from ocr_engine.finetune.limits import Deadline, Limits, Progress


class Bounds(TrainerCallback):
    """Tells progress after each step and ends the training when its time is over."""

    def __init__(self, progress: Progress, limits: Limits) -> None:
        self.limits, self._progress = limits, progress
        self._deadline: Deadline | None = None
        self._late, self.spent = False, 0.0

    def on_train_begin(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        self._deadline = Deadline(self.limits.seconds)
        self._progress("train", 0, self.limits.steps)

    def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        assert self._deadline is not None
        self._progress("train", int(state.global_step), self.limits.steps)
        if self._deadline.passed:
            # The last look comes first, so that what was learned until now may be kept.
            self._late = control.should_training_stop = control.should_evaluate = control.should_save = True

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        assert self._deadline is not None
        self.spent = self._deadline.spent

    def stopped(self, steps: int) -> str:
        return "time" if self._late else "steps" if steps >= self.limits.steps else "early"


def trainer_for(reader: TrocrModel, taught: Any, held: Any, errors: Any, bounds: Bounds, *, gathered: Any, rate: float,
                work: Path) -> Seq2SeqTrainer:
    """A trainer that ends with the weights of its best look. ``work`` holds those weights meanwhile; ``gathered`` makes
    a batch of lines."""
    limits = bounds.limits
    cuda = reader.model.device.type == "cuda"
    arguments = Seq2SeqTrainingArguments(
        output_dir=str(work), max_steps=limits.steps, per_device_train_batch_size=limits.batch,
        per_device_eval_batch_size=limits.batch * (4 if cuda else 1), learning_rate=rate,
        warmup_steps=limits.steps // 20, lr_scheduler_type="linear", weight_decay=0.01, label_smoothing_factor=0.0,
        eval_strategy="steps", eval_steps=limits.every, save_strategy="steps", save_steps=limits.every,
        save_total_limit=1, save_only_model=True, load_best_model_at_end=True, metric_for_best_model="cer",
        greater_is_better=False, predict_with_generate=True, generation_max_length=reader.longest,
        generation_num_beams=1, seed=limits.seed, data_seed=limits.seed, bf16=cuda, use_cpu=not cuda,
        dataloader_num_workers=0, remove_unused_columns=False, report_to=[], disable_tqdm=True,
        logging_strategy="no", log_level="error")
    trainer = Seq2SeqTrainer(model=reader.model, args=arguments, train_dataset=taught, eval_dataset=held,
                             data_collator=gathered, processing_class=reader.processor, compute_metrics=errors,
                             callbacks=[bounds, EarlyStoppingCallback(limits.patience)])
    for chatty in (PrinterCallback, ProgressCallback):
        trainer.remove_callback(chatty)
    return trainer
