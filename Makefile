# One word per task. `make help` lists them.

PORT ?= 8000
BENCH ?= full
ISOLATION ?= full
DRILL ?= full
ENVIRONMENT := .venv
PYTHON_BIN := $(ENVIRONMENT)/bin/python
MANAGE := $(PYTHON_BIN) manage.py
PYTEST := $(PYTHON_BIN) -m pytest
PIP_COMPILE := $(PYTHON_BIN) -m piptools compile --quiet --generate-hashes --strip-extras \
	--allow-unsafe --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
QUALITY := tests/quality
QUALITY_TOOLS := $(QUALITY)/node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev translations run test test-postgresql test-ocr test-clamav test-s3 test-edge test-search-engine image drill faults isolation e2e bench quality lighthouse lint format licences \
	requirements screenshots guide-pictures ci clean

help: ## List the commands
	@awk 'BEGIN { FS = ":.*## " } /^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Create .venv and install what the portal needs
	@sh deploy/environment.sh $(ENVIRONMENT) requirements.txt
	@$(MAKE) --no-print-directory translations

setup-dev:
	@sh deploy/environment.sh $(ENVIRONMENT) requirements.txt requirements-dev.txt
	@$(MAKE) --no-print-directory translations

translations: $(ENVIRONMENT)/translations.compiled
	@:

$(ENVIRONMENT)/translations.compiled: $(wildcard locale/*/*/LC_MESSAGES/*.po)
	@$(MANAGE) compile_translations
	@touch $@

run: setup ## Install, fill the database with Lạng Sơn and serve it (PORT=8000)
	@PORT=$(PORT) $(MANAGE) start_portal

test: setup-dev ## Install and run the tests
	$(PYTEST) -n auto

isolation: setup-dev ## Attack every address as every role (ISOLATION=reduced: a sixteenth of it)
	@ISOLATION=$(ISOLATION) $(PYTHON_BIN) -m tests.isolation.run -n auto

test-postgresql: setup-dev ## Run the tests that need PostgreSQL, on a server of their own
	$(PYTHON_BIN) -m tests.postgresql.run

test-ocr: setup-dev ## Run the tests that need Tesseract with its Vietnamese data
	OMP_THREAD_LIMIT=1 $(PYTEST) tests/ocr

test-edge: setup-dev ## Run the tests that need nginx and Redis
	$(PYTEST) tests/edge

test-clamav: setup-dev ## Run the tests that need ClamAV's daemon (with a database of one signature)
	$(PYTEST) tests/clamav

test-s3: setup-dev ## Run the tests that need an S3 store (rclone's, which checks signatures)
	$(PYTEST) tests/s3

image: setup-dev ## Build the container image without an engine and serve from it (needs buildah, debootstrap)
	$(PYTHON_BIN) -m tests.image $(if $(CI),,--write)

drill: setup-dev ## Back up and restore on a PostgreSQL of its own, and print the comparison
	@DRILL=$(DRILL) $(PYTHON_BIN) -m tests.postgresql.run -q -rP tests/postgresql/test_backups.py \
		-k brings_everything_back

test-search-engine: setup-dev ## Run the tests of search against real Elasticsearch and OpenSearch
	$(PYTHON_BIN) -m tests.search_engine.run

faults: setup-dev ## Let each part fail, print what people notice, write docs/reliability.md
	@$(PYTHON_BIN) -m tests.faults

lint: setup-dev ## Check style, migrations, production settings, translations, licences, Dockerfile
	$(PYTHON_BIN) -m tests.quality.lint

format: setup-dev ## Format the Python sources
	$(PYTHON_BIN) -m ruff check --fix-only .
	$(PYTHON_BIN) -m ruff format .

e2e: setup-dev ## Run the browser tests in an installed Chromium
	$(PYTEST) -n 2 tests/e2e

quality: setup-dev $(QUALITY_TOOLS) ## Validate the HTML and audit the pages with Lighthouse
	$(PYTEST) $(QUALITY)

lighthouse: setup-dev $(QUALITY_TOOLS) ## Measure the pages three times and write docs/quality.md
	$(PYTHON_BIN) -m tests.quality.lighthouse

$(QUALITY_TOOLS): $(QUALITY)/package-lock.json
	npm ci --prefix $(QUALITY) --silent
	@touch $@

bench: setup-dev ## Run the benchmarks (BENCH=reduced: the small ones)
	BENCH=$(BENCH) $(PYTEST) tests/benchmarks $(if $(filter reduced,$(BENCH)),-n 2 -rP,-s)

screenshots: setup-dev ## Take the pictures under docs/screenshots again
	$(PYTHON_BIN) -m tests.e2e.screenshots

guide-pictures: setup-dev ## Take the pictures of the guides again
	$(PYTHON_BIN) -m tests.e2e.guide_pictures

licences: setup ## List the licences of everything used at run time; fail on GPL and AGPL
	@$(PYTHON_BIN) -m tests.quality.licences

requirements: setup-dev ## Compile requirements*.in to pinned, hashed requirements*.txt
	$(PIP_COMPILE) --output-file requirements.txt requirements.in
	$(PIP_COMPILE) --output-file requirements-dev.txt requirements-dev.in

ci: ## Run everything that continuous integration runs
	bash .ci/run

clean: ## Remove the environment, caches and reports; keep the data under var/
	rm -rf $(ENVIRONMENT) $(QUALITY)/node_modules staticfiles reports .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f locale/*/*/LC_MESSAGES/*.mo
