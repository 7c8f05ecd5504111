"""`python -m tests [pytest's arguments]`: the suite on SQLite, and on PostgreSQL where DATABASE_URL names one."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import legs

# What the second database can't change: readers, rules and our own sources know none, and a browser sees pages that are
# asked for on both without it. Some slow tests work on both databases by themselves.
WITHOUT_A_DATABASE = ["importing", "text", "rules"]
WITHOUT_A_DATABASE += [f"test_{stem}.py" for stem in ("floors", "legs", "makefile", "messages", "unmarked", "words")]
ONLY_WITH_A_DATABASE = [*(f"--ignore=tests/{name}" for name in WITHOUT_A_DATABASE), "-k", "not sqlite"]


def run(database_url: str, arguments: list[str]) -> tuple[int, dict[str, str]]:
    """pytest's exit status on one database, and why each marked leg did not run."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "legs.json"
        environment = {**os.environ, "DATABASE_URL": database_url, "LEGS_FILE": str(file)}
        # Each process compiles all tests anew where no bytecode is kept, which takes longer than collecting them.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        status = subprocess.call([sys.executable, "-m", "pytest", *arguments], env=environment)
        return status, json.loads(file.read_text()) if file.exists() else {}


def main(arguments: list[str]) -> int:
    url = os.environ.get("DATABASE_URL", "")
    print("— on SQLite —", flush=True)
    status, marked = run("", arguments)
    told = {"sqlite": "" if marked else "pytest broke off", "postgresql": "DATABASE_URL names none"}
    if url.startswith(("postgres:", "postgresql:")):
        print("— on PostgreSQL —", flush=True)
        chosen = arguments[arguments.index("-m") + 1] if "-m" in arguments else "not slow and not proof"
        second, also = run(url, [*arguments, *ONLY_WITH_A_DATABASE, "-m", f"({chosen}) and not browser"])
        status = status or second
        told["postgresql"] = "" if also else "pytest broke off"
        marked = {leg: reason and also.get(leg, reason) for leg, reason in marked.items()} or also
    told |= marked
    print(legs.line(told))
    lame = [leg for leg in legs.required() if told.get(leg, "unknown")]
    if lame:
        print(f"Required, and not run: {', '.join(lame)}.", file=sys.stderr)
    return status or bool(lame)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
