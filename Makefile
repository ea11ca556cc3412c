# Everything that is done with this project from a clean clone. Each target installs what it needs into .venv first.

BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help run bundle demo pictures links install test lint format bench soak sheet by-keyboard verify-zoo verify-arithmetic verify-match translations run-libraries test-libraries
.DEFAULT_GOAL := help

help:
	@echo "make run         open the window (without a screen: play the demo into demo-out/)"
	@echo "make demo        play a tour of the window, without a screen, and save screenshots in demo-out/"
	@echo "make pictures    take the pictures of README and guide again, into docs/images"
	@echo "make links       ask whether the addresses in the documentation still answer; needs the internet"
	@echo "make install     install the program into .venv"
	@echo "make test        lint and run all tests"
	@echo "make lint        ruff, mypy and the floors that imports may cross"
	@echo "make format      put the code into its form"
	@echo "make bench       run the benchmarks into docs/performance.md (ONLY=NAME: one of them; DATA=FOLDER: with MNIST's"
	@echo "                 digits in FOLDER/MNIST/raw, accuracy too)"
	@echo "make soak        draw for five minutes in the real window; fails where it slows down, grows or stops answering"
	@echo "make by-keyboard  use the real window on a virtual screen by keyboard alone; its pictures come to keyboard-out/"
	@echo "make sheet       take pictures of every screen, light, dark, English, Korean, small, large; name texts that are cut"
	@echo "make verify-zoo  compare every captured value of 80 networks with an independent account; takes minutes"
	@echo "make verify-arithmetic  explain random cells of every layer of 80 networks; takes minutes"
	@echo "make translations  bring resources/translations up to date with the program's texts (ADD=fr: another language)"
	@echo "make bundle      put the program with its Python and all libraries into build/bundle (docs/packaging.md)"
	@echo "make verify-match  save 80 networks in six ways and find each by its weights again; takes minutes"

run: .venv/.installed
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" != Linux ]; then \
		exec $(BIN)/feature-map-explorer $(ARGS); \
	else \
		echo "There is no screen here (DISPLAY is empty): playing the demo instead."; \
		$(MAKE) --no-print-directory demo; \
	fi

demo: .venv/.installed
	QT_QPA_PLATFORM=offscreen $(BIN)/feature-map-explorer demo -o demo-out
	@echo "The screenshots are in demo-out/."

pictures: .venv/.installed
	QT_QPA_PLATFORM=offscreen $(BIN)/python .ci/pictures.py

links:
	@"$$(.ci/find-python)" .ci/links.py

install: .venv/.installed
	@echo "Installed: $(BIN)/feature-map-explorer"

test: lint
	$(BIN)/pytest

lint: .venv/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Takes a quarter of an hour. verify_zoo.py has a target of its own; digit_accuracy.py needs the digits.
bench: .venv/.installed-bench
	$(BIN)/python benchmarks/run.py $(if $(ONLY),--only $(ONLY)) $(if $(ROUNDS),--rounds $(ROUNDS))
	@[ -z "$(DATA)" ] || $(BIN)/python benchmarks/digit_accuracy.py "$(DATA)"

soak: .venv/.installed-dev
	$(BIN)/python benchmarks/soak.py $(ARGS)

# Ten minutes; ARGS="--only dialog --language en" for a part of it.
sheet: .venv/.installed-dev
	$(BIN)/python benchmarks/sheet.py -o sheet-out $(ARGS)

by-keyboard: .venv/.installed-dev
	$(BIN)/python benchmarks/by_keyboard.py -o keyboard-out

verify-zoo: .venv/.installed-dev
	$(BIN)/python benchmarks/verify_zoo.py -o docs/verify-zoo.md

verify-arithmetic: .venv/.installed-dev
	$(BIN)/python benchmarks/verify_arithmetic.py -o docs/verify-arithmetic.md

# Adds new texts to the .ts files, takes out old ones, and compiles.
translations: .venv/.installed-dev
	$(BIN)/python .ci/translations.py $(ADD)

verify-match: .venv/.installed-dev
	$(BIN)/python benchmarks/verify_match.py -o docs/verify-match.md

# A folder that runs where no Python is. It holds what its own environment holds, so none of the tools in .venv.
BUNDLE := build/bundle
bundle: | run-libraries
	[ -e $(BUNDLE)/venv/bin/pip ] || "$$(.ci/find-python)" -m venv $(BUNDLE)/venv
	$(if $(TORCH),$(BUNDLE)/venv/bin/pip install --quiet -c constraints.txt torch torchvision $(TORCH))
	rm -rf build/lib
	$(BUNDLE)/venv/bin/pip install --quiet -c constraints.txt -r bundle/requirements.txt '.$(if $(EXTRAS),[$(EXTRAS)])'
	$(BUNDLE)/venv/bin/pyinstaller --log-level WARN --noconfirm --distpath $(BUNDLE) --workpath $(BUNDLE)/work \
		bundle/feature-map-explorer.spec
	@du -sm $(BUNDLE)/feature-map-explorer

# The stamps say that what is installed is what these files ask for; `-dev` holds everything that the plain one does.

.venv/.installed: pyproject.toml constraints.txt | run-libraries .venv/bin/pip
	$(BIN)/pip install --quiet -c constraints.txt -e .
	@touch $@

.venv/.installed-dev: pyproject.toml constraints.txt | test-libraries .venv/bin/pip
	$(BIN)/pip install --quiet -c constraints.txt -e '.[dev]'
	@touch .venv/.installed $@

.venv/.installed-bench: pyproject.toml constraints.txt | test-libraries .venv/bin/pip
	$(BIN)/pip install --quiet -c constraints.txt -e '.[dev,bench]'
	@touch .venv/.installed .venv/.installed-dev $@

.venv/bin/pip: | run-libraries
	"$$(.ci/find-python)" -m venv --clear .venv

run-libraries:
	@.ci/system-libraries run

test-libraries:
	@.ci/system-libraries test
