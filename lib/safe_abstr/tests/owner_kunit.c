// SPDX-License-Identifier: GPL-2.0
/*
 * KUnit suite for linux/safe_abstr/owner.h: what is dropped, when, in which
 * order and how often. Each object has a letter for a name, and its drop
 * appends that letter to the test's log.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/module.h>
#include <linux/safe_abstr/owner.h>
#include <linux/string.h>

#define DROPS_MAX	16

struct thing {
	struct kunit *test;
	char name;
	/* If set, the drop notes what this owner owns by then. */
	struct sa_own_thing *watched;
	struct thing *seen;
};

static void thing_drop(struct thing *t);

DEFINE_SA_OWNER(thing, struct thing, thing_drop(_T))

static void log_drop(struct kunit *test, char name)
{
	char *log = test->priv;
	size_t used = strlen(log);

	if (used == DROPS_MAX - 1) {
		KUNIT_FAIL(test, "more drops than the log holds");
		return;
	}
	log[used] = name;
}

static void thing_drop(struct thing *t)
{
	log_drop(t->test, t->name);
	if (t->watched)
		t->seen = sa_borrow(t->watched);
}

#define EXPECT_DROPS(_test, _names)					\
do {									\
	struct kunit *t = (_test);					\
									\
	KUNIT_EXPECT_STREQ(t, (const char *)t->priv, _names);		\
} while (0)

/* KUnit frees the memory, so that a second drop is counted, not fatal. */
static struct thing *thing_alloc(struct kunit *test, char name)
{
	struct thing *t = kunit_kzalloc(test, sizeof(*t), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, t);
	t->test = test;
	t->name = name;
	return t;
}

static noinline sa_owned(thing) thing_make(struct kunit *test, char name)
{
	return sa_unsafe_adopt(thing, thing_alloc(test, name));
}

static noinline sa_result(thing)
thing_try(struct kunit *test, char name, int err)
{
	if (err)
		return sa_fail(thing, err);

	return sa_ok(thing, thing_make(test, name));
}

/* Two members that own, dropped in the order that pair_drop() is written in. */
struct pair {
	sa_own(thing) first;
	sa_own(thing) second;
	u8 payload[100];
};

static void pair_drop(struct pair *pair)
{
	sa_clear(thing, pair->second);
	sa_clear(thing, pair->first);
}

DEFINE_SA_BOX(pair, struct pair, pair_drop(_T))

struct blob {
	u8 payload[200];
};

DEFINE_SA_BOX(blob, struct blob)

static int owner_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, DROPS_MAX, GFP_KERNEL);
	return test->priv ? 0 : -ENOMEM;
}

static void owner_size(struct kunit *test)
{
	SA_OWN(thing, local, thing_make(test, 'a'));
	SA_RESULT(thing, result, thing_try(test, 'b', 0));

	KUNIT_EXPECT_EQ(test, sizeof(struct sa_own_thing), sizeof(void *));
	KUNIT_EXPECT_EQ(test, sizeof(struct sa_result_thing), sizeof(void *));
	KUNIT_EXPECT_EQ(test, sizeof_field(struct pair, first), sizeof(void *));
	KUNIT_EXPECT_EQ(test, sizeof(local), sizeof(void *));
	KUNIT_EXPECT_EQ(test, sizeof(result), sizeof(void *));
}

static void owner_dropped_at_scope_end(struct kunit *test)
{
	{
		SA_OWN(thing, a, thing_make(test, 'a'));

		KUNIT_EXPECT_EQ(test, sa_borrow(a)->name, 'a');
		EXPECT_DROPS(test, "");
	}
	EXPECT_DROPS(test, "a");
}

static void owner_dropped_last_in_first_out(struct kunit *test)
{
	{
		SA_OWN(thing, a, thing_make(test, 'a'));
		SA_OWN(thing, b, thing_make(test, 'b'));
		SA_RESULT(thing, c, thing_try(test, 'c', 0));
		SA_OWN(thing, d, thing_make(test, 'd'));

		EXPECT_DROPS(test, "");
	}
	EXPECT_DROPS(test, "dcba");
}

static noinline void maybe_return_early(struct kunit *test, bool early)
{
	SA_OWN(thing, a, thing_make(test, 'a'));

	if (early)
		return;

	SA_OWN(thing, b, thing_make(test, 'b'));
}

