# docmgr. The two that matter: `make run` and `make test`.
PYTHON ?= python3.11
PY := .venv/bin/python
# Of two cores: much of what is tested waits for servers, browsers and leases, so two more processes than cores. Each
# takes up to 1 GB; what one more costs (it collects the tests and makes a database for itself) is some 20 s of CPU.
PROCESSES ?= 4
# Tests start some hundred processes of docmgr: what is compiled is kept, even where an environment (that of many
# container images) keeps Python from it. Collecting the tests takes half as long then, and each process starts sooner.
PYTEST := PYTHONDONTWRITEBYTECODE= $(PY) -m pytest
export PYTHON

.PHONY: help run serve worker test test-fast test-slow test-postgresql test-vllm test-formats lint messages bench bench-ocr bench-preprocess bench-vlm bench-fields bench-company bench-search bench-invented clean setup setup-test constraints settings-table

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: setup ## try it: demo people, specimen documents, web and worker (PORT, DOCMGR_DATA, DOCMGR_DEMO_PASSWORD)
	@DOCMGR_DEMO=1 exec $(PY) manage.py serve --prepare --demo

serve: setup ## the same without demo people and specimens
	@exec $(PY) manage.py serve --prepare

test: setup-test ## everything that has to hold before a change goes in
	DOCMGR_TEST_SERVICES=required $(PYTEST) -n $(PROCESSES) --dist loadgroup --no-loadscope-reorder $(ARGS)

test-fast: setup-test ## without servers and browsers
	$(PYTEST) -m "not slow and not service and not browser" $(ARGS)

test-slow: setup-test ## what takes longer than a minute each
	DOCMGR_TEST_SERVICES=required $(PYTEST) -m slow --timeout=1800 $(ARGS)

test-postgresql: setup-test ## every test that asks a database once more, on PostgreSQL
	DOCMGR_TEST_SERVICES=required $(PYTEST) -m slow --timeout=1800 tests/services/test_postgresql.py $(ARGS)

test-vllm: setup-test ## the HTTP engine against vLLM's CPU build (DOCMGR_TEST_VLLM: the Python that has it)
	$(PYTEST) -m slow --timeout=900 tests/engine/vlm/test_vllm.py $(ARGS)

test-formats: setup-test ## exports read back by ms-swift and PaddleOCR, in environments of their own (some 4 GB)
	@scripts/setup/formats.sh
	DOCMGR_TEST_SWIFT=$${DOCMGR_TEST_SWIFT:-$(CURDIR)/.tools/swift/bin/python} \
	DOCMGR_TEST_PADDLE=$${DOCMGR_TEST_PADDLE:-$(CURDIR)/.tools/paddle/bin/python} \
	$(PYTEST) -m slow --timeout=900 tests/training/test_formats_loaded.py $(ARGS)

lint: setup-test ## style, types, and who may import whom
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports

messages: setup-test ## bring the catalogues in line with the code and compile them
	$(PY) -m scripts.messages
	@scripts/setup/messages.sh

bench: setup-test ## throughput and accuracy on files given by path; see docs/benchmarks.md
	$(PY) -m scripts.bench $(ARGS)

bench-ocr: setup-test ## our reader, RapidOCR and Tesseract page by page: recall, precision, CPU, memory
	$(PY) -m scripts.bench.ocr $(ARGS)

bench-preprocess: setup-test ## what turning, tiling, flattening and the like are worth on pages damaged by code
	$(PY) -m scripts.bench.preprocess $(ARGS)

bench-fields: setup-test ## CPU a page of finding fields, with 140 learned documents and a trained model
	$(PY) -m scripts.bench.fields $(ARGS)

bench-company: setup-test ## the same with up to 2,000 learned documents of many layouts or of one
	$(PY) -m scripts.bench.company $(ARGS)

bench-vlm: setup-test ## tokens a second of a vision-language model of HunyuanOCR's size, one by one and batched
	$(PY) -m scripts.bench.vlm $(ARGS)

bench-search: setup-test ## the search among 100,000 documents, by its index and without
	$(PY) -m scripts.bench.search $(ARGS)

bench-invented: setup-test ## fields of document types that were invented for the purpose, in seven languages
	$(PY) -m scripts.bench_invented $(ARGS)

constraints: setup-test ## write the installed versions to constraints.txt, once the tests have passed with them
	@(sed -n '/^#/p' constraints.txt; $(PY) -m pip --disable-pip-version-check freeze --exclude torch) > constraints.new
	@mv constraints.new constraints.txt

settings-table: setup ## write the settings table of docs/operations.md anew
	$(PY) manage.py settings_table --write docs/operations.md

clean: ## throw away the virtual environments and caches, never the data
	rm -rf .venv .python .tools .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@scripts/setup/packages.sh run
	@scripts/setup/python.sh run
	@scripts/setup/messages.sh

setup-test:
	@scripts/setup/packages.sh test
	@scripts/setup/python.sh test
	@scripts/setup/messages.sh
