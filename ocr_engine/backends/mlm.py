"""A masked language model (BERT and its kin) from a folder on this machine: how likely a word is where it stands.

The score of a word is the sum of the log probabilities of its tokens, each with itself and what follows of the word
masked (Kauf and Ivanova 2023), so that words of several tokens compare fairly. Nothing is fetched and no code beside
the weights is run. A reading costs a masked row a token; rows go through in batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ocr_engine.backends import registry
from ocr_engine.backends.lacks import Lack
from ocr_engine.backends.trocr_model import LOADING, device_of, lacking
from ocr_engine.backends.weight_files import whole
from ocr_engine.config import ENV_PREFIX, Config
from ocr_engine.errors import BackendFailed

MODEL_TYPES = ("bert", "roberta", "xlm-roberta", "distilbert", "electra", "deberta-v2", "modernbert", "camembert",
               "albert", "roformer", "xlm", "mpnet")
LONGEST = 12        # tokens of a word; a longer one is not judged
_AROUND = 160       # letters of context on either side
_ROWS = {"cuda": 128, "cpu": 16}


class Phrase(NamedTuple):
    """A word with what stands before and behind it."""

    before: str
    word: str
    after: str


class Score(NamedTuple):
    """``log``: the log probability of the whole word; ``tokens``: of how many it is made."""

    log: float
    tokens: int


class MaskedLm:
    """Weights in memory; one per process. Raises BackendFailed where they cannot be opened."""

    name = "mlm"

    def __init__(self, config: Config) -> None:
        if not config.mlm_path:
            raise BackendFailed("backend_missing", permanent=True)
        folder = Path(config.mlm_path)
        if reason := registry.lacking_packages() or lacking(folder, *MODEL_TYPES):
            raise BackendFailed("backend_weights", permanent=True, wanted=str(reason))
        from transformers import AutoModelForMaskedLM, AutoTokenizer

        where: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._tokens = AutoTokenizer.from_pretrained(str(folder), **where)
            model = whole(AutoModelForMaskedLM.from_pretrained(
                str(folder), use_safetensors=True, output_loading_info=True, **where))
            self._model = model.eval().to(device_of(config.vlm_device))
        except LOADING as error:
            raise BackendFailed("backend_weights", permanent=True, wanted=type(error).__name__) from error
        if not self._tokens.is_fast or self._tokens.mask_token_id is None:
            raise BackendFailed("backend_weights", permanent=True, wanted="tokenizer.json")
        self._batch = _ROWS["cuda" if self._model.device.type == "cuda" else "cpu"]

    def scores(self, phrases: Sequence[Phrase]) -> list[Score | None]:
        """How likely each word is in its place; None for one that the tokenizer does not know. Raises BackendFailed.

        Costs a masked row for each token of each word.
        """
        rows: list[tuple[int, list[int], int, int]] = []  # phrase, ids, place, the token that stands there
        sizes = [0] * len(phrases)
        for number, phrase in enumerate(phrases):
            ids, places = self._ids(phrase)
            if not 0 < len(places) <= LONGEST or any(ids[p] == self._tokens.unk_token_id for p in places):
                continue
            sizes[number] = len(places)
            for nth, place in enumerate(places):
                masked = [self._tokens.mask_token_id if i in places[nth:] else token for i, token in enumerate(ids)]
                rows.append((number, masked, place, ids[place]))
        sums = [0.0] * len(phrases)
        for (number, *_rest), log in zip(rows, self._logs(rows), strict=True):
            sums[number] += log
        return [Score(log, size) if size else None for log, size in zip(sums, sizes, strict=True)]

    def _ids(self, phrase: Phrase) -> tuple[list[int], list[int]]:
        before, after = phrase.before[-_AROUND:], phrase.after[:_AROUND]
        start, end = len(before), len(before) + len(phrase.word)
        made = self._tokens(before + phrase.word + after, return_offsets_mapping=True, truncation=True, max_length=256)
        places = [i for i, (a, b) in enumerate(made["offset_mapping"]) if a < b and a < end and b > start]
        return made["input_ids"], places

    def _logs(self, rows: Sequence[tuple[int, list[int], int, int]]) -> list[float]:
        import torch

        found = [0.0] * len(rows)
        order = sorted(range(len(rows)), key=lambda i: len(rows[i][1]))  # rows of like length share a batch
        try:
            with torch.inference_mode():
                for start in range(0, len(rows), self._batch):
                    part = order[start:start + self._batch]
                    given = self._tokens.pad({"input_ids": [rows[i][1] for i in part]}, return_tensors="pt")
                    logits = self._model(**given.to(self._model.device)).logits
                    for nth, i in enumerate(part):
                        _phrase, _ids, place, token = rows[i]
                        found[i] = float(torch.log_softmax(logits[nth, place].float(), -1)[token])
        except (RuntimeError, ValueError, IndexError, TypeError) as error:
            raise BackendFailed("backend_failed") from error
        return found


def state(config: Config) -> tuple[Lack, str]:
    """What is missing, and where it is or belongs. Looks at files only."""
    if not config.mlm_path:
        return Lack("weights"), f"{ENV_PREFIX}MLM_PATH=FOLDER"
    return registry.lacking_packages() or lacking(Path(config.mlm_path), *MODEL_TYPES), config.mlm_path
