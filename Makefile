# Every target sets up what it needs: a virtual environment in .venv from the lock file, once, and again only when the
# lock file or pyproject.toml has changed. It takes Python 3.11 or newer, make, and a network the first time.
#
#   make brief   a township brief from the sample that ships; PLACE=, START=, END= and FORMATS= choose others
#   make test    all tests but the long ones, under 5 minutes
#   make help    the rest

VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2

PLACE ?= Pale, Sagaing
START ?= 2024-11-01
END ?= 2024-11-30
OUTPUT ?= briefs
# What is made, of pdf, html, image and figures: FORMATS="pdf html".
FORMATS ?= pdf
# Anything more for JupyterLab.
LAB_OPTIONS ?=
# Anything more for `tollbook brief`, such as BRIEF_OPTIONS="--as-of 2024-12-15".
BRIEF_OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help setup brief test test-long test-all lint lab docs describe catalogues gallery bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(READY) ## the virtual environment alone

brief: $(READY) ## a brief; its last line is the path of the PDF
	@$(BIN)/tollbook brief "$(PLACE)" --start "$(START)" --end "$(END)" --output "$(OUTPUT)" \
	    $(foreach format,$(FORMATS),--format $(format)) $(BRIEF_OPTIONS)

test: $(READY) ## all tests but the long ones
	@$(BIN)/python -m pytest -n $(WORKERS)

test-long: $(READY) ## the long tests alone
	@$(BIN)/python -m pytest -n $(WORKERS) -m long

test-all: test test-long ## both tiers; `make test test-all` runs neither of them twice

lint: $(READY) ## ruff, the strict type checker on the package, notebooks without outputs
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m nbstripout --keep-id --verify notebooks/*.ipynb

lab: $(READY) ## JupyterLab on the notebooks, opened where to start; LAB_OPTIONS="--no-browser" and the like go to it
	@$(BIN)/python scripts/lab.py $(LAB_OPTIONS)

docs: $(READY) ## the documentation as a site, its examples run; the last line is the path of its first page
	@rm -rf build/docs
	@$(BIN)/python -m sphinx -b html -j auto -E -q -W --keep-going -c docs -d build/doctrees . build/docs
	@echo "build/docs/index.html"

describe: $(READY) ## write what is documented of the claims table and the notebooks from their declarations
	@$(BIN)/python scripts/describe_claims.py
	@$(BIN)/python scripts/describe_notebooks.py

catalogues: $(READY) ## bring the catalogues of messages in step with the code
	@$(BIN)/python scripts/catalogues.py

gallery: $(READY) ## make the briefs of docs/gallery anew; look at them before you commit them
	@$(BIN)/python scripts/gallery.py

bench: $(READY) ## the benchmarks; minutes, and several GB of memory at the largest size
	@$(BIN)/python benchmarks/run.py

lock: $(READY) ## resolve the dependencies anew and write requirements.lock
	@PATH="$(abspath $(BIN)):$$PATH" sh scripts/lock.sh

clean: ## remove the virtual environment and everything that tools leave behind
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh "$(VENV)" "$(PYTHON)"
