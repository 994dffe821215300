"""Fine-tuning a reader from the page of a type: when it can start, why not, and what it is measured against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from docmgr.accounts.models import Role, User
from docmgr.doctypes.models import DocumentType
from docmgr.pipeline import jobs as runner
from docmgr.training.background import jobs
from docmgr.training.models import Job
from docmgr.training.trained import versions
from tests.matrix.world import client_of
from tests.review import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_dir")]
RETRAIN = "/models/test_invoice/retrain"


@pytest.fixture
def doc_type(db: None) -> DocumentType:
    return makers.invoice_type()


@pytest.fixture
def boss(people: dict[Role, User]) -> Client:
    return client_of(people[Role.ADMIN], headers={"Accept-Language": "en"})


def shown(client: Client) -> str:
    return " ".join(client.get("/models/test_invoice/").content.decode().split())


def test_without_a_base_model_the_page_says_what_to_do_and_starts_nothing(boss: Client, doc_type: DocumentType) -> None:
    page = shown(boss)
    assert "put its folder where DOCMGR_TROCR_BASE names it" in page and "DOCMGR_HUNYUAN_BASE" in page
    assert 'value="trocr"' not in page
    refused = boss.post(RETRAIN, {"engine": "trocr"})
    assert refused.status_code == 422 and "DOCMGR_TROCR_BASE" in refused.content.decode()
    assert boss.post(RETRAIN, {"engine": "abacus"}).status_code == 422 and not Job.objects.exists()


def test_with_a_base_model_a_button_starts_the_training_of_that_reader(
    boss: Client, doc_type: DocumentType, settings: Any, tmp_path: Path,
) -> None:
    settings.TROCR_BASE = str(tmp_path)
    assert 'value="trocr"' in shown(boss)
    assert boss.post(RETRAIN, {"engine": "trocr"}).status_code == 302
    assert Job.objects.get().params == {"type": "test_invoice", "engine": "trocr"}
    assert "Retraining" in shown(boss) and "hx-get" in shown(boss)


def test_a_training_that_is_refused_in_the_background_says_so_in_the_language_of_the_reader(
    boss: Client, doc_type: DocumentType, people: dict[Role, User],
) -> None:
    runner.work(jobs.start("retrain", by=people[Role.ADMIN], params={"type": "test_invoice", "engine": "trocr"}).pk)
    assert "There is no base model on disk" in shown(boss)
    chinese = client_of(people[Role.ADMIN], headers={"Accept-Language": "zh-hans"})
    assert "磁盘上没有基础模型" in shown(chinese)


def test_the_page_shows_a_fine_tuned_version_beside_its_base_and_the_live_one(
    boss: Client, doc_type: DocumentType, people: dict[Role, User],
) -> None:
    versions.register(doc_type, by=None, taken=True, engine="trocr", folder="trocr-1", type_version=doc_type.live)
    versions.register(
        doc_type, by=None, taken=False, engine="trocr", type_version=doc_type.live,
        reason=[{"code": "champion_is_better"}],
        figures={"before": {"cer": 0.5}, "after": {"cer": 0.31}, "live": {"cer": 0.125}, "against": 1, "held_back": 9})
    page = shown(boss)
    assert "The version that is live is as good on what was held back." in page and "#1 is live" in page
    assert all(figure in page for figure in ("0.500", "0.125", "0.310", "Champion #1"))
