# Every target uses the one debug build in .build, so that none rebuilds what another has built.
SWIFT ?= swift
CHECKS := --explicit-target-dependency-import-check error
SOURCES := Sources Tests Package.swift
WAITING := ^(FuzzTests|HindcastServerTests|KubernetesClientTests|StandInServerTests)\.|RecordCommandTests|ReplTerminalTests

.DEFAULT_GOAL := help
.PHONY: help dependencies demo build test test-http fuzz tsan bench guard docs lint format clean

help: ## List the targets.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

dependencies:
	@.ci/install-dependencies

demo: dependencies ## Build, import the bundled recordings, and show some answers.
	$(SWIFT) build --product hindcast $(CHECKS)
	.build/debug/hindcast demo

build: dependencies ## Build everything, tests included.
	$(SWIFT) build --build-tests --disable-xctest $(CHECKS)

# Tests that wait for servers run behind the others, which keep all threads busy.
test: dependencies ## Build and run all tests.
	$(SWIFT) test --disable-xctest $(CHECKS) --skip '$(WAITING)'
	$(SWIFT) test --disable-xctest $(CHECKS) --skip-build --filter '$(WAITING)'

test-http: dependencies ## Hold the HTTP interface against its OpenAPI document; needs network.
	@.ci/test-http

fuzz: dependencies ## Look for inputs that break TARGET=syntax, for SECONDS=60; docs/internals/testing.md has the targets.
	Tests/Fuzz/run $(or $(TARGET),syntax) $(or $(SECONDS),60)

tsan: dependencies ## Look for data races in TARGETS=..., or in all tests; docs/internals/testing.md tells.
	Tests/Sanitizer/run $(TARGETS)

bench: dependencies ## Measure beside what others use, SIZE=S, M or L; docs/internals/benchmarks.md tells.
	Tests/Benchmarks/suite/bench.py --size $(or $(SIZE),S)

guard: dependencies ## Compare with fixed work on the same machine, so that nothing becomes much slower unseen.
	$(SWIFT) build -c release --product PeerBenchmark $(CHECKS)
	Tests/Benchmarks/suite/guard.py

docs: dependencies ## Check the documents: links, titles, codes.
	$(SWIFT) test --disable-xctest $(CHECKS) --filter TidyTests

lint: ## Check the formatting.
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)

format: ## Format all Swift files in place.
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

clean: ## Remove the build.
	$(SWIFT) package clean
