"""The settings: told completely in the documentation, refused plainly where wrong, safe where the site is public."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from docmgr.core import env
from docmgr.core.management.commands.settings_table import put_into

ROOT = Path(__file__).resolve().parents[2]
LDAP = {"DOCMGR_LDAP_URI": "ldaps://ldap.firm.test", "DOCMGR_LDAP_USER_BASE": "ou=people,dc=firm,dc=test"}


def manage(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DOCMGR_", "DATABASE_URL", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, text=True, capture_output=True, check=False,
        env={**clean, "DOCMGR_DATA": str(tmp_path), **environment})


def test_the_table_of_settings_in_the_documentation_is_the_one_of_the_code():
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert put_into(page) == page, "run: make settings-table"
    assert "`DOCMGR_DATA`" in page


def test_every_setting_is_explained_in_one_sentence():
    for variable in env.DECLARED.values():
        assert variable.about.endswith("."), variable.name


def test_the_deployment_check_has_nothing_to_say_about_a_public_site(tmp_path):
    outcome = manage(
        tmp_path, "check", "--deploy", "--fail-level", "WARNING", DOCMGR_HTTPS="1", DOCMGR_HOSTS="docs.firm.test",
        DOCMGR_ORIGINS="https://docs.firm.test")
    assert outcome.returncode == 0, outcome.stderr


@pytest.mark.parametrize("environment, words", [
    ({"PORT": "eighty"}, "PORT: expected a whole number"),
    ({"DOCMGR_WORKERS": "-1"}, "DOCMGR_WORKERS: expected a whole number"),
    ({"DOCMGR_LEASE_SECONDS": "nan"}, "DOCMGR_LEASE_SECONDS: expected a number"),
    ({"DOCMGR_DEBUG": "perhaps"}, "DOCMGR_DEBUG"),
    ({**LDAP, "DOCMGR_LDAP_URI": "ldap://ldap.firm.test"}, "clear text"),
    ({**LDAP, "DOCMGR_LDAP_URI": "http://ldap.firm.test"}, "neither"),
    ({**LDAP, "DOCMGR_LDAP_USER_BASE": ""}, "DOCMGR_LDAP_USER_BASE"),
    ({**LDAP, "DOCMGR_LDAP_GROUP_ADMIN": "cn=a,dc=firm,dc=test"}, "DOCMGR_LDAP_GROUP_BASE"),
    ({**LDAP, "DOCMGR_LDAP_CA_FILE": "/nowhere/ca.pem"}, "DOCMGR_LDAP_CA_FILE"),
    ({"DOCMGR_SECRET_KEY": "change-me"}, "DOCMGR_SECRET_KEY"),
])
def test_a_setting_that_makes_no_sense_ends_the_program_in_plain_words(tmp_path, environment, words):
    outcome = manage(tmp_path, "check", **environment)
    assert outcome.returncode != 0
    assert words in outcome.stderr and "Traceback" not in outcome.stderr


def test_a_directory_that_is_configured_well_is_asked_after_local_accounts(tmp_path):
    code = "from django.conf import settings; print(settings.AUTHENTICATION_BACKENDS, settings.AUTH_LDAP_CACHE_TIMEOUT)"
    outcome = manage(tmp_path, "shell", "--no-imports", "-c", code, **LDAP)
    assert outcome.stdout.index("LocalBackend") < outcome.stdout.index("DirectoryBackend")


def test_secrets_that_were_not_given_are_made_once_and_kept_from_others(tmp_path):
    read = "from django.conf import settings; print(settings.SECRET_KEY, settings.AUDIT_KEY)"
    first, second = (manage(tmp_path, "shell", "--no-imports", "-c", read).stdout for _ in range(2))
    assert first == second and len(set(first.split())) == 2
    assert all((tmp_path / name).stat().st_mode & 0o077 == 0 for name in ("secret_key", "audit_key"))


def test_demo_people_are_not_made_where_nobody_asked_for_a_demo(tmp_path):
    assert "known password" in manage(tmp_path, "demo").stderr
