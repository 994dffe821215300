"""What each format holds, and that it keeps to the rules of the tool it is for (test_formats_loaded asks them)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.documents.models import Document, Page
from docmgr.training.exports import formats
from docmgr.training.exports.export import write_zip
from docmgr.training.exports.formats import sides
from docmgr.training.models import ErrorSample
from docmgr.training.selectors import SampleFilter
from tests.review import makers
from tests.training import shops
from tests.training.shops import SECRET, items

pytestmark = pytest.mark.django_db


def json_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_no_layout_and_no_document_stands_on_both_sides(world: list[Document]) -> None:
    sides: dict[str, set[str]] = {}
    for item in items(held_out=0.3):
        shop = world[[d.pk for d in world].index(item.document)].name
        sides.setdefault(shop, set()).add(item.side)
    assert all(len(found) == 1 for found in sides.values())
    assert {side for found in sides.values() for side in found} == {"train", "validation"}


@pytest.mark.parametrize("weights", [{1: 120, 2: 125, 3: 130}, {1: 90, 2: 10}, {1: 5, 2: 5}])
def test_a_few_large_layouts_leave_one_to_validate_with(weights: dict[int, int]) -> None:
    for seed in range(20):
        held = sides._held_out(weights, 0.1, seed)
        assert len(held) == 1 and (len(weights) > 2 or weights[held.pop()] == min(weights.values()))
    assert sides._held_out({7: 40}, 0.1, 0) == set()


def test_the_same_documents_are_parted_the_same_way_again(world: list[Document]) -> None:
    assert [(i.document, i.side) for i in items()] == [(i.document, i.side) for i in items()]


def test_errors_only_means_what_was_corrected_and_everything_means_every_decision(world: list[Document]) -> None:
    errors = [d for item in items(everything=False) for d in item.decided]
    assert len(errors) == ErrorSample.objects.count() == 6
    assert sum(len(item.decided) for item in items()) == 10 * 3 + 1
    assert len([d for item in items() for d in item.decided if d.sample is None]) == 10 * 3 + 1 - 6


def test_a_document_that_nobody_approved_gives_nothing(
    employee: User, reviewer: User, invoice_type: DocumentType, tmp_path: Path,
) -> None:
    shops.approved(employee, reviewer, invoice_type, "acorn", number="R1", total="1.00", approve=False)
    assert list(items()) == []


def test_trocr_lines_load_as_a_hugging_face_imagefolder(world: list[Document], tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    facts = formats.write("trocr", items(), tmp_path / "out")
    loaded = datasets.load_dataset("imagefolder", data_dir=str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    assert {name: len(part) for name, part in loaded.items()} == {
        "train": facts.train, "validation": facts.validation}
    rows = [row for part in loaded.values() for row in part]
    assert {row["text"] for row in rows} >= {"R00047", "1,000.50", "R40147", SECRET}
    assert not any("O" in row["text"] for row in rows)
    row = next(r for r in rows if r["text"] == "R00047")
    assert 0.05 * shops.WIDTH < row["image"].width < 0.14 * shops.WIDTH
    assert row["image"].convert("L").getextrema()[0] < 100
    assert not {r["layout"] for r in loaded["train"]} & {r["layout"] for r in loaded["validation"]}


def test_the_engines_own_training_reads_the_trocr_folder(world: list[Document], tmp_path: Path) -> None:
    from ocr_engine.finetune.imagefolder import read_folder
    from ocr_engine.finetune.limits import Limits

    facts = formats.write("trocr", items(), tmp_path / "out")
    train, held_out = read_folder(tmp_path / "out", Limits())
    assert (len(train), len(held_out)) == (facts.train, facts.validation)


def test_the_engines_own_training_reads_the_conversations(world: list[Document], tmp_path: Path) -> None:
    from ocr_engine.finetune.conversations import read_talks
    from ocr_engine.finetune.limits import Limits

    facts = formats.write("conversations", items(), tmp_path / "out")
    train, held_out = read_talks(tmp_path / "out", Limits())
    assert (len(train), len(held_out)) == (facts.train, facts.validation)
    assert not {t.layout for t in train} & {t.layout for t in held_out}


def test_a_conversation_asks_as_the_engine_asks_and_answers_as_the_engine_understands(
    world: list[Document], tmp_path: Path,
) -> None:
    from ocr_engine.doctypes.load import load_type
    from ocr_engine.extract.prompts import build_prompt
    from ocr_engine.vlm.questions.specs import schema_of

    formats.write("conversations", items(), tmp_path)
    rows = json_lines(tmp_path / "train.jsonl") + json_lines(tmp_path / "val.jsonl")
    row = next(r for r in rows if r["document"] == world[1].pk)
    system, user, assistant = row["messages"]
    definition = world[1].doc_type.live.definition()
    definition["fields"] = [f for f in definition["fields"] if f["key"] in ("number", "total", "buyer", "id_no")]
    doc_type = load_type(definition)
    assert (system["role"], system["content"]) == ("system", "")
    assert user["content"] == "<image>" + build_prompt(doc_type)
    answer = json.loads(assistant["content"])
    assert answer == {"number": "R00147", "total": "1,010.50", "buyer": None, "id_no": SECRET}
    assert list(answer) == schema_of(doc_type)["required"]


def test_conversations_keep_to_the_documented_form_of_ms_swift(world: list[Document], tmp_path: Path) -> None:
    """https://swift.readthedocs.io, custom datasets: roles in turn, one <image> for each picture, text content."""
    formats.write("conversations", items(), tmp_path)
    for row in json_lines(tmp_path / "train.jsonl") + json_lines(tmp_path / "val.jsonl"):
        roles = [m["role"] for m in row["messages"]]
        assert roles in (["user", "assistant"], ["system", "user", "assistant"])
        assert all(set(m) == {"role", "content"} and isinstance(m["content"], str) for m in row["messages"])
        assert sum(m["content"].count("<image>") for m in row["messages"]) == len(row["images"]) == 1
        with Image.open(tmp_path / row["images"][0]) as picture:
            assert picture.size == (shops.WIDTH, shops.HEIGHT)
        assert not set(row) & {"rejected_response", "label", "channel", "margin", "objects", "videos", "audios"}


