# The newsroom's commands. `make run` and `make test` work on a bare machine: Python 3.11, make, a C library.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
LOCK := $(BIN)/uv pip compile -q pyproject.toml --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal
TEMPLATES := $(wildcard */templates)
# The servers of these commands live apart from the newsroom's data.
APART := FACTCHECK_MODE=test FACTCHECK_DATA_DIR=$(VENV)/servers

.PHONY: help run test check format lock migrations catalogues

help:  ## What can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: $(VENV)/run  ## Run the newsroom on http://127.0.0.1:8000 (PORT and FACTCHECK_DATA_DIR change that)
	@exec $(BIN)/python manage.py up

test: $(VENV)/dev  ## Run all tests, with servers of their own
	$(BIN)/python -m pytest -n logical --dist loadfile

check: $(VENV)/dev  ## Lint, types, direction of imports, missing migrations, Django's own checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(if $(TEMPLATES),$(BIN)/djlint --lint --quiet $(TEMPLATES))
	$(APART) $(BIN)/python manage.py makemigrations --check --dry-run
	$(APART) $(BIN)/python manage.py check --fail-level WARNING

format: $(VENV)/dev  ## Put the code into its shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(if $(TEMPLATES),$(BIN)/djade --target-version 5.2 $$(find $(TEMPLATES) -name '*.html'))

migrations: $(VENV)/dev  ## Write migrations for changed models
	$(APART) $(BIN)/python manage.py makemigrations

catalogues: $(VENV)/dev  ## Read marked strings out of the sources into locale/, compile the translations
	$(APART) $(BIN)/python manage.py catalogues

lock: $(VENV)/dev  ## Resolve the dependencies anew: names, versions and hashes, no address
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev -o requirements-dev.lock

# A half-made environment would look whole the next time.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". PYTHON=/path/to/python3.11 make run")'
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing here: on Debian, apt install python3-venv"; exit 1; }

# A stamp for each lock: nothing is installed again until the lock changes.
$(VENV)/run: requirements.lock | $(BIN)/python
	@echo "  Installing what the newsroom needs (once; every hash is checked)"
	@$(INSTALL) -r requirements.lock
	@touch $@

$(VENV)/dev: requirements-dev.lock | $(BIN)/python
	@echo "  Installing what the tests need (once; every hash is checked)"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@
