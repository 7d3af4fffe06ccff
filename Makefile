# Cabdesk. `make` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
# The role that `make run` signs in with: customer (a dispatcher) or agent.
ROLE ?= customer

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.NOTPARALLEL:

# Statically linked, the programs start in half the time and need no Swift runtime where they are installed. Without debug
# information the client is smaller by a quarter until it is installed, which removes the symbols as well.
# Always without colours: SwiftPM rebuilds everything when its flags change.
SWIFT_BUILD := swift build --no-color-diagnostics
# Generic types are named by their parts only where nothing else is possible: looking a type up by name searches all
# conformances of the program, forty times at each start.
RELEASE := -c release --static-swift-stdlib -debug-info-format none \
	-Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors
PROGRAMS := .build/release

CLIENT_PACKAGES := git libncurses-dev libcurl4-openssl-dev libsqlite3-dev libpq-dev libqrencode-dev libxml2-dev nettle-dev pkg-config
TEST_PACKAGES := chafa curl dbus gnome-keyring haproxy libsecret-tools man-db openssl postgresql procps prometheus python3 python3-venv systemd tmux zbar-tools
RUN_PACKAGES := openssl python3
DEB_PACKAGES := debhelper dpkg-dev git lintian python3
FRESH_PACKAGES := debootstrap procps util-linux
PICTURE_PACKAGES := fonts-dejavu-core imagemagick ncurses-term openssl python3 xdotool xterm xvfb
# The programs that the client is compared with, and the compiler of the reference program.
BENCH_PACKAGES := curl gcc git libc6-dev libcurl4-openssl-dev libsqlite3-dev mutt nginx-light tig wrk
# The groups to measure, all if empty; for example BENCH="start --sizes 1000 --runs 3".
BENCH ?=

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Without optimisation, both programs are built in less than half the time, and `make test` uses the same build.
.PHONY: run
run: run-packages ## Start the demo desk on this machine and open Cabdesk (ROLE=agent: as a specialist)
	$(SWIFT_BUILD) --product cabdesk
	$(SWIFT_BUILD) --product cabdeskd
	@PROGRAMS=.build/debug scripts/run-demo $(ROLE)

# Comes first, so that sudo asks for a password before the long build.
.PHONY: run-packages
run-packages: swift
	@scripts/ensure-packages $(CLIENT_PACKAGES) $(RUN_PACKAGES)

.PHONY: build
build: cabdesk ## Build the client and the backend, optimised
	$(SWIFT_BUILD) $(RELEASE) --product cabdeskd

.PHONY: cabdesk
cabdesk: swift ## Build the client alone, optimised
	@scripts/ensure-packages $(CLIENT_PACKAGES)
	$(SWIFT_BUILD) $(RELEASE) --product cabdesk

.PHONY: test
test: swift ## Run all tests; the last line counts them
	@scripts/ensure-packages $(CLIENT_PACKAGES) $(TEST_PACKAGES)
	@Tests/run

# RUNS: the number of runs; SEED: the seed of the first one; CLUSTER=1: three replicas on PostgreSQL and S3, whose parts
# break, instead of one desk. Uses the same programs as the tests.
.PHONY: soak
soak: swift ## Try random scripts over bad networks, with kills, until one fails (RUNS=500, SEED=1)
	@scripts/ensure-packages $(CLIENT_PACKAGES) $(TEST_PACKAGES)
	@Tests/soak $(if $(RUNS),--runs $(RUNS)) $(if $(SEED),--seed $(SEED)) $(if $(CLUSTER),--cluster)

# TARGET: some of the targets, all if empty; TIME: seconds for each.
.PHONY: fuzz
fuzz: swift ## Feed readers of outside text until one breaks, by libFuzzer (TARGET=names, TIME=60)
	@scripts/ensure-packages $(CLIENT_PACKAGES)
	@TARGET="$(TARGET)" TIME="$(TIME)" KEEP="$(KEEP)" Tests/Fuzz/run

.PHONY: bench
bench: build ## Measure speed and memory against C, mutt, tig, curl and nginx (BENCH="--help" lists the options)
	@scripts/ensure-packages $(BENCH_PACKAGES) $(TEST_PACKAGES)
	@scripts/python-environment
	@.build/venv/bin/python Tests/Bench $(BENCH)

# Removing the symbols makes the programs smaller by two fifths.
.PHONY: install
install: ## Install into PREFIX (default /usr/local), below DESTDIR; builds first if necessary
	@test -x $(PROGRAMS)/cabdesk -a -x $(PROGRAMS)/cabdeskd || $(MAKE) build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/cabdesk/themes" \
		"$(DESTDIR)$(PREFIX)/share/cabdesk/schemas"
	install -s -m 755 $(PROGRAMS)/cabdesk $(PROGRAMS)/cabdeskd "$(DESTDIR)$(PREFIX)/bin/"
	install -m 644 themes/*.toml "$(DESTDIR)$(PREFIX)/share/cabdesk/themes/"
	install -m 644 docs/schemas/*.json "$(DESTDIR)$(PREFIX)/share/cabdesk/schemas/"
	@$(MAKE) --no-print-directory install-docs

.PHONY: deb
deb: build ## Make the Debian packages of both programs, checked by lintian, in .build/deb
	@scripts/ensure-packages $(DEB_PACKAGES)
	@scripts/make-deb $(PROGRAMS)

.PHONY: test-deb
test-deb: deb ## Run a desk from the Debian packages under systemd on a fresh Debian, upgrade and remove them (needs root)
	@scripts/ensure-packages $(FRESH_PACKAGES)
	@Tests/Packages/repeat .build/deb $(PROGRAMS)
	@Tests/Packages/run .build/deb

.PHONY: picture
picture: build ## Make the picture of README.md from the program itself
	@scripts/ensure-packages $(PICTURE_PACKAGES)
	@PROGRAMS=$(PROGRAMS) scripts/picture

# With the folders of the sources, so that links between the documents work.
.PHONY: install-docs
install-docs:
	install -d "$(DESTDIR)$(PREFIX)/share/doc/cabdesk/docs"
	install -m 644 README.md CHANGELOG.md CONTRIBUTING.md "$(DESTDIR)$(PREFIX)/share/doc/cabdesk/"
	install -m 644 docs/*.md docs/*.yaml docs/*.png "$(DESTDIR)$(PREFIX)/share/doc/cabdesk/docs/"

.PHONY: format
format: swift ## Format the Swift sources
	swift format --in-place --recursive --parallel Package.swift Sources Tests

.PHONY: lint
lint: swift ## Check the format of the Swift sources, and which module imports which
	@scripts/ensure-packages $(RUN_PACKAGES)
	@scripts/check-imports
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

.PHONY: clean
clean: ## Remove everything that was built
	rm -rf .build

.PHONY: swift
swift:
	@scripts/check-swift