def paddle_lines(folder: Path, name: str) -> list[tuple[str, str]]:
    """As ppocr/data/simple_dataset.py reads a label file: bytes, a line each, "\\n" off, parted at the tab."""
    with (folder / name).open("rb") as file:
        parts = [line.decode("utf-8").strip("\n").split("\t") for line in file.readlines()]
    assert all(len(p) == 2 for p in parts)
    return [(p[0], p[1]) for p in parts]


def test_the_recognition_list_keeps_to_the_rules_of_paddleocr(world: list[Document], tmp_path: Path) -> None:
    facts = formats.write("paddleocr", items(), tmp_path)
    train, held_out = paddle_lines(tmp_path, "train_list.txt"), paddle_lines(tmp_path, "val_list.txt")
    assert (len(train), len(held_out)) == (facts.train, facts.validation)
    characters = (tmp_path / "dict.txt").read_text("utf-8").split("\n")
    assert characters.pop() == ""
    assert all(len(c) == 1 for c in characters) and len(set(characters)) == len(characters)
    for name, text in train + held_out:
        assert set(text) - {" "} <= set(characters)
        with Image.open(tmp_path / name) as picture:
            assert picture.height >= 8
    longest = max(len(text) for _name, text in train + held_out)
    assert f"length of the longest text ({longest})" in (tmp_path / "README.txt").read_text("utf-8")


def test_masked_exports_show_a_secret_neither_in_text_nor_in_pixels(world: list[Document], tmp_path: Path) -> None:
    x0, y0, x1, y1 = shops.value_box(Page.objects.get(document=world[1]).lines, SECRET)
    written: list[Path] = []
    for kind in formats.KINDS:
        facts = formats.write(kind, items(masked=True), tmp_path / kind)
        assert facts.samples
        written += [tmp_path / kind / name for name in facts.files]
    assert all(SECRET not in path.read_bytes().decode("latin-1") for path in written)
    pages = [path for path in written if path.name == f"{world[1].pk}-1.jpg"]
    assert len(pages) == 2
    for path in pages:
        with Image.open(path) as page:
            box = [int(v) for v in (x0 * 1000, y0 * 1400, x1 * 1000, y1 * 1400)]
            assert max(c for _low, c in page.convert("RGB").crop(box).getextrema()) < 40


