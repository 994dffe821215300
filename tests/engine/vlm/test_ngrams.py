"""DeepSeek-OCR's guard: no run of tokens twice in an answer, the cells of a table excepted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ocr_engine.vlm.answers.ngrams import NgramGuard, NoRepeat
from ocr_engine.vlm.local.choosing import Sureness
from ocr_engine.vlm.questions.asking import Order
from ocr_engine.vlm.questions.specs import SPECS

RULE = NoRepeat(size=3, window=6)


def after(*rows: Sequence[int], prompt: int = 0, allowed: Sequence[int] = ()) -> list[list[int]]:
    """Which of ten tokens may not follow each row."""
    import torch

    guard = NgramGuard(RULE, prompt=prompt, allowed=allowed)
    scores = guard.masked(torch.tensor(rows), torch.zeros(len(rows), 10))
    return [row.isinf().nonzero()[:, 0].tolist() for row in scores]


@pytest.mark.parametrize(("said", "banned"), [
    ([1, 2, 3, 1, 2], [3]), ([1, 2, 3, 4, 1, 2], [3]), ([1, 2, 3, 1, 2, 4, 1, 2], [4]), ([1, 2, 1, 2], [1]),
    ([1, 2, 3, 4, 5, 1, 2], []), ([1, 2], []), ([], []), ([5, 5, 5], [5])])
def test_a_token_that_would_complete_a_run_again_within_the_window_may_not_follow(said, banned):
    import torch

    rows = torch.tensor([said], dtype=torch.long)
    assert after(*rows.tolist()) == [banned] if said else after([]) == [[]]


def test_each_row_of_a_batch_is_looked_at_by_itself_and_its_prompt_never():
    assert after([1, 2, 3, 1, 2], [4, 5, 6, 7, 8]) == [[3], []]
    assert after([1, 2, 3, 1, 2], prompt=1) == [[]] and after([9, 1, 2, 3, 1, 2], prompt=1) == [[3]]


def test_cells_of_a_table_may_repeat():
    assert after([1, 2, 3, 1, 2], allowed=[3]) == [[]] and after([1, 2, 3, 1, 2], allowed=[1]) == [[3]]


def test_the_probability_kept_is_the_models_own_and_not_what_the_guard_left():
    import torch

    sureness = Sureness(0, None, NgramGuard(RULE, prompt=0))
    scores = torch.tensor([[0.0, 0.0, 0.0, 2.0, 1.0]])
    chosen = sureness(torch.tensor([[1, 2, 3, 1, 2]]), scores).argmax(-1)
    assert chosen.tolist() == [4] and scores[0, 3] == 2.0  # the model's scores are left as they were
    assert sureness.probabilities()[0] == pytest.approx([float(scores.softmax(-1)[0, 4])])


@pytest.mark.parametrize("name", ["deepseek_ocr", "deepseek_ocr_2"])
def test_both_deepseek_ocrs_say_no_thirty_tokens_twice_here_and_ask_a_server_for_the_same(name):
    spec = SPECS[name]
    assert spec.no_repeat == NoRepeat(30, 90)
    asked = spec.ask(Order("markdown")).for_server["vllm_xargs"]
    assert asked == {"ngram_size": 30, "window_size": 90, "whitelist_token_ids": [128821, 128822]}
