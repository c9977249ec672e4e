# Pledgebook: one door for each chore. `make help` lists them.
# Needs python3 (3.11 or newer) with venv, and make. Another Python: make PYTHON=python3.12 test

PYTHON ?= python3
export PYTHON
BIN := .venv/bin
MAKEFLAGS += --no-print-directory

.DEFAULT_GOAL := help
.PHONY: help setup setup-run demo test check format accuracy examinations train train-encoder bench fuzz docs reference screenshots lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## Make .venv with the pledgebook command and all that tests, checks and docs need
	@sh scripts/setup.sh dev

setup-run:
	@sh scripts/setup.sh run

demo: setup-run ## Read the sample reports into a book, print what was found, write demo/site/index.html
	@$(BIN)/python scripts/demo.py

test: setup ## Run the tests (ARGS="-k offices" for some of them)
	@$(BIN)/python -m pytest $(ARGS)

check: setup ## Lint, formatting, types, import layers, forbidden words, docs build
	@sh scripts/check.sh

format: setup ## Put code into the project's form
	@$(BIN)/ruff check --fix --quiet . && $(BIN)/ruff format --quiet .

accuracy: setup ## Measure the extractor and the story against the gold sets; writes docs/accuracy.md
	@$(BIN)/python accuracy/measure.py $(ARGS)

examinations: setup ## Read dates and sums out of public corpora beside two other taggers; writes docs/examinations.md
	@sh scripts/examinations.sh $(ARGS)

train: setup ## Train what ships with Pledgebook anew, from the learning reports: gate, ranking of offices, fields, encoders
	@$(BIN)/python accuracy/train.py
	@$(BIN)/python accuracy/train_antecedents.py
	@$(BIN)/python accuracy/train_fields.py
	@sh scripts/train_encoder.sh

train-encoder: setup ## Train the sentence encoder alone (an hour on two cores; ARGS="--hold-out 2/5": figures only)
	@sh scripts/train_encoder.sh $(ARGS)

bench: setup ## Measure speed and memory; writes docs/benchmarks.md
	@$(BIN)/python bench/run.py $(ARGS)

fuzz: setup ## Read 20,000 hostile reports both ways: no error, no misquotation, none slow (ARGS="--only 1234" for one)
	@$(BIN)/python bench/fuzz.py $(ARGS)

docs: setup ## Build the manual into build/docs
	@sh scripts/docs.sh

reference: setup ## Write the pages of the manual that come from the program, and the list of decisions
	@$(BIN)/python scripts/reference.py
	@$(BIN)/python scripts/worth.py

screenshots: setup ## Take the pictures of README and manual from demo/ (needs Debian's chromium)
	@$(BIN)/python scripts/screenshots.py

lock: ## Write requirements/*.lock from pyproject.toml (UPGRADE=1: newer versions; needs uv)
	@sh scripts/lock.sh

clean: ## Delete all that was made: .venv, caches, demo, builds
	@rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo site build dist
	@find src tests accuracy bench scripts -name __pycache__ -type d -prune -exec rm -rf {} +
