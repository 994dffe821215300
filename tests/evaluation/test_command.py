"""``manage.py evaluate``: the product's own way over labelled files, in an installation that is gone afterwards."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from docmgr.documents.models import Document
from docmgr.evaluation.goldfile import read_lines
from docmgr.evaluation.labelled import place_of
from docmgr.extraction import engine
from docmgr.pipeline.management.commands.evaluate import _known, _prediction, summary
from docmgr.pipeline.rehearsals import throwaway
from docmgr.pipeline.rehearsals.measure_inside import ProgressLine
from tests.evaluation.papers import gold_set
from tests.services.process import PATIENCE, wait_for

pytestmark = pytest.mark.django_db


def evaluate(gold: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("evaluate", gold=gold, type=options.pop("type", str(gold.parent / "type.json")), stdout=out, **options)
    return out.getvalue()


def left_over() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("docmgr-throwaway-*"))


@pytest.fixture(scope="module", autouse=True)
def _own_folder_for_temporary_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Another test run on this machine leaves nothing in it."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("temporary"))
    yield
    tempfile.tempdir = before


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> dict[str, Any]:
    """One whole measurement: a curve over 0 and 3 confirmed documents of 8, one of which cannot be read."""
    folder = tmp_path_factory.mktemp("measured")
    gold = gold_set(folder, 8)
    with gold.open("a", encoding="utf-8") as out:
        out.write(json.dumps({"id": "zz-broken", "file": "broken.pdf", "fields": {"number": "X-1"}}) + "\n")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    before = left_over()
    names = {name: folder / f"{name}.json" for name in ("report", "predictions", "scored")}
    with django_db_blocker.unblock():
        told = evaluate(gold, curve=[0, 3], seed=4, jobs=2, cache=folder / "cache", **names)
    read = {"gold": gold, "told": told, "left": left_over() - before, "report": json.loads(names["report"].read_text()),
            **{name: [json.loads(line) for line in names[name].read_text().splitlines()] for name in list(names)[1:]}}
    return read


def test_a_report_tells_f1_and_its_circumstances(measured):
    report = measured["report"]
    assert report["documents"] == 6 and report["learned"] == 3 and report["seed"] == 4
    assert set(report["fields"]) == {"number", "date", "depot"}
    assert 0 < report["precision"] <= 1 and 0 < report["recall"] <= 1
    version = report["version"]
    assert (version["type"], version["type_version"], version["model"]) == ("slip", 1, None) and version["engine"]
    assert report["seconds"] > 0 and report["cpu_seconds"] > 0 and report["retrained"] is None
    assert report["reliability"]["values"] > 0 and report["label_issues"] == []
    assert f"F1 {report['f1']:.4f}" in measured["told"]


def test_confirmed_documents_raise_the_figure_of_a_field_that_nothing_announces(measured):
    blank, taught = measured["report"]["curve"]
    assert (blank["learned"], taught["learned"]) == (0, 3)
    assert taught["fields"]["depot"]["f1"] > blank["fields"]["depot"]["f1"]
    assert taught["f1"] > blank["f1"]


def test_predictions_are_of_the_scored_documents_only_and_give_the_same_figures(measured):
    predicted, scored = measured["predictions"], measured["scored"]
    assert [p["id"] for p in predicted] == [s["id"] for s in scored] and len(predicted) == 6
    gold = [engine.Gold(id=s["id"], fields={k: engine.gold_values(v) for k, v in s["fields"].items()}) for s in scored]
    answers = {p["id"]: {key: [engine.Given(v) for v in values] for key, values in p["fields"].items()}
               for p in predicted}
    kinds = {"number": "code", "date": "date", "depot": "code"}
    assert engine.measure(gold, answers, kinds=kinds).report["f1"] == measured["report"]["f1"]


def test_a_prediction_bears_the_id_as_the_gold_has_it():
    entries = read_lines([json.dumps({"id": 17, "file": "a/1.pdf"}), json.dumps({"file": "b/1.pdf"})])
    assert [_prediction(entry, {})["id"] for entry in entries] == [17, "b/1.pdf"]


def test_a_document_that_cannot_be_read_counts_as_missed_and_is_named(measured):
    assert measured["report"]["unreadable"] == ["zz-broken"]
    assert all(p["fields"] == {} for p in measured["predictions"] if p["id"] == "zz-broken")


def test_the_engine_alone_comes_to_the_same_figures(measured):
    from ocr_engine.doctypes.load import load_type
    from ocr_engine.evaluate.gold import read_gold
    from ocr_engine.evaluate.page_cache import pages_of
    from ocr_engine.evaluate.trial import ordered, trial

    folder = measured["gold"].parent
    documents = [(g, () if g.id == "zz-broken" else pages_of(folder / g.file, folder / "cache"))
                 for g in read_gold(measured["gold"])]
    doc_type = load_type(folder / "type.json")
    for point in measured["report"]["curve"]:
        alone = trial(ordered(documents, 4), doc_type, learn=point["learned"])
        assert (alone.report["f1"], alone.report["documents"]) == (point["f1"], point["documents"])


def test_nothing_is_left_behind_and_the_real_installation_is_not_touched(measured):
    assert measured["left"] == set()
    assert not Document.objects.exists()
    assert not list(settings.FILES_DIR.rglob("*.pdf"))


def listens() -> None:
    """A test run in the background inherits that Ctrl+C is ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def test_a_stopped_measurement_leaves_nothing_behind_either(tmp_path):
    gold = gold_set(tmp_path, 30)
    command = [sys.executable, "manage.py", "evaluate", "--gold", str(gold), "--type", str(tmp_path / "type.json")]
    environment = {**os.environ, "TMPDIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "docmgr.settings",
                   "DOCMGR_DATA": str(tmp_path / "real")}
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, preexec_fn=listens)
    assert wait_for(lambda: bool(list(tmp_path.glob("docmgr-throwaway-*/docmgr.sqlite3"))))
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) != 0
    assert not list(tmp_path.glob("docmgr-throwaway-*"))
    assert not (tmp_path / "real" / "docmgr.sqlite3").exists()  # asking for a type file needs no database


