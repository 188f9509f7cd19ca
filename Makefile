# Two commands matter: `make run` starts the program, `make test` checks everything. `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run test setup lint bench screenshots lock dist clean
PYTHON_ENV := .venv/bin/python
ARGS ?=

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 22

run: ## start the program (ARGS="check FILE" gives it a command line)
	@packaging/setup.sh run
	@$(PYTHON_ENV) -m reportdesk $(ARGS)

test: lint ## every check: style, types, layers, tests
	$(PYTHON_ENV) -m pytest $(ARGS)

setup: ## prepare this machine and .venv for development
	@packaging/setup.sh test

lint: setup ## style, types and layers only
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/pyright
	.venv/bin/lint-imports --no-cache

bench: setup ## measure times (ARGS=--fetch brings the peer for the export)
	$(PYTHON_ENV) -m benchmarks $(ARGS)

screenshots: setup ## draw every screen into docs/screenshots
	$(PYTHON_ENV) docs/screenshots.py

lock: setup ## renew requirements/*.lock from pyproject.toml
	packaging/lock.sh

dist: setup ## build the wheel and the source archive into dist
	$(PYTHON_ENV) -m build --no-isolation

clean: ## remove everything that was made, .venv too
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
