# What to do with postil. A newcomer needs two of these: `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
CONSTRAINTS := constraints.txt
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO := .demo
GOLD ?= sample_articles/gold.jsonl
PAIR := $(addprefix sample_articles/harbour-talks/,gazette.txt wire.txt)

.PHONY: run test lint check bench torture conformance train-demo docs clean

run: $(VENV)/.run $(DEMO)/.loaded
	@$(BIN)/postil open $(PAIR) --project $(DEMO)

test: $(VENV)/.test
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: $(VENV)/.dev
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

check: lint test

bench: $(VENV)/.test
	$(BIN)/python -m benchmarks

torture: $(VENV)/.full
	$(BIN)/python -m pytest -m torture
	$(BIN)/python -m pytest -m "hypothesis and not torture and not conformance" --hypothesis-profile torture --numprocesses auto --dist worksteal
	$(MAKE) test VENV=.venv-lowest CONSTRAINTS=constraints-lowest.txt

conformance: $(VENV)/.made
	$(BIN)/python tests/conformance/run.py

train-demo: $(VENV)/.made
	@$$($(BIN)/python tests/conformance/run.py --only-install spacy) -m benchmarks.train_demo $(GOLD)

docs: $(VENV)/.run
	$(BIN)/python -m docs.pictures
	$(BIN)/python -m docs.commands_page > docs/cli.md
	$(BIN)/python -m docs.keys_page > docs/keys.md
	$(BIN)/python -m docs.formats_page > docs/formats.md
	$(BIN)/python -m docs.sample_page > docs/sample.md

clean:
	rm -rf $(VENV) .venv-* $(DEMO) build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
	rm -rf .conformance .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp stands for a finished installation, so that a second call has nothing to do.

$(VENV)/.made:
	@echo "Making a virtual environment in $(VENV)."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: pyproject.toml $(CONSTRAINTS) | $(VENV)/.made
	@echo "Installing postil."
	@$(PIP) install --constraint $(CONSTRAINTS) --editable .
	@touch $@

$(VENV)/.test: pyproject.toml $(CONSTRAINTS) | $(VENV)/.made
	@echo "Installing postil and what its tests need."
	@$(PIP) install --constraint $(CONSTRAINTS) --editable '.[test]'
	@touch $@

$(VENV)/.full: pyproject.toml $(CONSTRAINTS) | $(VENV)/.made
	@echo "Installing postil, its tests and all that it can do besides."
	@$(PIP) install --constraint $(CONSTRAINTS) --editable '.[test,parquet,spacy,learn]'
	@touch $@

$(VENV)/.dev: pyproject.toml $(CONSTRAINTS) | $(VENV)/.made
	@echo "Installing postil, its tests and its checks."
	@$(PIP) install --constraint $(CONSTRAINTS) --editable '.[dev]'
	@touch $@

$(DEMO)/.loaded: sample_articles/gold.jsonl | $(VENV)/.run
	@$(BIN)/postil import $< --project $(DEMO) > /dev/null
	@cp -R sample_articles/guidelines $(DEMO)
	@touch $@