@pytest.mark.parametrize(("line", "told"), [
    ("{not json", "Line 9"), ("[]", "not a JSON object"), ('{"id": "a"}', "“file” is missing"),
    ('{"file": "0.pdf", "fields": []}', "“fields”"), ('{"file": "0.pdf", "null_fields": "date"}', "null_fields"),
    ('{"id": "slip-00", "file": "0.pdf"}', "same id"), ('{"file": "0.pdf", "fields": {"date": {"is": "x"}}}', "“date”"),
    ('{"file": "0.pdf", "fields": {"date": ["x", ["y"]]}}', "“date”"),
])
def test_a_line_that_cannot_be_used_is_named_in_plain_words(tmp_path, line, told):
    gold = gold_set(tmp_path, 8)
    gold.write_text(gold.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(CommandError, match=told):
        evaluate(gold)


@pytest.mark.parametrize(("options", "told"), [
    ({"learn": 8}, "leaves none to score"), ({"learn": -1}, "negative"), ({"curve": [8, 9]}, "leaves one to score"),
    ({"type": "no_such_type"}, "no_such_type"), ({"jobs": 0}, "--jobs"),
    ({"report": Path("/nowhere/at/all.json")}, "--report"), ({"files": Path("/nowhere")}, "not a folder"),
    ({"report": Path(tempfile.gettempdir())}, "--report cannot be written"), ({"retrain": True}, "--learn"),
    ({"cache": Path(__file__)}, "--cache cannot be written to"),
    ({"learn": 2, "curve": [0, 5]}, "goes on to 5 documents and --learn stops at 2"),
    ({"cache": Path(__file__) / "below"}, "--cache cannot be written to"),
])
def test_what_cannot_be_measured_is_told_before_the_work(tmp_path, options, told):
    with pytest.raises(CommandError, match=told):
        evaluate(gold_set(tmp_path, 8), **options)


@pytest.mark.parametrize("files", ["set", "set/files", "elsewhere"])
def test_files_are_found_by_their_whole_name_by_its_last_part_or_beside_the_gold_file(tmp_path, files):
    paper = tmp_path / "set" / "files" / "1.pdf"
    paper.parent.mkdir(parents=True)
    paper.touch()
    assert place_of("files/1.pdf", tmp_path / files, tmp_path / "set") == paper
    assert place_of("files/2.pdf", tmp_path / files, tmp_path / "set") == tmp_path / files / "files" / "2.pdf"


def test_a_gold_file_without_any_of_its_files_is_refused(tmp_path):
    gold = gold_set(tmp_path, 3)
    for file in tmp_path.glob("*.pdf"):
        file.unlink()
    with pytest.raises(CommandError, match="None of the 3 files"):
        evaluate(gold)


def test_a_type_file_that_is_none_is_refused_in_plain_words(tmp_path):
    gold = gold_set(tmp_path, 3)
    field = '{"key": "a", "label": {"en": "A"}}'
    for content in ("{", "[]", '{"key": "x", "fields": []}', '{"key": "x", "label": {"en": "X"}, "fields": [], "a": 1}',
                    f'{{"key": "x", "label": {{"en": "X"}}, "fields": [{field}], "rules": [{{}}]}}'):
        (tmp_path / "type.json").write_text(content, "utf-8")
        with pytest.raises(CommandError):
            evaluate(gold)


def test_what_a_power_cut_left_of_a_measurement_goes_with_the_next_and_one_at_work_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left, foreign = tmp_path / "docmgr-throwaway-left", tmp_path / "docmgr-throwaway-without-a-sign"
    for folder in (left, foreign):
        (folder / "files").mkdir(parents=True)
    (left / "in-use").touch()
    with throwaway.installation() as first, throwaway.installation() as second:
        assert not left.exists() and foreign.exists()
        assert first.folder.is_dir() and second.folder.is_dir()
    assert list(tmp_path.iterdir()) == [foreign]


def test_whoever_begins_at_the_same_moment_leaves_a_measurement_its_folder(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lock = throwaway.fcntl.flock

    def interrupted(handle: int, kind: int) -> None:
        monkeypatch.setattr(throwaway.fcntl, "flock", lock)
        throwaway.clear_leftovers(tmp_path)  # the other one, just before the folder is locked
        lock(handle, kind)

    monkeypatch.setattr(throwaway.fcntl, "flock", interrupted)
    with throwaway.installation() as beside:
        assert throwaway.clear_leftovers(tmp_path) == 0 and beside.folder.is_dir()
    assert not list(tmp_path.iterdir())



@pytest.mark.parametrize(("retrained", "told"), [
    ({"taken": True, "version": 1}, "are those of the retrained version"),
    ({"taken": False, "version": 1}, "not taken; the figures are those without it"),
    ({"failed": "Too few documents."}, "came to nothing: Too few documents."),
])
def test_the_summary_says_whether_the_figures_are_those_of_the_retrained_version(retrained, told):
    figures = dict.fromkeys(("f1", "precision", "recall", "seconds"), 0.5)
    report = {**figures, "documents": 1, "learned": 1, "fields": {}, "unreadable": [], "unknown_fields": []}
    assert any(told in line for line in summary({**report, "retrained": retrained}))
    assert not any(told in line for line in summary({**report, "retrained": None}))


def test_the_summary_says_how_many_labels_deserve_a_look():
    figures = dict.fromkeys(("f1", "precision", "recall", "seconds"), 0.5)
    report = {**figures, "documents": 1, "learned": 1, "fields": {}, "unreadable": [], "unknown_fields": [],
              "retrained": None}
    assert not any("label" in line for line in summary({**report, "label_issues": []}))
    assert "  1 label deserves a look" in summary({**report, "label_issues": [{}]})[-1]
    with override("zh-hans"):
        assert "有 2 处标注值得核对" in summary({**report, "label_issues": [{}, {}]})[-1]


def test_the_summary_says_where_the_gold_had_nothing_to_find():
    report = {**dict.fromkeys(("f1", "precision", "recall", "seconds"), 0.0), "documents": 1, "learned": 0,
              "unreadable": [], "unknown_fields": [], "retrained": None}
    told = {n: summary({**report, "fields": {"tax": {"n": n, "f1": 0.0}}})[-1] for n in (0, 1)}
    assert "names no value" in told[0] and "names no value" not in told[1]


def test_the_summary_says_where_a_scored_file_was_learned_from_under_another_id():
    rows = [{"id": name, "path": path} for name, path in (("a", "1"), ("b", "2"), ("c", "1"), ("d", "2"))]
    assert (_known(rows, 0), _known(rows, 1), _known(rows, 2)) == ([], ["c"], ["c", "d"])
    report = {**dict.fromkeys(("f1", "precision", "recall", "seconds"), 0.0), "documents": 2, "learned": 2,
              "fields": {"tax": {"n": 1, "f1": 0.0}}, "unreadable": [], "unknown_fields": [], "retrained": None}
    assert "two lines name their files: 1" in summary({**report, "known": ["c"]})[-1]


def test_what_a_measurement_is_doing_is_told_in_the_language_of_the_terminal():
    for language, told in (("en", "Answering the others 3/3"), ("zh-hans", "识别其余文档 3/3")):
        out = io.StringIO()
        with override(language):
            ProgressLine(out)("answer", 3, 3)
        assert out.getvalue() == f"{told}\n"
