// SPDX-License-Identifier: GPL-2.0
/* The rules, in the order in which they see an event. */
#include "rules/rules.h"

#define RULE(_name)	&rule_##_name

const struct rule *const rules[] = {
	RULE(owning),
	RULE(callee),
	RULE(move),
	RULE(copy),
	RULE(leak),
	RULE(borrow),
	RULE(result),
	RULE(dma),
	RULE(dmabuf),
	RULE(dmafile),
	RULE(dmaleak),
	RULE(index),
	RULE(size),
	RULE(text),
	RULE(unsafe),
	RULE(member),
	RULE(wait),
	RULE(context),
	RULE(reader),
	RULE(rcu),
	RULE(grace),
	RULE(section),		/* after those that ask where a path is */
	RULE(guarded),
	RULE(annotated),
	RULE(guard),
	RULE(device),
	RULE(teardown),
	RULE(ready),
	RULE(lifetime),
	RULE(outlive),
	RULE(devres),
	RULE(pin),
	RULE(user),
	RULE(uninit),
	RULE(own),		/* last: it changes what the others look at */
	RULE(dialect),		/* but for this, which adds to it */
};

const unsigned int nr_rules = ARRAY_SIZE(rules);
