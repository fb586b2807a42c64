# Small targets for whoever works on the code. `make` alone lists them.
.DEFAULT_GOAL := help
BIN := .venv/bin

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

fix: ## formats and mends
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

quick: ## what is quick of ./check: format, lint, imports, types
	$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/lint-imports --no-logo && $(BIN)/mypy reciproque

test: ## tests on SQLite (make test APP=contracts for one app)
	$(BIN)/pytest -n 2 -m "not journey" $(if $(APP),reciproque/$(APP))

migrations: ## writes the migrations that models ask for
	$(BIN)/python -m reciproque makemigrations

screenshots: ## takes the pictures of the guide anew (needs Chromium)
	$(BIN)/python -m docs.screenshots

lock: ## pins the dependencies again, names, versions and hashes only
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements.txt requirements.in
	$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements.txt -o requirements-dev.txt requirements-dev.in

.PHONY: help fix quick test migrations screenshots lock
