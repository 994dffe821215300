"""TrOCR goes on learning: measured on layouts it never saw, kept only where it is better, and read by the backend."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from ocr_engine.errors import MESSAGES, TrainingFailed
from ocr_engine.finetune import Limits, run
from ocr_engine.finetune.__main__ import main
from ocr_engine.finetune.imagefolder import read_folder
from tests.engine.finetune import tiny

os.environ.setdefault("HF_HUB_OFFLINE", "1")
QUICK = Limits(steps=120, rate=2e-3, batch=8, checks=3, held_out=0.25, device="cpu")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch

    torch.set_num_threads(1)
    return tiny.trocr(tmp_path_factory.mktemp("trocr") / "base")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.imagefolder(tmp_path_factory.mktemp("lines") / "data")


def sums(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir()}


@pytest.fixture(scope="module")
def trained(base, data, tmp_path_factory):
    out, told, before = tmp_path_factory.mktemp("out") / "model", [], sums(base)
    facts = run("trocr", data, base, out, lambda *step: told.append(step), limits=QUICK)
    assert sums(base) == before, "the base model was touched"
    return facts, out, told


def test_training_lowers_the_errors_on_layouts_it_never_saw_and_says_by_how_much(trained):
    facts, _out, _told = trained
    assert facts["kept"] == "trained" and facts["after"]["cer"] < facts["before"]["cer"] / 2
    assert facts["after"]["loss"] < facts["before"]["loss"]
    assert facts["examples"] + facts["held_out"] == 32 and facts["stopped"] in ("steps", "early")


def test_what_was_trained_reads_lines_through_the_backend_and_says_how_sure_it_is(trained):
    from ocr_engine.backends.trocr_model import TrocrModel

    _facts, out, _told = trained
    strips = [tiny.print_of(word, seed=900 + i) for i, word in enumerate(tiny.WORDS)]
    readings = TrocrModel(out, device="cpu").read(strips)
    assert sum(r.text == word for r, word in zip(readings, tiny.WORDS, strict=True)) >= 3
    assert all(0 < r.confidence <= 1 for r in readings)


def test_the_result_holds_safetensors_and_its_facts_and_nothing_else_is_left(trained):
    facts, out, _told = trained
    names = {p.name for p in out.iterdir()}
    assert {"model.safetensors", "finetune.json"} <= names and not {n for n in names if n.endswith((".bin", ".pt"))}
    assert json.loads((out / "finetune.json").read_text()) == facts
    assert facts["files"]["model.safetensors"] == sums(out)["model.safetensors"]
    assert [p.name for p in out.parent.iterdir()] == ["model"]


def test_progress_is_told_step_by_step(trained):
    _facts, _out, told = trained
    stages = list(dict.fromkeys(stage for stage, _done, _total in told))
    assert stages == ["check", "load", "evaluate", "train", "save"]
    assert [done for stage, done, _ in told if stage == "train"][:3] == [0, 1, 2]


def test_the_same_seed_gives_the_same_weights(base, data, tmp_path):
    few = Limits(steps=4, rate=5e-3, checks=1, device="cpu")
    facts = [run("trocr", data, base, tmp_path / str(n), limits=few) for n in range(2)]
    assert facts[0]["after"] == facts[1]["after"] and facts[0]["files"] == facts[1]["files"]


def test_what_is_worse_than_the_base_is_not_kept(trained, data, tmp_path):
    _facts, good, _told = trained
    ruinous = Limits(steps=2, rate=10.0, checks=1, device="cpu", held_out=0.25)
    facts = run("trocr", data, good, tmp_path / "out", limits=ruinous)
    assert facts["kept"] == "base" and not (tmp_path / "out").exists() and list(tmp_path.iterdir()) == []


def test_a_training_ends_when_its_time_is_over(base, data, tmp_path):
    facts = run("trocr", data, base, tmp_path / "out",
                limits=Limits(steps=5000, seconds=0.05, rate=5e-3, device="cpu"))
    assert facts["stopped"] == "time" and facts["steps"] < 5000


def test_whoever_follows_the_progress_can_stop_it_and_nothing_stays_behind(base, data, tmp_path):
    class Cancelled(ValueError):
        pass

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "train" and done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        run("trocr", data, base, tmp_path / "out", stop, limits=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_lines_of_a_layout_stand_on_one_side_only(data):
    taught, held = read_folder(data, Limits(held_out=0.25))
    assert held and not {line.layout for line in taught} & {line.layout for line in held}


def test_a_folder_that_is_parted_already_stays_parted(tmp_path):
    tiny.imagefolder(tmp_path / "d" / "train", 12)
    tiny.imagefolder(tmp_path / "d" / "test", 4)
    taught, held = read_folder(tmp_path / "d", Limits())
    assert (len(taught), len(held)) == (12, 4)


@pytest.mark.parametrize(("line", "code"), [
    ("not json", "finetune_line"),
    ('{"file_name": "000.png"}', "finetune_line"),
    ('{"file_name": "000.png", "text": "  "}', "finetune_line"),
    ('{"file_name": "absent.png", "text": "a"}', "finetune_picture"),
    ('{"file_name": "../outside.png", "text": "a"}', "finetune_picture"),
    ('{"file_name": "broken.png", "text": "a"}', "finetune_picture"),
])
def test_data_that_cannot_be_used_are_refused_with_the_line(base, tmp_path, line, code):
    folder = tiny.imagefolder(tmp_path / "data", 8)
    (tmp_path / "outside.png").write_bytes((folder / "000.png").read_bytes())
    (folder / "broken.png").write_bytes(b"\x89PNG")
    index = folder / "metadata.jsonl"
    index.write_text(index.read_text() + line + "\n")
    with pytest.raises(TrainingFailed) as failed:
        run("trocr", folder, base, tmp_path / "out")
    assert failed.value.code == code in MESSAGES and failed.value.params["line"] == 9


def test_what_is_missing_is_named_before_anything_is_loaded(base, data, tmp_path):
    def code(**changed):
        given = {"data": data, "base": base, "out": tmp_path / "out", **changed}
        with pytest.raises(TrainingFailed) as failed:
            run("trocr", given["data"], given["base"], given["out"])
        return failed.value.code

    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "config.json").write_text('{"model_type": "bert"}')
    assert code(base=tmp_path / "nowhere") == "finetune_base_missing"
    assert code(base=tmp_path / "other") == "finetune_base_other"
    assert code(data=tmp_path / "nowhere") == "finetune_data_missing"
    assert code(data=tiny.imagefolder(tmp_path / "few", 4)) == "finetune_too_few"
    assert code(out=tmp_path / "other") == "finetune_out_used"


def test_the_command_line_says_what_is_wrong_and_answers_with_its_status(base, data, tmp_path, capsys):
    where = ["--data", str(data), "--out", str(tmp_path / "out")]
    assert main(["trocr", *where, "--base", str(tmp_path)]) == 1
    assert "holds no model" in capsys.readouterr().err
    assert main(["trocr", *where, "--base", str(base), "--steps", "0"]) == 2
    assert main(["trocr", *where, "--base", str(base), "--steps", "40", "--rate", "5e-3", "--device", "cpu"]) in (0, 3)
    assert json.loads(capsys.readouterr().out)["kind"] == "trocr"


def test_what_does_not_beat_an_earlier_training_is_not_kept_and_both_are_measured_on_the_same_lines(
    trained, base, data, tmp_path,
):
    facts, champion, _told = trained
    weak = replace(QUICK, steps=6, checks=1)
    lost = run("trocr", data, base, tmp_path / "weak", limits=weak, champion=champion)
    assert lost["champion"]["cer"] == facts["after"]["cer"] and lost["after"]["cer"] > lost["champion"]["cer"]
    assert lost["kept"] == "champion" and lost["after"]["cer"] < lost["before"]["cer"]
    assert not (tmp_path / "weak").exists()


def test_an_earlier_training_that_cannot_be_read_any_more_stands_in_nobodys_way(base, data, tmp_path):
    (tmp_path / "gone").mkdir()
    facts = run("trocr", data, base, tmp_path / "new", limits=QUICK, champion=tmp_path / "gone")
    assert (facts["kept"], facts["champion"]) == ("trained", None)
