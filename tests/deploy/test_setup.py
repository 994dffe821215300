"""The set-up scripts: which torch is taken, what is said where nothing can be installed, and nothing done twice."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts" / "setup"
PIP = """#!/bin/bash
shift 3  # -m pip --disable-pip-version-check
if [ "$1" = install ]; then echo "$*" >> calls; fi
case "$*" in
  show*) exit 1;;
  *+cpu*) exit "${CPU_WHEEL_MISSING:-0}";;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose virtual environment only writes down what pip would have been told."""
    (tmp_path / "requirements.txt").write_text("torch==2.13.0   # models\n")
    (tmp_path / "requirements-dev.txt").write_text("pytest\n")
    (tmp_path / "constraints.txt").write_text("pytest==9.1.1\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    executable(python, PIP)
    (tmp_path / "bin").mkdir()
    return tmp_path


def executable(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def run(script: str, project: Path, *arguments: str, alone: bool = False, **environment: str):
    """``alone``: the script finds no other programs than those in the project's bin."""
    path = f"{project}/bin" if alone else f"{project}/bin:{os.environ['PATH']}"
    return subprocess.run(
        [shutil.which("bash") or "/bin/bash", str(SCRIPTS / script), *arguments], cwd=project, text=True, check=False,
        capture_output=True, stdin=subprocess.DEVNULL, env={"PATH": path, "HOME": str(project), **environment})


def torch_calls(project: Path) -> list[str]:
    return [line for line in (project / "calls").read_text().splitlines() if "torch==" in line]


without_driver = pytest.mark.skipif(Path("/proc/driver/nvidia/version").exists(), reason="an NVIDIA driver is there")


@without_driver
def test_without_a_driver_the_cpu_build_comes_from_where_pip_looks(project):
    executable(project / "bin" / "nvidia-smi", "#!/bin/bash\nexit 9\n")
    assert run("python.sh", project, "run").returncode == 0
    assert torch_calls(project) == ["install -q torch==2.13.0+cpu"]


@without_driver
def test_without_a_driver_the_index_of_cpu_builds_is_asked_where_pip_has_none(project):
    executable(project / "bin" / "nvidia-smi", "#!/bin/bash\nexit 9\n")
    outcome = run("python.sh", project, "run", CPU_WHEEL_MISSING="1", TORCH_INDEX="https://mirror.test/cpu")
    assert outcome.returncode == 0, outcome.stderr
    assert torch_calls(project)[-1] == "install -q torch==2.13.0 --index-url https://mirror.test/cpu"


def test_with_a_driver_torch_comes_with_cuda(project):
    executable(project / "bin" / "nvidia-smi", "#!/bin/bash\necho GPU 0\n")
    assert run("python.sh", project, "run").returncode == 0
    assert torch_calls(project) == ["install -q torch==2.13.0"]


