/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_RULES_H
#define SACHECK_RULES_H

#include "rule.h"

extern const struct rule rule_own;	/* no rule of its own: keeps ownership */
extern const struct rule rule_owning;
extern const struct rule rule_callee;
extern const struct rule rule_move;
extern const struct rule rule_copy;
extern const struct rule rule_borrow;
extern const struct rule rule_leak;
extern const struct rule rule_result;
extern const struct rule rule_dma;
extern const struct rule rule_dmabuf;
extern const struct rule rule_dmafile;
extern const struct rule rule_dmaleak;
extern const struct rule rule_user;
extern const struct rule rule_uninit;
extern const struct rule rule_index;
extern const struct rule rule_size;
extern const struct rule rule_text;
extern const struct rule rule_unsafe;
extern const struct rule rule_dialect;
extern const struct rule rule_member;
extern const struct rule rule_wait;
extern const struct rule rule_context;
extern const struct rule rule_reader;
extern const struct rule rule_rcu;
extern const struct rule rule_grace;
extern const struct rule rule_section;	/* keeps sections and locks */
extern const struct rule rule_guarded;
extern const struct rule rule_annotated;
extern const struct rule rule_guard;
extern const struct rule rule_device;	/* no rule: scans the file for these */
extern const struct rule rule_teardown;
extern const struct rule rule_ready;
extern const struct rule rule_lifetime;
extern const struct rule rule_outlive;
extern const struct rule rule_devres;
extern const struct rule rule_pin;

#endif
