"""Settings of the test run: the product's own, in a throw-away data folder, with cheap password hashing."""

import atexit
import os
import shutil
import tempfile

# Each process that shares the tests has its own: it would meet the half-written files of the others. What the first one
# made is inherited by all that it starts, so whose a folder is stands beside it.
_OURS = os.environ.get("PYTEST_XDIST_TESTRUNUID", "") + os.environ.get("PYTEST_XDIST_WORKER", "")
if "DOCMGR_DATA" not in os.environ or os.environ.get("DOCMGR_TEST_DATA_OF", _OURS) != _OURS:
    os.environ["DOCMGR_DATA"] = tempfile.mkdtemp(prefix="docmgr-test-")
    os.environ["DOCMGR_TEST_DATA_OF"] = _OURS
    # Whoever made it throws it away: processes started by a test inherit the name and must leave it alone.
    atexit.register(shutil.rmtree, os.environ["DOCMGR_DATA"], ignore_errors=True)
os.environ.setdefault("DOCMGR_LANGUAGE", "en")

from docmgr.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, as in the product: threads of an in-memory database would share one connection and its locks.
    DATABASES["default"]["TEST"] = {"NAME": DATA_DIR / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;")
