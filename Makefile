# Thin: the work is in platform/deploy. PORT=8001 moves demo and serve; ARGS="-k price" narrows the tests.
PYTHON ?= python3
export PORT ARGS
BOOTSTRAP = PYTHONPATH=platform $(PYTHON) -m deploy.bootstrap
IN = exec "$(CURDIR)/.venv/bin/python" -m deploy

.PHONY: demo serve test check bench services services-stop reset-demo

demo: ## everything, then the site with its worker, until Ctrl-C
	@$(BOOTSTRAP) && $(IN).demo

serve: ## the developer's server
	@$(BOOTSTRAP) --dev && $(IN).serve

test: ## what the tests need, then all tests
	@$(BOOTSTRAP) --dev && $(IN).trial $(ARGS)

check: ## the gate: style, types, imports, templates, migrations, translations
	@$(BOOTSTRAP) --dev && $(IN).gate

bench: ## ratios of the catalogue and the seconds of the demo
	@$(BOOTSTRAP) --dev && $(IN).bench

services: ## PostgreSQL and Redis for the tests, on loopback
	@$(BOOTSTRAP) --dev && $(IN).services

services-stop:
	@$(BOOTSTRAP) --dev && $(IN).services stop

reset-demo: ## forget the demo's data
	@$(BOOTSTRAP) && $(IN).reset_demo
