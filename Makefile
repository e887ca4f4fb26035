# Needs python3 (3.11 or newer, with venv) and make; everything else ends up in .venv.
PYTHON ?= python3
PORT ?= 8000
XDIST ?= 2
ARGS ?=

BIN := .venv/bin
UV = $(or $(wildcard .venv/bootstrap/bin/uv),uv)
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.DEFAULT_GOAL := help
.PHONY: help demo serve test test-long check bench docs clean-data requirements base dev

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: base ## the example municipality on 127.0.0.1:8000 (PORT= for another)
	@exec $(BIN)/keukentafel demo --port $(PORT)

serve: base ## the same without example data
	@exec $(BIN)/keukentafel serve --port $(PORT)

test: dev ## all checks and all tests (XDIST= processes, ARGS= for pytest)
	@$(PYTHON) bootstrap/chromium.py
	$(BIN)/python -m checks
	$(BIN)/python -m pytest -n $(XDIST) --cov --cov-report= --gate $(ARGS)

test-long: dev ## the tests again with many more examples and repetitions
	@$(PYTHON) bootstrap/chromium.py
	KEUKENTAFEL_LONG=1 $(BIN)/python -m pytest -n $(XDIST) $(ARGS)

check: dev ## what can be seen without running: imports, types, sizes, migrations, texts
	$(BIN)/python -m checks

bench: ## speed, as ratios and counts (ARGS=--quick to see whether it works)
	@$(PYTHON) bootstrap/environment.py bench
	$(BIN)/python -m benchmarks $(ARGS)

docs: dev ## write the generated tables, diagrams and screenshots in docs again
	$(BIN)/python -m checks generated --write
	SCREENSHOTS=1 $(BIN)/python -m pytest -q -m journey

clean-data: base ## remove database, files and keys of this checkout
	@$(BIN)/keukentafel clean

requirements: dev ## compile requirements/*.txt from pyproject.toml again (UPGRADE=1 for newer versions)
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml -o requirements/base.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev -o requirements/dev.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) pyproject.toml --extra dev --extra bench -o requirements/bench.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) requirements/bootstrap.in -o requirements/bootstrap.txt

base:
	@$(PYTHON) bootstrap/environment.py base

dev:
	@$(PYTHON) bootstrap/environment.py dev