def test_a_masked_conversation_asks_for_nothing_that_lies_beneath_the_black(
    world: list[Document], tmp_path: Path,
) -> None:
    place = list(shops.value_box(Page.objects.get(document=world[1]).lines, SECRET))
    world[1].corrections.filter(key="total").update(page=1, box=place)
    ErrorSample.objects.filter(document=world[1], key="total").update(page=1, box=place)
    asked = {}
    for masked in (True, False):
        facts = formats.write("conversations", items(masked=masked), tmp_path / str(masked))
        rows = [row for name in ("train.jsonl", "val.jsonl") for row in json_lines(tmp_path / str(masked) / name)]
        row = next(r for r in rows if r["document"] == world[1].pk)
        asked[masked] = (set(json.loads(row["messages"][2]["content"])), facts.left_out.get("covered", 0))
    assert asked == {True: ({"number", "buyer"}, 1), False: ({"number", "total", "buyer", "id_no"}, 0)}


def test_checksums_of_every_format_hold(world: list[Document]) -> None:
    admin = makers.person("ada", Role.ADMIN)
    for kind in formats.KINDS:
        out = io.BytesIO()
        made = write_zip(SampleFilter(), out, admin, kind=kind, everything=True)
        archive = zipfile.ZipFile(io.BytesIO(out.getvalue()))
        manifest = json.loads(archive.read("manifest.json"))
        assert (manifest["kind"], manifest["samples"], made.filters["kind"]) == (kind, made.samples, kind)
        assert set(manifest["files"]) | {"manifest.json"} == set(archive.namelist())
        for name, digest in manifest["files"].items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == digest


def test_what_is_printed_otherwise_than_it_was_typed_teaches_no_reader(
    employee: User, reviewer: User, invoice_type: DocumentType, tmp_path: Path,
) -> None:
    """The page says 2024年3月11日 and the person typed 2024-03-12: nobody knows letter by letter what is there."""
    document = shops.approved(employee, reviewer, invoice_type, "birch", number="R9", total="1.00",
                              approve=False)
    page = document.pages.get()
    page.lines = [*page.lines, {"text": "2024年3月71日", "box": [0.1, 0.7, 0.4, 0.73], "confidence": 0.9}]
    page.save()
    from docmgr.extraction.models import FieldValue
    FieldValue.objects.create(run=document.runs.get(), key="date", value="2024-03-17", raw="2024年3月71日", page=1,
                              box=[0.1, 0.7, 0.4, 0.73], confidence=0.5)
    shops.decide(document, reviewer, "date", "change", "2024-03-12")
    from docmgr.pipeline import flow
    flow.approve(document, actor=reviewer, revision=document.revision)
    facts = formats.write("trocr", items(), tmp_path / "out")
    texts = [r["text"] for r in json_lines(tmp_path / "out" / "train" / "metadata.jsonl")]
    assert sorted(texts) == ["1.00", "R9"]
    assert facts.left_out == {"wording_unknown": 1}


def test_a_turned_page_gives_upright_pictures(
    employee: User, reviewer: User, invoice_type: DocumentType, tmp_path: Path,
) -> None:
    document = shops.approved(employee, reviewer, invoice_type, "cedar", number="R7001", total="2.00")
    Page.objects.filter(document=document).update(rotation=90)
    formats.write("conversations", items(), tmp_path / "talks")
    row = json_lines(tmp_path / "talks" / "train.jsonl")[0]
    with Image.open(tmp_path / "talks" / row["images"][0]) as picture:
        assert picture.size == (shops.HEIGHT, shops.WIDTH)
    formats.write("trocr", items(), tmp_path / "lines")
    names = [r["file_name"] for r in json_lines(tmp_path / "lines" / "train" / "metadata.jsonl")]
    sizes = [Image.open(tmp_path / "lines" / "train" / name).size for name in names]
    assert all(width < height for width, height in sizes)


def test_memory_and_queries_grow_with_documents_not_with_their_number_of_values(
    world: list[Document], tmp_path: Path, django_assert_max_num_queries,
) -> None:
    with django_assert_max_num_queries(3 + 2 * 12):
        formats.write("plain", items(), tmp_path)
