# Everything is installed in .venv and nowhere else; "make clean" takes it away again.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
# fork-strategy fewest: the same versions, so the same answers, on every Python
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--fork-strategy fewest --custom-compile-command "make lock" --extra vectors pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help run test check format lock transcript pictures notices faults bench-assistant bench-throughput bench-memory bench-answers bench-retrieval bench-qr bench-accounts bench-personal-data bench-desk clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/run.stamp ## start the bot and its pages; with TELEGRAM_BOT_TOKEN set, on Telegram as well
	@$(BIN)/python -m bot

test: $(VENV)/dev.stamp ## run the tests
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m "not alone"
	@$(BIN)/python -m pytest -m alone

check: $(VENV)/dev.stamp ## lint, format, types, layers and the organisation's content
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy bot tests benchmarks
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m bot check

format: $(VENV)/dev.stamp ## put the code in order
	@$(BIN)/ruff check --fix-only
	@$(BIN)/ruff format

lock: $(VENV)/dev.stamp ## renew the locks from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@$(LOCK) $(UPGRADE) --output-file requirements.txt
	@$(LOCK) $(UPGRADE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	@echo "Wrote requirements.txt and requirements-dev.txt."

transcript: $(VENV)/dev.stamp ## rewrite the conversations shown in README.md
	@$(BIN)/python -m tests.transcript

pictures: $(VENV)/dev.stamp ## take the pictures in the documents anew (needs chromium)
	@$(BIN)/python -m tests.pictures

notices: $(VENV)/dev.stamp ## rewrite THIRD_PARTY_NOTICES.md
	@$(BIN)/python -m tests.notices

faults: $(VENV)/dev.stamp ## kill and trouble the running bot everywhere; nothing may be lost
	@$(BIN)/python -m tests.faults

bench-assistant: $(VENV)/dev.stamp ## how soon the assistant is there, how long it thinks, what it holds
	@$(BIN)/python -m benchmarks.assistant

bench-throughput: $(VENV)/dev.stamp ## messages a second against a stock bot, and how soon the whole bot replies
	@$(BIN)/python -m benchmarks.throughput
	@$(BIN)/python -m benchmarks.full_path

bench-memory: $(VENV)/dev.stamp ## memory over 50,000 messages
	@$(BIN)/python -m benchmarks.memory

bench-answers: $(VENV)/dev.stamp ## how labelled messages are read: those in view, and those of writers who saw no example
	@$(BIN)/python -m bot evaluate benchmarks/messages/development.jsonl
	@$(BIN)/python -m bot evaluate benchmarks/messages/blind.jsonl

bench-retrieval: $(VENV)/dev.stamp ## retrieval at 100, 10,000 and 100,000 passages against rank-bm25 and bm25s
	@$(BIN)/python -m benchmarks.retrieval

bench-accounts: $(VENV)/dev.stamp ## verdicts on imitated accounts, and how soon
	@$(BIN)/python -m benchmarks.accounts

bench-personal-data: $(VENV)/dev.stamp ## personal data found in labelled messages, innocent ones touched, and how soon
	@$(BIN)/python -m benchmarks.personal_data

bench-desk: $(VENV)/dev.stamp ## the desk with 21,000 enquiries: how soon lists and searches are there
	@$(BIN)/python -m benchmarks.desk

bench-qr: $(VENV)/dev.stamp ## QR codes in distorted pictures, against zxing-cpp as it is
	@$(BIN)/python -m benchmarks.qr

clean: ## remove .venv and everything the tools have cached
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
	@find benchmarks bot tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2> /dev/null || { \
		echo "Madoguchi needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is not one: make PYTHON=/path/to/python3.12 ..." >&2; \
		exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)."
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	@echo "Installing what the bot needs (requirements.txt); the first time takes a minute or two."
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@echo "Installing what tests and checks need (requirements-dev.txt)."
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@
