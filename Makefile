# Every target makes its own environment in .venv when it is missing: `make demo` on a fresh machine just works.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: demo test lint bench picture attitudes model help clean

demo: $(VENV)/.core  ## analyse the 285 synthetic essays; results in results/pyshma2035
	$(BIN)/pyshma demo --out results/pyshma2035

test: $(VENV)/.test  ## run all tests, doctests included
	$(BIN)/python -m pytest -n auto

lint: $(VENV)/.test  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

TOWNS := corpora/pyshma2035 --codes corpora/pyshma2035/codes/gold.jsonl --group id \
	--sentences corpora/towns/texts.jsonl --sentences corpora/pyshma2035/codes/sentences.jsonl

model: $(VENV)/.core  ## train the theme models of the codebook of towns anew, with and without the encoder
	$(BIN)/pyshma train $(TOWNS) --encoder --out models/themes/city
	$(BIN)/pyshma train $(TOWNS) --out models/themes/city-fast

attitudes: $(VENV)/.core  ## learn anew what shows complaint, wish and praise
	$(BIN)/python models/make_attitudes.py --evaluate

bench: $(VENV)/.test  ## measure speed and quality side by side with the peers
	$(BIN)/python benchmarks/segmentation.py
	$(BIN)/python benchmarks/demo.py
	$(BIN)/python benchmarks/themes.py
	$(BIN)/python benchmarks/matching.py
	$(BIN)/python benchmarks/entities.py
	$(BIN)/python benchmarks/report.py

picture: $(VENV)/.test  ## draw the pictures of the README anew (needs Chromium)
	$(BIN)/pyshma demo --out results/pyshma2035 --lang ru
	cp results/pyshma2035/theme_breakdown.png docs/theme_breakdown.png
	$(BIN)/python docs/screenshot.py results/pyshma2035/report.html docs/report.png

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 10

clean:  ## remove the environment and the results
	rm -rf $(VENV) results

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "pyshma needs Python 3.11 or newer; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable ".[doc,ocr,test,lint]"
	@touch $@ $(VENV)/.core
