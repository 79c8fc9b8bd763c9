# Each target sets up what it needs: a virtual environment with the Python found (3.11 or newer)
# and the files that requirements.txt names by version and SHA-256 (.ci/packages.py). Nothing else is assumed on the machine.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready-$(shell cat pyproject.toml requirements.txt 2>/dev/null | cksum | cut -d' ' -f1)
ARGS ?=

.PHONY: demo test check format docs bench lock clean pywb

demo: $(READY) ## crawl the sample corpus, build it, print what changed, serve it (ARGS=--no-serve stops before)
	$(BIN)/keeling demo $(ARGS)

test: $(READY) ## run the tests (ARGS goes to pytest)
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(READY) ## format, lint, strict types, documentation up to date
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy -m cli -p corpus -p parser -p diffs -p crawler -p db -p commands
	$(BIN)/cog --check docs/commands.md

format: $(READY) ## put the source in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(READY) ## print the help of every command into docs/commands.md
	$(BIN)/cog -r docs/commands.md

bench: $(READY) ## measure against the peers
	$(BIN)/python -m benchmarks $(ARGS)

LOCKED = $(BIN)/uv pip compile -q --universal --generate-hashes --no-annotate --no-header --python-version 3.11.5 \
	--constraint constraints.txt pyproject.toml

lock: $(READY) ## write requirements.txt anew, and what an image needs of it, with the hash of every file
	$(LOCKED) --extra dev --output-file requirements.txt
	$(LOCKED) --extra notify --extra notarise --extra research --extra assistant --output-file requirements-image.txt

pywb: ## a web archive of others in .pywb, against which `make test` then runs the spider of web archives (a minute)
	@test -x .pywb/bin/wayback || { $(PYTHON) -m venv .pywb && \
	.pywb/bin/pip install -q --only-binary :all: --require-hashes -r tests/crawler/pywb/build.txt && \
	.pywb/bin/pip install -q --only-binary :all: --no-binary surt --no-build-isolation --require-hashes \
		-r tests/crawler/pywb/packages.txt; }

clean: ## remove the virtual environment and caches; data/ stays
	rm -rf .venv .pywb .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

$(READY):
	@test -n "$(PYTHON)" || { echo "keeling needs Python 3.11 or newer; install it (python3 and python3-venv) and try again" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "$(PYTHON) has no venv module; install it (Debian: apt-get install python3-venv) and try again" >&2; exit 1; }
	@echo "setting up .venv with $$($(PYTHON) --version); this takes some seconds, or minutes without uv" >&2
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(BIN)/python .ci/packages.py
	@$(BIN)/python -m compileall -q cli.py commands corpus crawler db diffs parser # where Python may not, no start compiles
	@rm -f .venv/.ready-*
	@touch $@