static void owner_dropped_on_early_return(struct kunit *test)
{
	maybe_return_early(test, true);
	EXPECT_DROPS(test, "a");
	maybe_return_early(test, false);
	EXPECT_DROPS(test, "aba");
}

static void owner_dropped_on_break_and_continue(struct kunit *test)
{
	char name;

	for (name = 'a'; name <= 'z'; name++) {
		SA_OWN(thing, o, thing_make(test, name));

		if (name == 'b')
			continue;
		if (name == 'd')
			break;
		log_drop(test, '.');
	}
	EXPECT_DROPS(test, ".ab.cd");
}

static void owner_dropped_on_goto_out(struct kunit *test)
{
	char name = 'a';

again:
	{
		SA_OWN(thing, outer, thing_make(test, name++));
		{
			SA_OWN(thing, inner, thing_make(test, name++));

			if (name == 'c')
				goto again;
			if (name == 'e')
				goto out;
		}
		log_drop(test, '!');
	}
out:
	EXPECT_DROPS(test, "badc");
}

static void owner_moved_is_not_dropped(struct kunit *test)
{
	{
		SA_OWN(thing, b, thing_make(test, 'b'));
		{
			SA_OWN(thing, a, thing_make(test, 'a'));

			sa_replace(thing, b, sa_move(thing, a));
			EXPECT_DROPS(test, "b");
		}
		EXPECT_DROPS(test, "b");
		KUNIT_EXPECT_EQ(test, sa_borrow(b)->name, 'a');
	}
	EXPECT_DROPS(test, "ba");
}

static noinline void consume(struct sa_own_thing o)
{
	SA_OWN(thing, mine, sa_move(thing, &o));

	log_drop(sa_borrow(mine)->test, '.');
}

static void owner_by_value_is_consumed(struct kunit *test)
{
	{
		SA_OWN(thing, a, thing_make(test, 'a'));

		consume(sa_move(thing, a));
		EXPECT_DROPS(test, ".a");
		consume(thing_make(test, 'b'));
		EXPECT_DROPS(test, ".a.b");
	}
	EXPECT_DROPS(test, ".a.b");
}

static noinline void refill(struct sa_own_thing *o, char name)
{
	struct kunit *test = sa_borrow(o)->test;

	consume(sa_move(thing, o));
	sa_replace(thing, o, thing_make(test, name));
}

static void owner_by_pointer_is_refilled(struct kunit *test)
{
	{
		SA_OWN(thing, o, thing_make(test, 'a'));

		refill(o, 'b');
		EXPECT_DROPS(test, ".a");
		KUNIT_EXPECT_EQ(test, sa_borrow(o)->name, 'b');
	}
	EXPECT_DROPS(test, ".ab");
}

static noinline sa_result(thing) pass_result(struct kunit *test, int err)
{
	SA_RESULT(thing, r, thing_try(test, 'a', err));

	if (sa_is_err(r))
		return sa_fail(thing, sa_err(r));

	log_drop(test, '.');
	return sa_ok(thing, sa_unwrap(thing, r));
}

static void result_unwrapped_is_dropped_once(struct kunit *test)
{
	{
		SA_RESULT(thing, r, pass_result(test, 0));

		KUNIT_ASSERT_FALSE(test, sa_is_err(r));
		{
			SA_OWN(thing, a, sa_unwrap(thing, r));

			KUNIT_EXPECT_EQ(test, sa_borrow(a)->name, 'a');
			EXPECT_DROPS(test, ".");
		}
		EXPECT_DROPS(test, ".a");
	}
	EXPECT_DROPS(test, ".a");
}

static void result_not_unwrapped_is_dropped_once(struct kunit *test)
{
	{
		SA_RESULT(thing, r, thing_try(test, 'a', 0));

		KUNIT_EXPECT_FALSE(test, sa_is_err(r));
		EXPECT_DROPS(test, "");
	}
	EXPECT_DROPS(test, "a");
}

static void result_errno(struct kunit *test)
{
	{
		SA_RESULT(thing, r, pass_result(test, -EBUSY));
		SA_RESULT(thing, max, sa_fail(thing, -MAX_ERRNO));

		KUNIT_ASSERT_TRUE(test, sa_is_err(r));
		KUNIT_EXPECT_EQ(test, sa_err(r), -EBUSY);
		KUNIT_ASSERT_TRUE(test, sa_is_err(max));
		KUNIT_EXPECT_EQ(test, sa_err(max), -MAX_ERRNO);
	}
	EXPECT_DROPS(test, "");
}

