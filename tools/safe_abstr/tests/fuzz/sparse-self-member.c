// SPDX-License-Identifier: GPL-2.0
struct h {
	int n;
	struct h;
};

static struct h h;
