# make run · open the dashboard (make run OFFICE=folder for an office's own workbooks)
# make test · lint and all tests    make check · problems of the sample    make bench · measure
PYTHON ?= python3
RUN = .venv/bin/python
ifneq ($(PORT),)
OPTIONS = --port $(PORT)
endif

.PHONY: run test check bench
.DELETE_ON_ERROR:

run: .venv/app
	@$(RUN) -m esa run $(if $(OFFICE),"$(OFFICE)") $(OPTIONS)

test: .venv/tests
	@.ci/browser
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m pytest -n 2

check: .venv/app
	@$(RUN) -m esa check $(or $(OFFICE),esa/sample/office) || test $$? -eq $(if $(OFFICE),0,2)

bench: .venv/tests
	@for script in tests/bench/*.py; do echo "== $$script"; $(RUN) $$script || exit 1; done

.venv/bin/python:
	@.ci/venv $(PYTHON)

.venv/app: requirements.txt | .venv/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt && touch $@

.venv/tests: tests/requirements.txt .venv/app
	$(RUN) -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt && touch $@
