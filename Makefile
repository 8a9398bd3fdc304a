# make run · open the dashboard (make run OFFICE=folder for an office's own workbooks)
# make run-google-sample · the sample on a test server that answers as Google Sheets does
# make test · lint and all tests    make check · problems of the sample    make bench · measure
# make approve · write what a person reads of the sample anew, and show what changed
PYTHON ?= python3
RUN = .venv/bin/python
ifneq ($(PORT),)
OPTIONS = --port $(PORT)
endif

.PHONY: run run-google-sample test check approve bench
.DELETE_ON_ERROR:

run: .venv/app
	@$(RUN) -m esa run $(if $(OFFICE),"$(OFFICE)") $(OPTIONS)

TRIED = .venv/google-sample
run-google-sample: .venv/app
	@env -u ESA_OFFICE ESA_HISTORY=$(TRIED)/history STREAMLIT_SECRETS_FILES=$(TRIED)/secrets.toml \
		$(RUN) tests/loopback/serve_sample.py --port 8765 --secrets $(TRIED)/secrets.toml \
		-- $(RUN) -m esa run $(OPTIONS)

test: .venv/tests
	@.ci/browser
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m pytest -n 3 --dist worksteal

check: .venv/app
	@$(RUN) -m esa check $(or $(OFFICE),esa/sample/office) || test $$? -eq $(if $(OFFICE),0,2)

approve: .venv/tests
	@$(RUN) -m tests.approved --update

bench: .venv/tests
	@for script in tests/bench/*.py; do echo "== $$script"; $(RUN) $$script || exit 1; done

.venv/bin/python:
	@.ci/venv $(PYTHON)

.venv/app: requirements.txt | .venv/bin/python
	$(RUN) -m pip install --quiet --disable-pip-version-check -r requirements.txt && touch $@

.venv/tests: tests/requirements.txt .venv/app
	$(RUN) -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt && touch $@
