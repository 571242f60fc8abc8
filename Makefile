# Kabinet: `make help` lists the targets.

PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
export PATH := $(BIN):$(PATH):/usr/sbin
export KABINET_SECRET_KEY_FILE ?= $(CURDIR)/var/secret-key

FRONTEND := $(shell find frontend -type f -not -path '*/tests/*' 2>/dev/null) package.json
CATALOGUES := $(shell find src -name '*.po')

.DEFAULT_GOAL := help
.PHONY: help run test check format bench screenshots messages lock packages clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-12s %s\n", $$1, $$2}'

run: .venv/run build/frontend/done var/secret-key ## Install, migrate, load the demo supplier, start web and worker
	@kabinet setup
	@kabinet demo load
	@kabinet run

test: packages check ## Everything that CI runs
	npm test --silent
	pytest -n 2 -m "not journey"
	python -m tests.cluster --in-memory pytest -n 2 -m "not journey" --with-database
	pytest -n 2 -m journey

check: .venv/test build/frontend/done var/secret-key ## Style, types, layers, templates, translations
	ruff check .
	ruff format --check .
	mypy
	lint-imports
	djlint src --lint --quiet
	python tools/translations.py

format: .venv/test ## Put the source in shape
	ruff check --fix .
	ruff format .

bench: .venv/test build/frontend/done var/secret-key ## Measure: one JSON line a figure; NAME=pages runs one family
	@sh tools/packages.sh wrk
	python -m bench $(NAME)

screenshots: .venv/test build/frontend/done var/secret-key ## Take the pictures of docs/images from the running application
	python -m tools.screenshots

messages: .venv/test ## Collect new words of the interface into the catalogues
	python tools/translations.py --collect

lock: .venv/test ## Lock the dependencies anew
	pip install --quiet uv
	uv pip compile pyproject.toml --group build --generate-hashes --no-header --quiet -o requirements/run.txt
	uv pip compile pyproject.toml --group build --group test --generate-hashes --no-header --quiet -o requirements/test.txt
	npm install --package-lock-only

packages:
	@sh tools/packages.sh

clean: ## Remove what was installed and built; the data in var stays
	rm -rf .venv node_modules build

.venv/bin/pip:
	$(PYTHON) -m venv .venv

.venv/run: requirements/run.txt pyproject.toml | .venv/bin/pip
	pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: requirements/test.txt .venv/run
	pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

.venv/node: | .venv/run
	@sh tools/node.sh
	@touch $@

node_modules/.package-lock.json: package-lock.json .npmrc | .venv/node
	npm ci --silent
	@touch $@

build/frontend/done: node_modules/.package-lock.json $(FRONTEND) | .venv/run
	npm run --silent build
	@touch $@

var/secret-key:
	@mkdir -p var && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(48))' > $@ && chmod 600 $@