def test_where_the_release_has_no_browser_the_tests_get_one(project):
    for tool in ("bash", "cat", "sed", "sha256sum", "cut", "grep", "rm", "touch", "env"):
        (project / "bin" / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    python = project / ".venv" / "bin" / "python"
    executable(python, PIP.replace("shift 3", 'echo "$*" >> asked; shift 3'))
    assert run("python.sh", project, "run", alone=True).returncode == 0
    assert "playwright" not in (project / "asked").read_text()
    assert run("python.sh", project, "test", alone=True).returncode == 0
    assert "-m playwright install --with-deps chromium" in (project / "asked").read_text()


def test_the_second_start_installs_nothing_and_a_changed_list_does(project):
    run("python.sh", project, "test")
    before = (project / "calls").read_text()
    run("python.sh", project, "test")
    run("python.sh", project, "run")
    assert (project / "calls").read_text() == before
    (project / "requirements.txt").write_text("torch==2.13.0\ndjango\n")
    run("python.sh", project, "run")
    assert (project / "calls").read_text() != before


def installs(project: Path) -> list[str]:
    return [line for line in (project / "calls").read_text().splitlines() if " -r " in line]


def test_everybody_gets_the_versions_that_the_tests_ran_with(project):
    assert run("python.sh", project, "test").returncode == 0
    assert installs(project) == [
        "install -q -r requirements.txt -c constraints.txt", "install -q -r requirements-dev.txt -c constraints.txt"]
    (project / "constraints.txt").write_text("pytest==9.1.2\n")
    run("python.sh", project, "run")
    assert len(installs(project)) == 3


def test_where_a_version_cannot_be_had_another_allowed_one_is_taken_and_that_is_told(project):
    executable(project / ".venv" / "bin" / "python", PIP.replace("esac", "  *constraints*) exit 1;;\nesac"))
    outcome = run("python.sh", project, "run")
    assert outcome.returncode == 0 and "constraints.txt" in outcome.stdout
    assert installs(project)[-1] == "install -q -r requirements.txt"


UV = """#!/bin/bash
echo "uv $*" >> calls
case "$*" in
  "python install"*) mkdir -p .python; printf '%s' "$INTERPRETER" > .python/fetched; chmod +x .python/fetched;;
  "python find"*) echo "$PWD/.python/fetched";;
esac
"""
# Makes a virtual environment as python -m venv does, in which only what pip would be told is written down.
INTERPRETER = """#!/bin/bash
mkdir -p "$3/bin"
printf '%s' "$PIP" > "$3/bin/python"; printf '%s' "$UV" > "$3/bin/uv"; chmod +x "$3/bin/python" "$3/bin/uv"
"""


def test_where_the_release_has_only_later_pythons_the_right_one_is_fetched(project):
    shutil.rmtree(project / ".venv")
    executable(project / "bin" / "python3", INTERPRETER)
    outcome = run("python.sh", project, "run", PYTHON="python3.99", PIP=PIP, UV=UV, INTERPRETER=INTERPRETER)
    assert outcome.returncode == 0, outcome.stderr
    calls = (project / "calls").read_text()
    assert "uv python install --no-bin 3.99" in calls and (project / ".venv" / "bin" / "python").exists()
    assert torch_calls(project)


def apt(project: Path, *known: str) -> None:
    """A release that has these packages, and nothing but the most ordinary programs installed."""
    for tool in ("cat", "tr", "grep"):
        (project / "bin" / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    bash = shutil.which("bash")
    executable(project / "bin" / "id", f"#!{bash}\necho 0\n")
    executable(project / "bin" / "env", f'#!{bash}\nwhile [[ $1 == *=* ]]; do shift; done; "$@"\n')
    executable(project / "bin" / "apt-cache", f'#!{bash}\n[[ " {" ".join(known)} " == *" $2 "* ]]\n')
    executable(project / "bin" / "apt-get", f'#!{bash}\n[ "$1" = update ] || echo "$*" >> calls\n')


@pytest.mark.parametrize(("known", "wanted"), [
    (["python3.99"], "python3.99 python3.99-venv"), ([], "python3 python3-venv")])
def test_the_python_of_the_distribution_is_taken_where_it_has_the_right_one(project, known, wanted):
    apt(project, *known)
    assert run("packages.sh", project, "run", alone=True, PYTHON="python3.99").returncode == 0
    assert f"--no-install-recommends {wanted} gettext\n" in (project / "calls").read_text()


@pytest.mark.parametrize(("known", "wanted"), [
    (["chromium-headless-shell", "chromium"], " chromium-headless-shell "), (["chromium"], " chromium "), ([], None)])
def test_the_tests_get_the_lightest_browser_that_the_distribution_has(project, known, wanted):
    apt(project, *known)
    assert run("packages.sh", project, "test", alone=True, PYTHON="python3.99").returncode == 0
    calls = (project / "calls").read_text()
    assert wanted in calls if wanted else "chromium" not in calls


def test_where_nothing_can_be_installed_the_missing_packages_are_named(project):
    for tool in ("cat", "tr"):
        (project / "bin" / tool).symlink_to(shutil.which(tool) or f"/bin/{tool}")
    executable(project / "bin" / "id", f"#!{shutil.which('bash')}\necho 1000\n")
    outcome = run("packages.sh", project, "run", alone=True, PYTHON="python3.11")
    assert outcome.returncode == 1
    assert "sudo apt-get install python3.11 python3.11-venv gettext" in outcome.stderr


def test_translations_are_compiled_only_where_they_changed(project):
    catalogue = project / "docmgr" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a"\nmsgstr "甲"\n')
    assert run("messages.sh", project).returncode == 0
    compiled = catalogue.with_suffix(".mo")
    assert "甲".encode() in compiled.read_bytes()
    compiled.write_bytes(b"untouched")
    run("messages.sh", project)
    assert compiled.read_bytes() == b"untouched"
