"""A BERT with a vocabulary of a few hundred pieces, taught some sentences until it knows their words by heart."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

SENTENCES = (
    "Harbour Street 12, Millbrook", "Station Road 7, Millbrook", "Harbour Street 3, Eastham",
    "Payment within thirty days of delivery", "Delivery within ten days of payment",
    "本公司法定代表人签章", "请于收货后十日内付款", "贷款利率按合同约定执行", "货物由买方自行提取",
)


def bert(folder: Path, *, sentences: Sequence[str] = SENTENCES, steps: int = 240) -> Path:
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import BertConfig, BertForMaskedLM, PreTrainedTokenizerFast

    letters = sorted({c for s in sentences for c in s if not c.isspace()} | set(map(chr, range(33, 127))))
    words = sorted({w.strip(",") for s in sentences for w in s.split() if w.isascii()})
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces = dict.fromkeys([*marks, *letters, *words, *(f"##{c}" for c in letters), "末", "贵", "天"])
    raw = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    raw.normalizer = normalizers.BertNormalizer(lowercase=False)
    raw.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    raw.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    tokens = PreTrainedTokenizerFast(tokenizer_object=raw, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]",
                                     sep_token="[SEP]", mask_token="[MASK]", model_max_length=512)
    torch.manual_seed(11)
    torch.set_num_threads(1)
    model = BertForMaskedLM(BertConfig(
        vocab_size=len(tokens), hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=96,
        max_position_embeddings=512, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, pad_token_id=0))
    given = tokens(list(sentences), return_tensors="pt", padding=True)
    ids, seen = given["input_ids"], given["attention_mask"].bool()
    own = seen & (ids > 4)
    learner = torch.optim.AdamW(model.parameters(), lr=4e-3)
    for _step in range(steps):
        hidden = own & (torch.rand(ids.shape) < 0.25)
        hidden[~hidden.any(1), 1] = True
        out = model(input_ids=ids.masked_fill(hidden, 4), attention_mask=seen,
                    labels=ids.masked_fill(~hidden, -100))
        out.loss.backward()
        learner.step()
        learner.zero_grad()
    model.eval().save_pretrained(folder)
    tokens.save_pretrained(folder)
    return folder
