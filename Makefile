# Each target does one thing; `make help` lists them. Nothing needs an activated environment.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app app
# an environment made by another tool may come without pip
PIP := $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
PYTEST := $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

PYTHON ?=
QUEUE ?= default
ARGS ?=

.PHONY: help run setup test check coverage lint format types floors migration upgrade demo doctor faults bench lock catalogue docs clean worker clock

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## start everything here and print the address; PORT=8080 changes it, Ctrl-C ends it
	@exec $(FLASK) serve

setup: $(VENV)/run.stamp ## libraries, database, catalogues, and the demo where the database is empty
	@$(FLASK) setup

test: $(VENV)/dev.stamp ## the tests; ARGS="tests/kernel -k clock" narrows them
	@$(PYTEST) -m "not faults" $(ARGS)

check: $(VENV)/dev.stamp ## everything that must hold before a change is taken
	@echo "format" && $(BIN)/ruff format --quiet --check || { echo "make format puts this right"; exit 1; }
	@echo "lint" && $(BIN)/ruff check --quiet
	@echo "types" && $(BIN)/mypy --no-error-summary
	@echo "floors" && $(BIN)/lint-imports --no-logo
	@echo "tests" && $(PYTEST) $(ARGS)
	@echo "docs" && $(FLASK) docs --check
	@echo "all good"

coverage: $(VENV)/dev.stamp ## what the tests reach, line by line in var/coverage; twice as slow, so no part of check
	@$(PYTEST) -m "not faults" --cov --cov-report=html $(ARGS)
	@printf "coverage: %s %%\n" "$$($(BIN)/coverage report --format=total)"

lint: $(VENV)/dev.stamp ## ruff, without changing anything
	@$(BIN)/ruff check

format: $(VENV)/dev.stamp ## ruff puts layout and imports right
	@$(BIN)/ruff check --quiet --fix --exit-zero
	@$(BIN)/ruff format

types: $(VENV)/dev.stamp ## mypy
	@$(BIN)/mypy

floors: $(VENV)/dev.stamp ## who may import whom
	@$(BIN)/lint-imports --no-logo

migration: $(VENV)/dev.stamp ## write the next migration from the models: make migration m="what changes"
	@test -n "$(m)" || { echo 'say what changes: make migration m="add a column"'; exit 1; }
	@$(FLASK) db migrate --rev-id "$$(printf '%04d' $$(( $$(ls migrations/versions/[0-9]*.py | wc -l) + 1 )))" -m "$(m)"

upgrade: $(VENV)/run.stamp ## bring the database to the newest migration
	@$(FLASK) db upgrade

demo: $(VENV)/run.stamp ## tell the demo into an empty database
	@$(FLASK) demo

doctor: $(VENV)/run.stamp ## look at everything the house stands on, and say what to do
	@$(FLASK) doctor

bench: $(VENV)/dev.stamp ## measure what is promised in figures, as JSON lines; ARGS="moves relay races pages executive history calls" chooses
	@$(BIN)/python -m bench $(ARGS)

faults: $(VENV)/dev.stamp ## kill processes for minutes and count what was lost; ARGS=--postgres, ARGS="--plant lost"
	@$(BIN)/python -m tests.faults $(ARGS)

lock: $(VENV)/dev.stamp ## write both requirements files from pyproject.toml; ARGS=--upgrade takes newer versions
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate $(ARGS) \
		pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-header --no-annotate $(ARGS) \
		pyproject.toml --group dev -o requirements-dev.txt

catalogue: $(VENV)/dev.stamp ## bring the sentences up to date with code and templates
	@$(BIN)/python tools/catalogue.py

docs: $(VENV)/run.stamp ## write the generated pages of docs/
	@$(FLASK) docs

worker: $(VENV)/run.stamp ## one worker of its own: make worker QUEUE=mail
	@exec $(FLASK) worker $(QUEUE)

clock: $(VENV)/run.stamp ## the clock of its own
	@exec $(FLASK) clock

clean: ## remove the environment and every cache; var/ with your data stays
	@rm -rf $(VENV) .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is as new as the requirements it was made from, so a second run installs nothing.
$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	@echo "Installing the libraries into $(VENV), once ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(BIN)/python
	@echo "Installing the libraries and tools into $(VENV), once ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

$(BIN)/python:
	@sh .ci/venv "$(VENV)" $(PYTHON)
