# `make run` shows the archive, `make test` tries it. ADDR=host:port changes where it is served,
# RELOAD=1 begins anew whenever code changes.
ADDR ?= 127.0.0.1:8000
NAME ?= editor
DEBUG ?= 1
export DEBUG

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest
TESTS := $(PYTHON) -m tests --quiet --numprocesses auto --maxprocesses 8 --dist worksteal
PIP := $(PYTHON) -m pip install --quiet --quiet --disable-pip-version-check --require-hashes --no-deps
# What is installed is compiled beside what comes next; one by one, as pip does, it would have the first page wait.
COMPILE := $(PYTHON) -m compileall -q -j 2 .venv/lib >/dev/null 2>&1 &
# The first that runs, is new enough and can make an environment; a pyenv shim may name one that is not there.
FIND_PYTHON := for python in python3.13 python3.12 python3.14 python3 \
	"$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/3.1[2-9]*/bin/python3; do \
	"$$python" -c 'import ensurepip, sqlite3, ssl, sys, venv; sys.exit(sys.version_info < (3, 12))' 2>/dev/null \
	&& { echo "$$python"; exit 0; }; done; \
	echo "The archive needs Python 3.12 or newer with venv: try apt install python3-venv, brew install python or pyenv install 3.13." >&2; \
	exit 1

# Asked before anything is installed.
FIND_NODE := node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null \
	|| { echo "The audit needs Node.js 20 or newer with npm: try apt install nodejs npm or brew install node." >&2; exit 1; }

.PHONY: run editor test test-slow proofs bench fixtures messages screenshots audit lint lock python node
.DEFAULT_GOAL := run

run: .venv/run
	@exec $(PYTHON) manage.py serve "$(ADDR)" $(if $(RELOAD),--reload)

editor: .venv/run
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py make_editor "$(NAME)" $(if $(AGAIN),--again)

test: .venv/dev
	@$(TESTS) $(ARGS)

test-slow: .venv/dev
	@$(TESTS) -m "slow or hypothesis" --hypothesis-profile=long --ignore=tests/bench $(ARGS)

# What is promised, tried on whole archives: two worlds, odd requests, hostile words, faults.
proofs: .venv/dev
	@$(PYTHON) -m tests --quiet -m proof --ignore=tests/bench $(ARGS)

bench: .venv/dev
	@$(PYTEST) --quiet -m slow -s tests/bench $(ARGS)

# What load_seeds makes of the sample, for a plain `loaddata sample`.
fixtures: .venv/dev
	@$(PYTHON) -m tests.fixtures

# New messages into archive/locale/, without a translation; and what is translated, compiled.
messages: .venv/dev
	@DJANGO_SETTINGS_MODULE=site_config.settings $(PYTHON) -m tests.messages

# Pictures of the pages that people ask for first, whole: light, dark, on a phone and in Hebrew. ARGS=tests/journeys
# takes those of every kind of page as well.
screenshots: .venv/dev
	@SCREENSHOTS=$$(mktemp -d) && export SCREENSHOTS && $(PYTEST) --quiet -m browser tests/journeys/test_pictures.py $(ARGS) && echo "$$SCREENSHOTS"

# Lighthouse on the production server; needs node 20 or newer, npm and a Chromium.
audit: node .venv/dev .venv/audit/installed
	@$(PYTHON) -m tests.audit

lint: .venv/dev
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@git ls-files -z '*.html' | xargs -0r .venv/bin/djade --target-version 6.1 --check
	@$(PYTHON) -m mypy

# UPGRADE=--upgrade takes newer versions.
lock: .venv/dev
	@for name in run dev; do $(PYTHON) -m uv pip compile --quiet --universal --python-version 3.12 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE) \
		requirements/$$name.in --output-file requirements/$$name.txt; done

python:
	@$(FIND_PYTHON)

node:
	@$(FIND_NODE)

# An environment whose Python has gone is made anew, with all that stands in it.
$(shell test -x $(PYTHON) || rm -f .venv/run .venv/dev)
.venv/bin/python:
	@python=$$($(FIND_PYTHON)) && rm -rf .venv && "$$python" -m venv .venv

.venv/audit/installed: tests/audit/package.json tests/audit/package-lock.json | .venv/bin/python
	@echo "Installing Lighthouse."
	@mkdir -p .venv/audit && cp tests/audit/package.json tests/audit/package-lock.json .venv/audit/
	@npm ci --prefix .venv/audit --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@

.venv/run: requirements/run.txt | .venv/bin/python
	@echo "Installing what the archive needs."
	@$(PIP) --no-compile -r requirements/run.txt
	@touch $@
	@$(COMPILE)

.venv/dev: requirements/dev.txt .venv/run
	@echo "Installing what its tests need."
	@$(PIP) -r requirements/dev.txt
	@touch $@
