# Two commands do everything on a fresh machine: make study, make test. See README.md.
.DEFAULT_GOAL := study
.PHONY: study test lint build check bench clean

# The first Python that is new enough.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
PY := .venv/bin/python
lang ?= zh
view ?= page

study: python
	@$(PYTHON) bootstrap.py study --lang $(lang) --view $(view)

.PHONY: python tools
python:
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新版本 / Fuwu needs Python 3.11 or newer"; exit 1; }

tools: python
	@$(PYTHON) bootstrap.py install test

test: tools lint
	$(PY) -m pytest

lint: tools
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy

build: tools
	$(PY) -m fuwu build

check: tools
	$(PY) -m fuwu check

bench: tools
	$(PY) bench/run.py

clean:
	rm -rf .venv
