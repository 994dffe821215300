"""What every test may ask for."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from datetime import timezone as tz
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.testcases import TransactionTestCase
from django.utils import timezone
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis.internal.conjecture import providers

if TYPE_CHECKING:
    from docmgr.accounts.models import Role, User
    from docmgr.doctypes.models import DocumentType
    from docmgr.documents.models import Document

# A busy machine makes any single example slow, and slow to make. Every run tries the same examples, and none is made of
# what stands in modules that other tests happened to load: whether a change may go in hangs on the change alone. Others
# are tried with ``--hypothesis-profile=exploring``.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
hypothesis_settings.register_profile("exploring", hypothesis_settings.get_profile("any machine"), derandomize=False)
hypothesis_settings.load_profile("any machine")
providers._get_local_constants = providers.Constants

pytest_plugins = ["tests.services.fixtures"]

# Commands speak the language of the terminal; the tests read English ones, whoever runs them.
os.environ["LC_ALL"] = "C.UTF-8"

# As many processes as cores run the tests: were each to calculate on all cores, they would wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# It tells PyMuPDF what to do without, also where a test draws files before anybody asks for the engine.
import ocr_engine.ingest  # noqa: E402, F401
from ocr_engine.backends import registry  # noqa: E402
from ocr_engine.recognise import allocator  # noqa: E402

SELDOM = 10_000         # objects made between two looks for garbage; 700 as Python has it is 3 % of a test's CPU
LARGE = 1_000_000_000   # bytes of a test process
GROWN = 200_000_000     # by which one that was large already has become larger
LEFT = pytest.StashKey[int]()  # bytes of this process when it had let go of all it could
LONGEST_NAME = 60       # characters of a case within the name of its test
STANDING = ("django_content_type", "auth_permission")  # follow from the models alone


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Thousands of tests and all that they import stay to the end: to look through them for what nobody needs any more,
    again and again while they are collected, is a third of that time, and later a part of every test's. What tests load
    afterwards stays as well, and is looked through seldom."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(SELDOM)
        gc.enable()


@pytest.hookimpl(wrapper=True)  # the groups before they are read, the order after everybody else's
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """With several processes: tests of a file that share what is made once per file run in one, or it is made twice.
    What takes long begins first, groups before single tests, so that no process is left alone with the last of them.
    """
    for item in items:
        fixtures = getattr(item, "_fixtureinfo", None)
        made = [f.scope for found in fixtures.name2fixturedefs.values() for f in found] if fixtures else []
        shares = "module" in made or hasattr(getattr(item, "module", None), "again")
        if shares and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
        asks = item.get_closest_marker("django_db")
        if asks and asks.kwargs.get("transaction"):  # what needs real commits is where databases differ most
            item.add_marker(pytest.mark.database)
    yield
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: (not item.get_closest_marker("long"), not item.get_closest_marker("xdist_group")))


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """What is made while tests are collected may hold the time of day (an archive does), and each process collects for
    itself: by its content such a case would have another name in each, and the whole run would end there."""
    return argname if isinstance(val, str | bytes) and len(val) > LONGEST_NAME else None


@pytest.hookimpl(trylast=True)  # after the fixtures of the file have ended
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Between two files a large process lets go of the readers that the engine keeps: made again they cost a second,
    and looking for what else nobody needs costs half of one. One that stays as large without them (torch, all that was
    imported) does so again only when it has grown: it had been done between any two files, for hundreds of them."""
    full = max(LARGE, item.config.stash.get(LEFT, 0) + GROWN)
    if (nextitem is None or nextitem.path != item.path) and allocator.held() > full:
        registry.forget()
        gc.collect()
        allocator.give_back()
        item.config.stash[LEFT] = allocator.held()


@pytest.fixture(autouse=True, scope="session")
def _emptying_a_test_database() -> Iterator[None]:
    """Tests that really commit empty the tables afterwards, which the audit log refuses: lift that for the moment.

    Django would also write down all models and permissions anew each time, which takes ten times as long.
    """
    from docmgr.audit import triggers
    from docmgr.audit.models import AuditHead

    original = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        connection = connections["default"]
        triggers.remove(connection)
        _empty(connection)
        AuditHead.objects.get_or_create(pk=1)
        triggers.install(connection)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[method-assign]


