"""The command line and the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ocr_engine.backends import registry
from ocr_engine.cli.main import main
from ocr_engine.config import Config, Limits
from ocr_engine.errors import BackendFailed
from ocr_engine.tasks.light import LIGHT_TASKS
from tests.engine.reading import drawing


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "good.pdf").write_bytes(drawing.pdf_of(pages=2).tobytes())
    (tmp_path / "empty.pdf").write_bytes(b"")
    drawing.picture(dpi=100).save(tmp_path / "scan.jpg", quality=90)
    return [str(tmp_path / name) for name in ("good.pdf", "empty.pdf", "scan.jpg", "absent.pdf")]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_line_per_file_in_order_and_bad_ones_told(files: list[str], tmp_path: Path, jobs: str) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["text", *files, "--out", str(out), "--jobs", jobs]) == 1
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [record["file"] for record in records] == files
    good, empty, scan, absent = records
    assert [len(page["lines"]) for page in good["pages"]] == [len(drawing.LETTER)] * 2
    assert (good["pages"][0]["width"], good["pages"][0]["height"]) == (420, 595)
    assert empty["error"] == {"code": "file_empty", "message": "The file is empty."}
    assert absent["error"]["code"] == "file_missing"
    line = scan["pages"][0]["lines"][0]
    assert set(line) == {"text", "box", "confidence"}
    assert 0 <= line["box"][0] < line["box"][2] <= 1 and 0.5 <= line["confidence"] <= 1


def test_good_files_alone_end_with_success(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", files[0]]) == 0
    assert json.loads(capsys.readouterr().out)["pages"]


def test_the_readers_are_listed_with_their_state(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backends", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["ppocr"]["state"] == "ready" and set(rows["ppocr"]["tasks"]) == {"fields", *LIGHT_TASKS}
    assert rows["parser"]["runs"] in ("bubblewrap", "limits")
    assert all(set(row) == {"name", "runs", "tasks", "state", "where"} for row in rows.values())


def test_a_missing_model_is_said_so_and_not_a_blank_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from ocr_engine.backends import ppocr_models, rapid

    monkeypatch.setattr(ppocr_models, "models_dir", lambda: tmp_path)
    monkeypatch.setattr(rapid, "models_dir", lambda: tmp_path)
    assert ppocr_models.state()[0].startswith("PP-OCR")
    with pytest.raises(BackendFailed) as failed:
        rapid.RapidReader()
    assert failed.value.code == "backend_missing" and failed.value.permanent
    with pytest.raises(BackendFailed):
        registry.load("no such reader", Config())


@pytest.mark.parametrize("runtime", ["onnxruntime", "openvino"])
def test_both_runtimes_read_the_same(runtime: str) -> None:
    import numpy as np

    from ocr_engine.backends.rapid import RapidReader
    from ocr_engine.recognise.ocr import read_image

    page = read_image(np.asarray(drawing.picture(dpi=100)), RapidReader(Config(runtime=runtime)))
    assert [drawing.plain(line.text) for line in page.lines] == [drawing.plain(text) for text in drawing.TEXTS]


def test_a_processor_that_the_faster_runtime_cannot_use_reads_with_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    import numpy as np

    from ocr_engine.backends import rapid, sessions
    from ocr_engine.recognise.ocr import read_image

    def refused(*_: object, **__: object) -> None:
        raise BackendFailed("backend_missing", permanent=True)

    assert rapid.RapidReader(Config()).runtime == "openvino"
    monkeypatch.setattr(sessions, "_openvino", refused)
    reader = rapid.RapidReader(Config())
    page = read_image(np.asarray(drawing.picture(dpi=100)), reader)
    assert [drawing.plain(line.text) for line in page.lines] == [drawing.plain(text) for text in drawing.TEXTS]
    assert reader.runtime == "onnxruntime"
    with pytest.raises(BackendFailed):
        rapid.RapidReader(Config(runtime="openvino"))


def test_settings_come_from_the_environment_and_are_checked() -> None:
    config = Config.from_env({"DOCMGR_OCR_MAX_PAGES": "20", "DOCMGR_OCR_PARSER_SECONDS": "2.5",
                              "DOCMGR_OCR_RUNTIME": "onnxruntime", "DOCMGR_OCR_THREADS": " "})
    assert config.limits == Limits(max_pages=20, parser_seconds=2.5)
    assert (config.runtime, config.threads, config.embedded) == ("onnxruntime", 1, True)
    assert Config.from_env({"DOCMGR_OCR_EMBEDDED": "0"}).embedded is False
    for variable, value in (("MAX_PAGES", "many"), ("MAX_BYTES", "0"), ("RUNTIME", "magic"), ("DETECTION_SIDE", "7"),
                            ("EMBEDDED", "perhaps")):
        with pytest.raises(ValueError, match=f"(?i){variable}"):
            Config.from_env({"DOCMGR_OCR_" + variable: value})
