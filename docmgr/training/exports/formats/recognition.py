"""Lines of print for PaddleOCR (recognition lists) and for TrOCR (a Hugging Face imagefolder)."""

from __future__ import annotations

from collections import defaultdict

from docmgr.documents import pictures
from docmgr.training.exports.formats.lines import LeftOut, Line, lines_of
from docmgr.training.exports.formats.material import Item
from docmgr.training.exports.formats.output import Output

PADDLE_README = """\
images/           one PNG per line of print
train_list.txt    images/NAME.png<tab>TEXT, one per line, relative to this folder
val_list.txt      the same for validation; missing where all documents are of one layout
dict.txt          every character of the texts, one per line, without the blank (use_space_char: true)

For PaddleOCR set Train.dataset.data_dir to this folder, label_file_list to [train_list.txt] and
Global.character_dict_path to dict.txt; Global.max_text_length has to be the length of the longest text ({longest}).
No layout is in both lists.

Masked: lines of sensitive fields, and lines of which something is covered or not drawn, are left out.
"""

TROCR_README = """\
train/, validation/   one PNG per line of print, with metadata.jsonl (file_name, text, layout, document, type, field)

  datasets.load_dataset("imagefolder", data_dir=".")
  python -m ocr_engine.finetune trocr --data . --base PATH --out PATH

No layout is in both folders; validation/ is missing where all documents are of one layout.

Masked: lines of sensitive fields, and lines of which something is covered or not drawn, are left out.
"""


class LineWriter:
    """What both formats share: each line once, and why values gave none."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self.left_out: dict[str, int] = defaultdict(int)

    def add(self, item: Item) -> int:
        made = 0
        for line in lines_of(item):
            if isinstance(line, LeftOut):
                self.left_out[line.reason] += 1
            else:
                self.write(item, line)
                made += 1
        return made

    def write(self, item: Item, line: Line) -> None:
        raise NotImplementedError


class PaddleWriter(LineWriter):
    def __init__(self, output: Output) -> None:
        super().__init__(output)
        self._index = {"train": output.index("train_list.txt"), "validation": output.index("val_list.txt")}
        self._characters: set[str] = set()
        self._longest = 0

    @property
    def explained(self) -> str:
        return PADDLE_README.format(longest=self._longest)

    def write(self, item: Item, line: Line) -> None:
        name = self._output.add(f"images/{line.name}.png", pictures.encoded(line.picture, format="PNG"))
        self._index[item.side].say(f"{name}\t{line.text}")
        self._characters.update(line.text)
        self._longest = max(self._longest, len(line.text))

    def close(self) -> None:
        self._index["train"].close(even_if_empty=True)
        self._index["validation"].close()
        characters = "".join(f"{c}\n" for c in sorted(self._characters - {" "}))
        self._output.add("dict.txt", characters.encode())


class TrocrWriter(LineWriter):
    explained = TROCR_README

    def __init__(self, output: Output) -> None:
        super().__init__(output)
        self._index = {side: output.index(f"{side}/metadata.jsonl") for side in ("train", "validation")}

    def write(self, item: Item, line: Line) -> None:
        name = f"{line.name}.png"
        self._output.add(f"{item.side}/{name}", pictures.encoded(line.picture, format="PNG"))
        self._index[item.side].say({
            "file_name": name, "text": line.text, "layout": item.layout_name, "document": item.document,
            "type": item.version.doc_type.key, "field": line.decided.key})

    def close(self) -> None:
        for index in self._index.values():
            index.close()
