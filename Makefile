# The commands of the project. `make serve` and `make test` work on a bare machine; each
# says what it is doing, and does nothing twice.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help serve site convert check quick test built properties lint style scripts scripts-alone workflows bench lock clean

PYTHON ?= python3
PORT ?= 8000
PLANS ?=
BIN := .venv/bin
# MkDocs Material prints a banner about the coming MkDocs 2 unless told that we know.
export NO_MKDOCS_2_WARNING := 1
# Where Python keeps no compiled modules, each of the programs that the tests start compiles them anew.
unexport PYTHONDONTWRITEBYTECODE

help: ## show the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

serve: site ## set up, convert, build, and serve the site on 127.0.0.1:8000
	@echo "== serving http://127.0.0.1:$(PORT)/ (Ctrl-C stops it)"
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory site || \
	  { echo "make serve: port $(PORT) cannot be used; try: make serve PORT=8001" >&2; exit 1; }

site: .venv/site ## make the pages, the site, its data files, and its books
	@echo "== making docs/ and site/"
	@PYTHONWARNINGS=ignore $(BIN)/planbook site

convert: .venv/site ## make the pages under docs/ from source/
	@echo "== converting source/ to docs/"
	@$(BIN)/planbook convert

check: .venv/site ## check the English, and whether docs/ is what source/ makes
	@$(BIN)/planbook check
	@$(BIN)/planbook convert --check

quick: .venv/quick ## style, types, and the tests that need Python alone, in a minute
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target style $(if $(wildcard tests/javascript/node_modules),scripts-alone)
	@echo "== tests that need neither a browser nor a built site"
	@$(BIN)/python -m pytest -n 2 --quick

test: .venv/test ## set up and run everything
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target built lint properties
	@echo "== tests, by three workers: those with a browser wait more than they work"
	@PLANBOOK_SITE=site $(BIN)/python -m pytest -n 3 --ignore tests/test_lighthouse.py --ignore tests/test_properties.py
	@echo "== Lighthouse, alone, since other work slows a page down"
	@PLANBOOK_SITE=site $(BIN)/python -m pytest tests/test_lighthouse.py

# One after the other: each of them takes the project's lock.
built: .venv/test
	@echo "== are the committed pages what source/ makes?"
	@$(BIN)/planbook convert --check
	@echo "== checking the English"
	@$(BIN)/planbook check --format $(if $(GITHUB_ACTIONS),github,text)
	@echo "== making docs/ and site/"
	@PYTHONWARNINGS=ignore $(BIN)/planbook site >/dev/null

# While the site is made, which takes one core as long as this and `lint` take the other.
properties: .venv/test
	@echo "== tests of properties, which need no site"
	@$(BIN)/python -m pytest tests/test_properties.py

lint: style scripts workflows ## style and types of Python and scripts, workflows

style: .venv/quick
	@echo "== style and types"
	@$(BIN)/ruff check --quiet && $(BIN)/ruff format --check --quiet
	@$(BIN)/mypy

scripts: .venv/test
	@$(MAKE) --no-print-directory scripts-alone

# Where `make test` has set up what checks them.
scripts-alone:
	@echo "== style and types of the site's scripts"
	@npm --prefix tests/javascript run --silent lint

workflows: .venv/quick
	@echo "== workflows"
	@$(BIN)/actionlint && $(BIN)/zizmor --offline --quiet .github

bench: $(if $(PLANS),.venv/quick,.venv/bench site) ## time, headings, seeded faults, search, other generators, books, as ratios (no test); PLANS=folder: other plans
	@$(if $(PLANS),$(BIN)/python bench/plans.py "$(PLANS)",PYTHONPATH=tests $(BIN)/python bench/bench.py)

lock: .venv/quick ## write the lock files anew; with UPGRADE=--upgrade, from the newest versions
	$(BIN)/pip-compile $(LOCK) --output-file requirements-build.txt requirements-build.in
	$(BIN)/pip-compile $(LOCK) --constraint requirements-build.txt --output-file requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --constraint requirements.txt --extra dev --output-file requirements-dev.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --output-file bench/requirements.txt bench/requirements.in
LOCK := --quiet $(UPGRADE) --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.venv/site: requirements-build.txt requirements.txt pyproject.toml
	@scripts/setup.sh site "$(PYTHON)"

.venv/quick: requirements-build.txt requirements-dev.txt pyproject.toml
	@scripts/setup.sh quick "$(PYTHON)"

.venv/test: .venv/quick tests/lighthouse/package-lock.json tests/javascript/package-lock.json
	@scripts/setup.sh test "$(PYTHON)"

.venv/bench: .venv/test bench/requirements.txt bench/peers/package-lock.json
	@scripts/setup.sh bench "$(PYTHON)"

clean: ## remove everything that was made, but docs/
	rm -rf .venv site build .pytest_cache .mypy_cache .ruff_cache .hypothesis */*/node_modules
