# make run · open the dashboard (make run OFFICE=folder for an office's own workbooks)
# make run-google-sample · the sample on a test server that answers as Google Sheets does
# make run-rollup-sample · 245 example offices on one page, with what that page needs
# make test · lint and all tests    make check · problems of the sample    make bench · measure
# make approve · write what a person reads of the sample anew, and show what changed
# make lock · pin the whole tree of packages anew    make audit · known weaknesses of what is pinned
PYTHON ?= python3
RUN = .venv/bin/python
ifneq ($(PORT),)
OPTIONS = --port $(PORT)
endif

.PHONY: run run-google-sample run-rollup-sample test check approve bench lock audit
.DELETE_ON_ERROR:

run: .venv/app
	@$(RUN) -m esa run $(if $(OFFICE),"$(OFFICE)") $(OPTIONS)

TRIED = .venv/google-sample
run-google-sample: .venv/app
	@env -u ESA_OFFICE ESA_HISTORY=$(TRIED)/history STREAMLIT_SECRETS_FILES=$(TRIED)/secrets.toml \
		$(RUN) tests/loopback/serve_sample.py --port 8765 --secrets $(TRIED)/secrets.toml \
		-- $(RUN) -m esa run $(OPTIONS)

MANY = .venv/rollup-sample
run-rollup-sample: .venv/rollup
	@test -d $(MANY)/target || $(RUN) -m tests.rollup.example $(MANY)
	@env -u ESA_OFFICE ESA_HISTORY=$(MANY)/history STREAMLIT_SECRETS_FILES=$(MANY)/secrets.toml \
		$(RUN) -m esa run --page offices $(OPTIONS)

# What is compiled is kept whatever the shell says: tests start a hundred programs and servers.
test: .venv/tests
	@.ci/browser
	@.ci/axe
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	env -u PYTHONDONTWRITEBYTECODE $(RUN) -m pytest -n 3 --dist worksteal

check: .venv/app
	@$(RUN) -m esa check $(or $(OFFICE),esa/sample/office) || test $$? -eq $(if $(OFFICE),0,2)

approve: .venv/tests
	@$(RUN) -m tests.approved --update

bench: .venv/tests
	@for script in tests/bench/*.py; do echo "== $$script"; $(RUN) $$script || exit 1; done

.venv/bin/python:
	@.ci/venv $(PYTHON)

INSTALL = $(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r
.venv/app: requirements.lock | .venv/bin/python
	$(INSTALL) requirements.lock && touch $@

.venv/tests: tests/requirements.lock .venv/app
	$(INSTALL) tests/requirements.lock && touch $@

.venv/rollup: esa/rollup/requirements.lock .venv/app
	$(INSTALL) esa/rollup/requirements.lock && touch $@

# For Python 3.11 or newer on Linux, macOS and Windows alike.
LOCK = $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock"
lock: | .venv/bin/python
	@$(RUN) -m pip install --quiet --disable-pip-version-check $$(grep ^uv== tests/requirements.txt)
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements.txt esa/rollup/requirements.txt -c requirements.lock -o esa/rollup/requirements.lock
	$(LOCK) requirements.txt esa/rollup/requirements.txt tests/requirements.txt \
		-c esa/rollup/requirements.lock -o tests/requirements.lock

audit: .venv/bin/python
	@$(RUN) -m venv .venv/audit && .venv/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	@.venv/audit/bin/pip-audit --disable-pip --require-hashes -r requirements.lock
