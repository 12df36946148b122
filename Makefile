# Two targets do everything on a fresh machine: `make brief` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.DEFAULT_GOAL := help
.PHONY: brief test check serve bench docs lock help

$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@echo "Setting up Python packages (once; needs the package index) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	@echo "Setting up what the tests need ..."
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

brief: $(VENV)/run.stamp  ## print the reading of the day and write it as HTML
	@$(BIN)/tidegauge brief --html build/brief.html

test: $(VENV)/dev.stamp  ## run the whole test suite
	@$(BIN)/python -m pytest -n logical --dist loadfile

check: $(VENV)/dev.stamp  ## format, lint, strict types, docs in step with the code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python docs/build.py --check

serve: $(VENV)/run.stamp  ## show the page and answer the REST API, on this machine only
	@$(BIN)/tidegauge serve || test $$? -eq 130

bench: $(VENV)/dev.stamp  ## side-by-side benchmarks, ratios in one run
	@for file in bench/[a-z]*.py; do $(BIN)/python $$file || exit 1; done

docs: $(VENV)/dev.stamp  ## write the generated reference pages
	@$(BIN)/python docs/build.py

lock: $(VENV)/dev.stamp  ## lock current versions with hashes, no index addresses
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --extra build --extra pdf --extra pictures --extra cluster --extra web pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-annotate --no-header --extra dev pyproject.toml -c requirements/run.txt -o requirements/dev.txt

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'
