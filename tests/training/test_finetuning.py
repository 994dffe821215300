"""Fine-tuned readers: from what people confirmed to a registered version, through the loading code of the real ones."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docmgr.accounts.models import Role, User
from docmgr.core.exceptions import Invalid
from docmgr.core.lease import JobState
from docmgr.doctypes.models import DocumentType
from docmgr.extraction.engine import reading
from docmgr.pipeline.worker import leftovers
from docmgr.training.background.jobs import Try
from docmgr.training.models import Job, ModelVersion
from docmgr.training.trained import finetuning, retraining, versions
from docmgr.training.trained.weight_store import folder_of, is_whole
from tests.again import again
from tests.engine.finetune import tiny as tiny_lines
from tests.engine.vlm import tiny as tiny_models
from tests.review import makers
from tests.training import shops

os.environ.setdefault("HF_HUB_OFFLINE", "1")
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]


@pytest.fixture
def confirmed(files_dir: Path) -> DocumentType:
    """Two receipts of each of five shops, with what a person says of them."""
    return again(_confirmed)


def _confirmed() -> DocumentType:
    employee, reviewer, invoice_type = makers.person("emil", Role.EMPLOYEE), makers.person("wei"), makers.invoice_type()
    for s, shop in enumerate(shops.SHOPS):
        for n in range(2):
            shops.approved(
                employee, reviewer, invoice_type, shop, number=f"R{s}0{n}47", total=f"1,{s}{n}0.50")
    return invoice_type


@pytest.mark.parametrize(("kind", "setting", "make"), [
    ("trocr", "TROCR_BASE", tiny_lines.trocr),
    pytest.param("hunyuan", "HUNYUAN_BASE", lambda folder: tiny_models.hunyuan(folder, teachable=True),
                 marks=pytest.mark.slow),
])
def test_a_reader_is_fine_tuned_from_confirmed_values_and_registered_with_its_figures(
    kind: str, setting: str, make: Callable[[Path], Path], confirmed: DocumentType, admin: User, settings: Any,
    tmp_path: Path,
) -> None:
    setattr(settings, setting, str(make(tmp_path / "base")))
    settings.DATA_DIR, settings.FINETUNE_STEPS = tmp_path / "house", 3
    told: list[str] = []
    made = retraining.run({"type": confirmed.key, "engine": kind, "by": admin.pk},
                          progress=lambda stage, done, total: told.append(stage))
    version = confirmed.models.get(number=made["version"])
    assert version.engine == kind and version.created_by == admin and len(version.documents) == 10
    assert set(version.figures["before"]) == set(version.figures["after"]) and version.figures["held_back"] > 0
    assert "train" in told
    live = versions.live([confirmed.key])
    if made["taken"]:
        assert is_whole(version) and live.readers == {kind: folder_of(version.folder)}
        next(p for p in folder_of(version.folder).iterdir() if p.suffix == ".safetensors").write_bytes(b"?")
        assert not is_whole(version)
        cut_off = versions.live([confirmed.key])  # read with the reader of the settings, and the run says so
        assert (cut_off.readers, cut_off.missing) == ({}, {confirmed.key: version.number})
        versions.use_none(confirmed, by=admin, engine=kind)
        with pytest.raises(Invalid):
            versions.use(version, by=admin)
    else:
        assert version.reason == [{"code": "base_is_better"}] and live.readers == {}
        with pytest.raises(Invalid):
            versions.use(version, by=admin)
        assert not list((tmp_path / "house" / "models").glob(f"{kind}-*"))


@pytest.mark.parametrize("kind", ["trocr", "hunyuan"])
def test_without_a_base_model_the_refusal_names_the_setting(kind: str, confirmed: DocumentType, admin: User) -> None:
    with pytest.raises(Invalid) as refusal:
        retraining.run({"type": confirmed.key, "engine": kind}, progress=lambda *told: None)
    assert f"DOCMGR_{kind.upper()}_BASE" in str(refusal.value.message)
    assert not ModelVersion.objects.exists()


def test_a_fine_tuned_reader_takes_the_place_of_the_one_in_the_settings_and_of_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    from dataclasses import replace

    plain = reading.config()
    assert reading._with({"trocr": tmp_path, "hunyuan": tmp_path}) == plain
    monkeypatch.setattr(reading, "config", lambda: replace(plain, lines="handwriting", trocr_path="base"))
    assert reading._with({"trocr": tmp_path, "hunyuan": tmp_path}).trocr_path == str(tmp_path)


def test_a_folder_that_is_gone_is_read_without_and_said(confirmed: DocumentType, admin: User) -> None:
    versions.register(confirmed, by=admin, taken=True, engine="trocr", folder="trocr-gone", type_version=confirmed.live)
    live = versions.live([confirmed.key])
    assert (live.readers, live.missing) == ({}, {confirmed.key: 1})
    assert versions.out_of_order() == [f"{confirmed.key}#1"]


def test_what_a_killed_fine_tuning_left_on_the_disk_goes_by_itself_and_nothing_else(
    confirmed: DocumentType, admin: User, settings: Any, tmp_path: Path,
) -> None:
    settings.DATA_DIR, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "house", tmp_path / "uploads"
    folders = {name: folder_of(name) for name in (
        "trocr-0123456789ab", "trocr-3-00000000000a", ".hunyuan-00000000000b-x1", "trocr-4-00000000000c",
        "trocr-base-handwritten", "hunyuan-ocr")}
    for name, folder in folders.items():
        folder.mkdir(parents=True)
        if name != "trocr-4-00000000000c":  # somebody is at work on it
            os.utime(folder, (1, 1))
    versions.register(confirmed, by=admin, taken=False, type_version=confirmed.live, engine="trocr",
                      folder="trocr-0123456789ab")
    Job.objects.create(pk=3, kind="finetune", state=JobState.FAILED)
    assert leftovers.clear() == 2
    assert {f.name for f in folder_of("").iterdir()} == {
        "trocr-0123456789ab", "trocr-4-00000000000c", "trocr-base-handwritten", "hunyuan-ocr"}


def test_a_worker_beside_an_empty_database_deletes_no_trained_reader(db: None, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "house", tmp_path / "uploads"
    names = {"trocr-0123456789ab", "trocr-3-00000000000a"}
    for name in names:
        folder_of(name).mkdir(parents=True)
        os.utime(folder_of(name), (1, 1))
    assert leftovers.clear() == 0 and {f.name for f in folder_of("").iterdir()} == names


def test_what_an_earlier_try_of_the_same_training_left_goes_at_once(settings: Any, db: None, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "house", tmp_path / "uploads"
    uploads = tmp_path / "uploads"
    others = {f"trocr-70-{0:012x}", f"trocr-8-{1:012x}", f".trocr-8-{1:012x}-x_1", "trocr-7-base"}
    for name in (f"trocr-7-{2:012x}", f".trocr-7-{3:012x}-x_1", f".hunyuan-7-{4:012x}-x", *others):
        folder_of(name).mkdir(parents=True)
    for name in ("reading-trocr-7-x", "reading-trocr-8-x", "reading-x"):
        (uploads / name / "data").mkdir(parents=True)
    Job.objects.create(pk=7, kind="finetune", state=JobState.RUNNING)
    assert finetuning.clear_unregistered(Try(7, 2)) == 4
    assert {f.name for f in folder_of("").iterdir()} == others
    assert {f.name for f in uploads.iterdir()} == {"reading-trocr-8-x", "reading-x"}
