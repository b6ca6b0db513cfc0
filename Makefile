# Every target sets itself up: Python 3.11 or newer with pip, and make, are all that must be there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := .venv-demo
NEW_ENOUGH := $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "podio-sdk needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
PYTEST_ARGS ?=
# Tests run side by side, one process a core, and those of a module in one: what it sets up is set up
# once. WORKERS=0 runs all in a single process, for a debugger.
WORKERS ?= logical
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --maxprocesses 8 --dist loadscope

# pyright looks for a newer version of itself on the network unless told not to.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1
# The end of Material for MkDocs in 2027 is known, and no news on every run.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: $(STAMP) ## Make .venv with everything that a developer needs

$(STAMP): requirements/dev.txt pyproject.toml
	@$(NEW_ENOUGH)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: demo
demo: $(DEMO)/.installed ## Run the demonstration against the local sandbox
	PYTHONPATH=src $(DEMO)/bin/python examples/demo.py

# Only what it runs, from the sources as they are: seconds, where everything takes minutes.
$(DEMO)/.installed: requirements/demo.txt
	@$(NEW_ENOUGH)
	$(PYTHON) -m venv $(DEMO)
	$(DEMO)/bin/python -m pip install --quiet --require-hashes -r requirements/demo.txt
	@touch $@

.PHONY: quick
quick: $(STAMP) ## Run the tests that need no server and no process, in less than a minute
	$(PYTEST) -q -m "not slow" tests/unit tests/areas tests/fields tests/architecture $(PYTEST_ARGS)

.PHONY: test
test: $(STAMP) ## Run all tests in their everyday sizes (PYTEST_ARGS="-k name" for some)
	$(PYTEST) -m "not slow" $(PYTEST_ARGS)

.PHONY: test-full
test-full: export HYPOTHESIS_PROFILE ?= full
test-full: $(STAMP) ## Run all tests, the long ones in their full sizes too
	$(PYTEST) $(PYTEST_ARGS)

.PHONY: coverage
coverage: $(STAMP) ## Run all tests and show the lines and branches that none reached
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(PYTEST_ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

.PHONY: check format-check lint spelling mypy pyright architecture docs-check
check: format-check lint spelling mypy pyright architecture docs-check ## Check format, lint, types, architecture and docs

format-check: $(STAMP)
	$(BIN)/ruff format --check .

lint: $(STAMP)
	$(BIN)/ruff check .

spelling: $(STAMP)
	$(BIN)/codespell

mypy: $(STAMP)
	$(BIN)/mypy --strict

pyright: $(STAMP)
	$(BIN)/pyright

architecture: $(STAMP)
	$(BIN)/python -m pytest -q tests/architecture

docs-check: $(STAMP)
	$(BIN)/mkdocs build --quiet --strict --site-dir build/docs-check

.PHONY: format
format: $(STAMP) ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

SEEDS ?= 10000
.PHONY: simulate
simulate: $(STAMP) ## Run simulated worlds (SEEDS=100000), or tell the story of one (SEED=123)
	$(BIN)/python -m tests.simulation $(if $(SEED),--seed $(SEED),--seeds $(SEEDS))

.PHONY: bench
bench: $(STAMP) ## Measure speed and compare it with the budgets
	$(BIN)/python -m tests.bench

.PHONY: docs
docs: $(STAMP) ## Build the documentation into site/
	$(BIN)/mkdocs build --strict

COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml \
	--universal --python-version 3.11 --exclude-newer "1 week" \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --quiet

.PHONY: lock
lock: $(STAMP) ## Refresh requirements/ from pyproject.toml
	$(COMPILE) --all-extras --group dev --upgrade --output-file requirements/dev.txt
	$(COMPILE) --extra sandbox --constraint requirements/dev.txt --output-file requirements/demo.txt

.PHONY: clean
clean: ## Remove .venv and everything that was built
	rm -rf $(VENV) $(DEMO) build dist site .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests examples -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
