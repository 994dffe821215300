"""The deployment files say what the code does. Containers themselves are not started here."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import dj_database_url
import pytest
import yaml
from django.core.management import get_commands, load_command_class

from docmgr.core import env

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
INSTALLATION = {"PYTHON", "TORCH_INDEX"}


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_the_composition_has_every_part_and_waits_for_the_database(compose):
    services = compose["services"]
    assert set(services) == {"database", "queue", "prepare", "web", "worker", "directory"}
    assert services["prepare"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for part in ("web", "worker", "directory"):
        assert services[part]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
        assert services[part]["volumes"] == services["prepare"]["volumes"]


def test_the_composition_starts_with_no_known_password(compose):
    text = (DEPLOY / "compose.yaml").read_text()
    for secret in ("POSTGRES_PASSWORD", "DOCMGR_SECRET_KEY", "DOCMGR_AUDIT_KEY"):
        assert re.search(rf"\$\{{{secret}:\?", text), secret
        assert not re.search(rf"\$\{{{secret}:-", text), secret
    assert "DOCMGR_DEMO" not in text


def test_the_passwords_of_the_composition_enter_neither_the_image_nor_the_repository(compose):
    [settings] = compose["x-docmgr"]["env_file"]
    for ignoring in (".dockerignore", ".gitignore"):
        lines = [line.removeprefix("/") for line in (ROOT / ignoring).read_text().splitlines()]
        assert f"deploy/{settings['path']}" in lines, ignoring


def test_a_password_made_as_the_composition_says_fits_into_the_address_of_the_database(compose):
    recommended = re.search(r"openssl rand -\w+ \d+", (DEPLOY / "compose.yaml").read_text())
    address = compose["x-docmgr"]["environment"]["DATABASE_URL"]
    for _try in range(20):  # of random base64 every second one holds a slash
        password = subprocess.run(recommended[0].split(), capture_output=True, text=True, check=True).stdout.strip()
        parsed = dj_database_url.parse(re.sub(r"\$\{POSTGRES_PASSWORD.*?\}", password, address))
        assert (parsed["PASSWORD"], parsed["HOST"]) == (password, "database")


def test_people_are_compared_with_the_directory_as_often_as_the_setting_says(settings):
    for file in (DEPLOY / "compose.yaml", *UNITS):
        assert not re.search(r"--every\W+\d", file.read_text()), file.name
    parser = load_command_class("docmgr.accounts", "sync_ldap").create_parser("manage.py", "sync_ldap")
    assert parser.parse_args(["--every"]).every == settings.DIRECTORY_SYNC_SECONDS


def commands() -> list[tuple[str, str]]:
    files = [*UNITS, DEPLOY / "compose.yaml", DEPLOY / "README.md", ROOT / "Dockerfile"]
    return [(f.name, c) for f in files for c in re.findall(r"manage\.py[\", ]+([a-z_]+)", f.read_text())]


@pytest.mark.parametrize("file, command", commands())
def test_every_command_named_exists(file, command):
    assert command in get_commands()


@pytest.mark.parametrize("file", [DEPLOY / "compose.yaml", ROOT / "Dockerfile", *UNITS], ids=lambda f: f.name)
def test_every_setting_named_exists(file):
    named = set(re.findall(r"\b(DOCMGR_[A-Z_]+|DATABASE_URL)\b", file.read_text()))
    assert named <= set(env.DECLARED) | INSTALLATION


def test_the_upload_limit_of_the_proxy_is_not_below_that_of_the_product(settings):
    limit = re.search(r"client_max_body_size (\d+)g;", (DEPLOY / "nginx.conf").read_text())
    assert int(limit[1]) * 1024**3 > settings.UPLOAD_MAX_BYTES


def test_the_image_takes_only_files_that_exist():
    for source in re.findall(r"^COPY (?!--from)(\S+) ", (ROOT / "Dockerfile").read_text(), re.MULTILINE):
        assert (ROOT / source).exists(), source


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.name)
def test_systemd_understands_the_unit(unit, tmp_path):
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("systemd-analyze is not installed")
    # The program of the unit is not installed on this machine; everything else has to be right.
    copy = tmp_path / unit.name
    copy.write_text(re.sub(r"/opt/docmgr/\.venv/bin/python", shutil.which("true") or "/bin/true", unit.read_text()))
    outcome = subprocess.run([analyse, "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False)
    about_it = [line for line in outcome.stderr.splitlines() if unit.name in line]
    assert not about_it, about_it


def test_the_proxy_configuration_is_understood(tmp_path):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    if nginx is None:
        pytest.skip("nginx is not installed")
    from tests.services.slapd import make_certificates
    make_certificates(tmp_path)
    site = (DEPLOY / "nginx.conf").read_text()
    site = site.replace("/etc/ssl/docmgr/fullchain.pem", f"{tmp_path}/server.crt")
    site = site.replace("/etc/ssl/docmgr/privkey.pem", f"{tmp_path}/server.key")
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ {site} }}")
    outcome = subprocess.run([nginx, "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stderr
