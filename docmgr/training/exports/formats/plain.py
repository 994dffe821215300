"""docmgr's own format: everything that is known of a value, as JSON lines with a crop and the page."""

from __future__ import annotations

from typing import Any

from docmgr.documents import pictures
from docmgr.training.exports.formats.material import Decided, Item
from docmgr.training.exports.formats.output import Output

README = """\
samples.jsonl   one JSON object per line: a value that a person corrected or confirmed on an approved document
crops/          the place of the value on its page, one PNG per sample that has a place
pages/          the pages that the samples stand on, as JPEG

Fields of a sample
  id, document    numbers inside the installation; id is that of the person's decision
  layout, side    which documents look alike; "train" or "validation": a layout never stands on both sides
  type, version   document type and the version of its definition
  field, index    which field; index counts the values of a field that holds several
  kind            what the field may hold (money, date, name, ...)
  before, after   what the engine read, and what is right; "" = nothing
  before_raw      the wording on the page that the engine took
  page, box       where the right value stands: page from 1, [x0, y0, x1, y1] in fractions of the page from its top left
  engine_page, engine_box   where the engine had read it
  engine, confidence, prompt, corrected_at
  cause           what went wrong; "" where the engine was right
  crop, image     files beside this one, or null
  masked          whether sensitive values are hidden in this sample's texts and pictures

Masked: a sensitive value is five stars, whatever its length, and covered in black in crops and pages, wherever it or a
piece of it stands. Where nobody found it, all that could be it by its shape is treated so, but for dates and amounts
that a person confirmed. Of documents about persons nothing is drawn but words that were surely read, values that
people confirmed, and ruled lines; of others bar codes and square codes are covered. Where the place of a sensitive
value is not known, or nobody found it and its kind has no shape (a name, an address), the pictures of that document
are left out.
"""


class PlainWriter:
    """samples.jsonl, crops/, pages/."""

    explained = README

    def __init__(self, output: Output) -> None:
        self._output, self._index = output, output.index("samples.jsonl")
        self.left_out: dict[str, int] = {}

    def add(self, item: Item) -> int:
        written: set[int] = set()
        for decided in item.by_page():
            image, crop = self._pictures(item, decided, written)
            self._index.say({**_told(item, decided), "crop": crop, "masked": item.masked, "image": image})
        return len(item.decided)

    def close(self) -> None:
        self._index.close(even_if_empty=True)

    def _pictures(self, item: Item, decided: Decided, written: set[int]) -> tuple[str | None, str | None]:
        picture = item.picture(decided.page) if decided.page else None
        if picture is None or decided.page is None:
            return None, None
        name = f"pages/{item.document}-{decided.page}.jpg"
        if decided.page not in written:
            written.add(decided.page)
            self._output.add(name, pictures.encoded(picture, format="JPEG"))
        if not decided.box:
            return name, None
        cut = pictures.encoded(pictures.crop(picture, decided.box), format="PNG")
        return name, self._output.add(f"crops/{decided.correction.pk}.png", cut)


def _told(item: Item, decided: Decided) -> dict[str, Any]:
    correction, sample, version = decided.correction, decided.sample, item.version
    read = item.sheet.read.get((decided.key, correction.index)) if correction.run_id == item.sheet.run_id else None
    before = sample.before if sample else read.value if read else ""
    run = item.sheet.run
    return {
        "id": correction.pk, "document": item.document, "layout": item.layout_name, "side": item.side,
        "type": version.doc_type.key, "version": version.number, "field": decided.key, "index": correction.index,
        "kind": decided.definition.kind, "sensitive": decided.definition.sensitive,
        "cause": sample.cause if sample else "", "before": item.text(decided, before),
        "after": item.text(decided, decided.value), "before_raw": item.text(decided, read.raw if read else ""),
        "page": decided.page, "box": decided.box, "engine_page": read.page if read else None,
        "engine_box": read.box if read else None, "engine": sample.engine if sample else run.engine if run else "",
        "confidence": sample.confidence if sample else read.confidence if read else None,
        "prompt": run.prompt if run else "", "corrected_at": correction.at.isoformat(),
    }
