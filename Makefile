# Short names for what start.py and the tools do; nothing here is needed to install or to run coopdb.
PYTHON ?= python3
BIN = .venv/bin

.PHONY: help start test test-long bench check format lock wheel clean

help:            ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

start:           ## install, load the seeds, print first answers
	$(PYTHON) start.py

test:            ## the quick tests, on every PostgreSQL found
	$(PYTHON) start.py test

test-long:       ## the tests that take minutes
	$(PYTHON) start.py test -m long

bench:           ## measure speed and growth against public peers (make bench ARGS="--quick"; the whole takes hours)
	$(BIN)/python -m benchmarks $(ARGS)

check:           ## style, types, architecture, migrations, documents
	$(PYTHON) start.py check

format:          ## lay the code out
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

lock:            ## write the locks anew, for every platform, with hashes and no addresses (uv must be on the PATH)
	uv pip compile $(LOCKING) --group build pyproject.toml --output-file requirements.lock
	uv pip compile $(LOCKING) --group dev --constraint requirements.lock pyproject.toml --output-file requirements-dev.lock
LOCKING = --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

wheel:           ## build dist/coopdb-*.whl
	$(BIN)/python -m pip wheel --no-deps --no-build-isolation --wheel-dir dist .

clean:           ## remove what was built or cached (not the database)
	rm -rf dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
