# The newsroom's commands. `make run` and `make test` work on a bare machine.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TEMPLATES := $(wildcard claims/templates accounts/templates factcheck/templates)

.PHONY: help run test check format lock migrations

help:  ## What can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

run: $(VENV)/run  ## Run the newsroom on http://127.0.0.1:8000 (PORT and FACTCHECK_DATA_DIR change that)
	@$(BIN)/python manage.py up

test: $(VENV)/dev  ## Run all tests, with servers of their own
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/dev  ## Lint, types, direction of imports, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(if $(TEMPLATES),$(BIN)/djlint --lint --quiet $(TEMPLATES))
	FACTCHECK_MODE=test FACTCHECK_DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py makemigrations --check --dry-run

format: $(VENV)/dev  ## Put the code into its shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

migrations: $(VENV)/dev  ## Write migrations for changed models
	FACTCHECK_MODE=test FACTCHECK_DATA_DIR=$$(mktemp -d) $(BIN)/python manage.py makemigrations

lock: $(VENV)/dev  ## Resolve the dependencies anew: names, versions and hashes, no address
	$(BIN)/uv pip compile -q pyproject.toml --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal -o requirements-dev.lock

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# A stamp for each lock: nothing is installed again until the lock changes.
$(VENV)/run: requirements.lock | $(VENV)/bin/python
	@echo "  Installing what the newsroom needs (once; hashes are checked)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock $(VENV)/run | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
