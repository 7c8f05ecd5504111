"""Read by pytest before the settings are: tests run as development, whatever this shell's archive is set to."""

import os

os.environ["DEBUG"] = "1"
# Nothing a test writes has to outlive a power cut, and compiling its small queries takes longer than running them.
os.environ["PGOPTIONS"] = "-c synchronous_commit=off -c jit=off"
os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", ".venv/cache/hypothesis")
for name in (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_NAME",
    "SITE_LANGUAGE",
    "CONTACT",
    "TRUSTED_PROXY",
    "STATIC_ROOT",
    "LOGIN_FAILURES",
    "LOGIN_PAUSE",
    "REQUIRE_SECOND_FACTOR",
):
    os.environ.pop(name, None)
