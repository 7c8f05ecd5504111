"""The Makefile finds a Python that will do, or says in a line what to install."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

GOOD, OLD = "exit 0", "exit 1"


@pytest.fixture
def shell(tmp_path):
    """A machine on which only these Pythons are to be found: `shell(python3=OLD)`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "make", "rm"):
        (folder / tool).symlink_to(shutil.which(tool))

    def put(path: Path, script: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def shell(*pyenv: str, **pythons: str) -> subprocess.CompletedProcess[str]:
        for name, script in pythons.items():
            put(folder / name.replace("_", "."), script)
        for version in pyenv:
            put(tmp_path / "pyenv" / "versions" / version / "bin" / "python3", GOOD)
        return subprocess.run(
            ["make", "--silent", "--file", settings.BASE_DIR / "Makefile", "python"],
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