static noinline sa_result(thing) adopt_any(struct thing *t)
{
	return sa_unsafe_adopt_result(thing, t);
}

static void result_adopts_what_allocators_return(struct kunit *test)
{
	{
		SA_RESULT(thing, live, adopt_any(thing_alloc(test, 'a')));
		SA_RESULT(thing, null, adopt_any(NULL));
		SA_RESULT(thing, error, adopt_any(ERR_PTR(-ENOENT)));

		KUNIT_EXPECT_FALSE(test, sa_is_err(live));
		KUNIT_ASSERT_TRUE(test, sa_is_err(null));
		KUNIT_EXPECT_EQ(test, sa_err(null), -ENOMEM);
		KUNIT_ASSERT_TRUE(test, sa_is_err(error));
		KUNIT_EXPECT_EQ(test, sa_err(error), -ENOENT);
		EXPECT_DROPS(test, "");
	}
	EXPECT_DROPS(test, "a");
}

static void owner_take_from_live_and_empty(struct kunit *test)
{
	{
		SA_OWN(thing, a, thing_make(test, 'a'));
		SA_RESULT(thing, live, sa_take(thing, a));
		SA_RESULT(thing, empty, sa_take(thing, a));

		KUNIT_ASSERT_FALSE(test, sa_is_err(live));
		KUNIT_ASSERT_TRUE(test, sa_is_err(empty));
		KUNIT_EXPECT_EQ(test, sa_err(empty), -ENODATA);
		EXPECT_DROPS(test, "");
		consume(sa_unwrap(thing, live));
		EXPECT_DROPS(test, ".a");
	}
	EXPECT_DROPS(test, ".a");
}

static void owner_replace_drops_old_after_storing_new(struct kunit *test)
{
	struct thing *old, *new;

	{
		SA_OWN(thing, o, thing_make(test, 'a'));
		SA_OWN(thing, b, thing_make(test, 'b'));

		old = sa_borrow(o);
		new = sa_borrow(b);
		old->watched = o;
		sa_replace(thing, o, sa_move(thing, b));
		EXPECT_DROPS(test, "a");
		KUNIT_EXPECT_PTR_EQ(test, old->seen, new);
	}
	EXPECT_DROPS(test, "ab");
}

static void owner_drop_and_clear_once(struct kunit *test)
{
	{
		SA_OWN(thing, a, thing_make(test, 'a'));
		SA_OWN(thing, b, thing_make(test, 'b'));

		sa_drop(thing, a);
		EXPECT_DROPS(test, "a");
		sa_clear(thing, b);
		EXPECT_DROPS(test, "ab");
		sa_clear(thing, b);
		EXPECT_DROPS(test, "ab");
	}
	EXPECT_DROPS(test, "ab");
}

static void box_is_zeroed(struct kunit *test)
{
	struct blob *dirty = kmalloc_obj(*dirty);

	/* What the allocator is likely to hand out next. */
	KUNIT_ASSERT_NOT_NULL(test, dirty);
	memset(dirty, 0xff, sizeof(*dirty));
	kfree(dirty);

	SA_RESULT(blob, r, sa_new(blob, GFP_KERNEL));
	KUNIT_ASSERT_FALSE(test, sa_is_err(r));
	SA_OWN(blob, blob, sa_unwrap(blob, r));

	KUNIT_EXPECT_NULL(test, memchr_inv(sa_borrow(blob), 0,
					   sizeof(*sa_borrow(blob))));
}

static void box_drops_members_in_written_order(struct kunit *test)
{
	{
		SA_RESULT(pair, full, sa_new(pair, GFP_KERNEL));
		SA_RESULT(pair, half, sa_new(pair, GFP_KERNEL));

		KUNIT_ASSERT_FALSE(test, sa_is_err(full));
		KUNIT_ASSERT_FALSE(test, sa_is_err(half));
		SA_OWN(pair, p, sa_unwrap(pair, full));
		SA_OWN(pair, q, sa_unwrap(pair, half));

		sa_replace(thing, sa_borrow(p)->first, thing_make(test, 'a'));
		sa_replace(thing, sa_borrow(p)->second, thing_make(test, 'b'));
		sa_replace(thing, sa_borrow(q)->first, thing_make(test, 'c'));
		EXPECT_DROPS(test, "");
	}
	EXPECT_DROPS(test, "cba");
}