def _empty(connection: BaseDatabaseWrapper) -> None:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in sorted({*tables}.difference(STANDING)):  # who belongs to whom is looked at when all are empty
            cursor.execute(f'DELETE FROM "{table}"')


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_looked_for_once() -> Iterator[None]:
    """Every test client stands for a server that starts and opens each static file: half of the time of many tests."""
    from django.conf import settings
    from whitenoise.middleware import WhiteNoiseMiddleware

    original, known = WhiteNoiseMiddleware.add_files_from_finders, {}

    def add(server: WhiteNoiseMiddleware) -> None:
        where = (server.static_prefix, *settings.STATICFILES_DIRS)
        if where not in known:
            original(server)
            known[where] = dict(server.files)
        server.files.update(known[where])

    WhiteNoiseMiddleware.add_files_from_finders = add
    yield
    WhiteNoiseMiddleware.add_files_from_finders = original


@pytest.fixture(autouse=True)
def _nothing_learned_by_the_test_before() -> Iterator[None]:
    """Rows of different tests may bear the same numbers, which in one process mean the same layout."""
    yield
    if (memory := sys.modules.get("docmgr.training.layouts.memory")) is not None:
        memory._OPENED.clear()


@pytest.fixture(autouse=True)
def _leases_stand_where_only_the_test_sees_its_rows(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a test does in one transaction is hidden from the threads that keep leases: whatever takes longer than their
    first beat would count as taken away. Tests of leases really commit (``transaction=True``)."""
    marker = request.node.get_closest_marker("django_db")
    commits = (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames
    if commits or not (marker or "db" in request.fixturenames):
        return
    from docmgr.pipeline.worker import heartbeat, pulse

    for keeper in (pulse.Pulse, heartbeat.Heartbeat):
        monkeypatch.setattr(keeper, "_beat", lambda self: None)


@pytest.fixture
def noon() -> Iterator[None]:
    """It is noon where the installation stands: what is counted by the day meets no midnight."""
    with timezone.override(tz(timedelta(hours=12 - datetime.now(UTC).hour))):
        yield


@pytest.fixture
def people(db: None) -> dict[Role, User]:
    """One person of each role."""
    from docmgr.accounts.models import Role, User

    return {role: User.objects.create_user(f"{role.value}-{role.label}".lower(), role=role) for role in Role}


@pytest.fixture
def employee(people: dict[Role, User]) -> User:
    from docmgr.accounts.models import Role

    return people[Role.EMPLOYEE]


@pytest.fixture
def reviewer(people: dict[Role, User]) -> User:
    from docmgr.accounts.models import Role

    return people[Role.REVIEWER]


@pytest.fixture
def admin(people: dict[Role, User]) -> User:
    from docmgr.accounts.models import Role

    return people[Role.ADMIN]


@pytest.fixture
def built_in_types(db: None) -> dict[str, DocumentType]:
    """The types that come with the product, by key."""
    from docmgr.doctypes.builtin import load_all
    from docmgr.doctypes.models import DocumentType

    load_all()
    return {t.key: t for t in DocumentType.objects.select_related("live")}


@pytest.fixture
def make_document(db: None) -> Callable[..., Document]:
    """make_document(owner, status=…, name=…, text=…): a row with its own blob, without the engine or a file."""
    from docmgr.documents.models import Blob, Document
    from docmgr.documents.text import search_text

    def make(owner: User, *, name: str = "scan.pdf", text: str = "", sha256: str = "", **columns: Any) -> Document:
        digest = sha256 or f"{Document.objects.count() + 1:064x}"
        blob, _made = Blob.objects.get_or_create(sha256=digest, defaults={"size": 1, "media_type": "application/pdf"})
        return Document.objects.create(
            owner=owner, blob=blob, name=name, department=owner.department, search_text=search_text([name, text]),
            **columns)

    return make


@pytest.fixture
def submit(db: None) -> Callable[..., Document]:
    """submit(owner, content, name=…): what an upload does, up to the job that waits for a worker."""
    from docmgr.pipeline import flow

    def hand_in(owner: User, content: bytes, *, name: str = "scan.pdf", **how: Any) -> Document:
        return flow.submit(stream=io.BytesIO(content), name=name, owner=owner, **how).document

    return hand_in


@pytest.fixture
def files_dir(settings: Any, tmp_path: Any) -> Any:
    """An empty file store of this test's own."""
    folder = tmp_path / "files"
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": folder}}
    settings.STORAGES = storages
    return folder
