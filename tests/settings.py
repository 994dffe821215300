"""Settings of the test run: the product's own, in a throw-away data folder, with cheap password hashing."""

import os
import tempfile

os.environ.setdefault("DOCMGR_DATA", tempfile.mkdtemp(prefix="docmgr-test-"))
os.environ.setdefault("DOCMGR_LANGUAGE", "en")

from docmgr.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