static void owner_into_raw_and_back(struct kunit *test)
{
	struct thing *raw, *before;

	{
		SA_OWN(thing, a, thing_make(test, 'a'));

		before = sa_borrow(a);
		raw = sa_unsafe_into_raw(thing, a);
	}
	EXPECT_DROPS(test, "");
	KUNIT_EXPECT_PTR_EQ(test, raw, before);
	{
		SA_OWN(thing, a, sa_unsafe_adopt(thing, raw));

		KUNIT_EXPECT_PTR_EQ(test, sa_borrow(a), before);
	}
	EXPECT_DROPS(test, "a");
}

static void log_thing(void *data)
{
	struct thing *t = data;

	log_drop(t->test, t->name);
}

static void devm_dropped_in_order_at_unbind(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "order");
	struct thing *earlier = thing_alloc(test, 'e');
	struct thing *later = thing_alloc(test, 'l');

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_ASSERT_EQ(test, 0, devm_add_action(dev, log_thing, earlier));
	{
		SA_OWN(thing, a, thing_make(test, 'a'));

		KUNIT_ASSERT_EQ(test, 0, sa_devm_give(dev, thing,
						      sa_move(thing, a)));
	}
	KUNIT_ASSERT_EQ(test, 0, sa_devm_give(dev, thing,
					      thing_make(test, 'b')));
	KUNIT_ASSERT_EQ(test, 0, devm_add_action(dev, log_thing, later));
	EXPECT_DROPS(test, "");
	kunit_device_unregister(test, dev);
	EXPECT_DROPS(test, "lbae");
}

static noinline int give(struct device *dev, struct sa_own_thing *o)
{
	return sa_devm_give(dev, thing, sa_move(thing, o));
}

static void devm_refuses_empty_owner(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "empty");

	SA_OWN(thing, a, thing_make(test, 'a'));

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	KUNIT_EXPECT_EQ(test, 0, give(dev, a));
	kunit_warning_suppress(test) {
		KUNIT_EXPECT_EQ(test, -EINVAL, give(dev, a));
		KUNIT_EXPECT_SUPPRESSED_WARNING_COUNT(test, 1);
	}
	kunit_device_unregister(test, dev);
	EXPECT_DROPS(test, "a");
}

static struct kunit_case owner_cases[] = {
	KUNIT_CASE(owner_size),
	KUNIT_CASE(owner_dropped_at_scope_end),
	KUNIT_CASE(owner_dropped_last_in_first_out),
	KUNIT_CASE(owner_dropped_on_early_return),
	KUNIT_CASE(owner_dropped_on_break_and_continue),
	KUNIT_CASE(owner_dropped_on_goto_out),
	KUNIT_CASE(owner_moved_is_not_dropped),
	KUNIT_CASE(owner_by_value_is_consumed),
	KUNIT_CASE(owner_by_pointer_is_refilled),
	KUNIT_CASE(result_unwrapped_is_dropped_once),
	KUNIT_CASE(result_not_unwrapped_is_dropped_once),
	KUNIT_CASE(result_errno),
	KUNIT_CASE(result_adopts_what_allocators_return),
	KUNIT_CASE(owner_take_from_live_and_empty),
	KUNIT_CASE(owner_replace_drops_old_after_storing_new),
	KUNIT_CASE(owner_drop_and_clear_once),
	KUNIT_CASE(box_is_zeroed),
	KUNIT_CASE(box_drops_members_in_written_order),
	KUNIT_CASE(owner_into_raw_and_back),
	KUNIT_CASE(devm_dropped_in_order_at_unbind),
	KUNIT_CASE(devm_refuses_empty_owner),
	{}
};

static struct kunit_suite owner_suite = {
	.name = "safe_abstr_owner",
	.init = owner_init,
	.test_cases = owner_cases,
};

kunit_test_suite(owner_suite);

MODULE_DESCRIPTION("KUnit suite for unique ownership");
MODULE_LICENSE("GPL");
