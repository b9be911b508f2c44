# SPDX-License-Identifier: GPL-2.0
#
# The commands of this repository; the work is in harness/. The kernel's own
# makefiles never read this file.

ARCH ?= arm64
export ARCH KERNEL SPARSE

.DEFAULT_GOAL := help

.PHONY: help
help:
	@echo 'make run      apply the series, build, boot on QEMU, run its KUnit suites'
	@echo 'make test     all that CI runs: series, builds, suites, style, bench'
	@echo 'make shell    a shell on the kernel of make run, with its devices'
	@echo 'make tree     work/tree: an editable kernel tree, a commit a patch'
	@echo 'make export   work/tree back into patches/ and the in-tree files'
	@echo 'make bench    instructions and size of converted drivers'
	@echo 'make sacheck  the checker of work/tree and its tests; TESTS="move leak/slab"'
	@echo 'make survey   the checker on allmodconfig, DIR="drivers/gpio ..."'
	@echo 'make sacheck-bench   its time and memory against sparse'
	@echo
	@echo 'ARCH=arm64    (default; has the GPIO hardware) or ARCH=x86_64'
	@echo 'KERNEL=path   your own Linux 7.3 tree, only read; default: fetched'
	@echo 'SPARSE=path   your own sparse 0.6.5-rc1 or later; default: fetched'

.PHONY: run test shell tree export bench sacheck survey sacheck-bench
run test shell tree export bench sacheck survey sacheck-bench:
	@harness/$@.sh
