"""The Makefile finds what it needs, or says in a line what to install."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

GOOD, OLD = "exit 0", "exit 1"


@pytest.fixture
def shell(tmp_path):
    """A machine on which only these programs are to be found: `shell(python3=OLD)` asks it for a Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "make", "rm"):
        (folder / tool).symlink_to(shutil.which(tool))

    def put(path: Path, script: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def shell(*pyenv: str, make: str = "python", **programs: str) -> subprocess.CompletedProcess[str]:
        for name, script in programs.items():
            put(folder / name.replace("_", "."), script)
        for version in pyenv:
            put(tmp_path / "pyenv" / "versions" / version / "bin" / "python3", GOOD)
        return subprocess.run(
            ["make", "--silent", "--file", settings.BASE_DIR / "Makefile", make],
            env={"PATH": str(folder), "PYENV_ROOT": str(tmp_path / "pyenv")},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    return shell


def test_a_new_python_is_taken_before_an_old_python3(shell):
    assert shell(python3_12=GOOD, python3=OLD).stdout == "python3.12\n"


def test_a_shim_that_leads_nowhere_is_passed_over(shell):
    assert shell(python3_13="exit 127", python3_12="exit 127", python3=GOOD).stdout == "python3\n"


def test_a_pyenv_python_is_found_without_its_shims(shell, tmp_path):
    done = shell("3.11.7", "3.12.1", python3=OLD)
    assert done.stdout == f"{tmp_path}/pyenv/versions/3.12.1/bin/python3\n"


def test_without_a_python_one_line_says_what_to_install(shell):
    done = shell(python3=OLD)
    assert done.returncode == 2
    assert done.stdout == ""
    said = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    assert len(said) == 1
    assert said[0].startswith("The archive needs Python 3.12 or newer with venv: try apt install")


@pytest.mark.parametrize("programs", [{}, {"node": GOOD}, {"node": OLD, "npm": GOOD}])
def test_without_a_node_the_audit_says_what_to_install_before_it_installs_anything(shell, programs):
    done = shell(make="audit", **programs)
    assert (done.returncode, done.stdout) == (2, "")
    said = [line for line in done.stderr.splitlines() if not line.startswith("make:")]
    assert said == ["The audit needs Node.js 20 or newer with npm: try apt install nodejs npm or brew install node."]


def test_a_node_with_npm_will_do(shell):
    assert shell(make="node", node=GOOD, npm=GOOD).returncode == 0
