// SPDX-License-Identifier: GPL-2.0
/* Borrows that outlive their owner. */
#include <linux/device.h>
#include <linux/platform_device.h>
#include <linux/safe_abstr/owner.h>
#include <linux/slab.h>

struct bw_cfg {
	u32 rate;
	u32 flags;
	char name[16];
};

DEFINE_SA_BOX(bw_cfg, struct bw_cfg)

struct bw {
	struct device *dev;
	struct bw_cfg *active;
	u32 rate;
};

/* In the other file of the driver. */
sa_result(bw_cfg) bw_parse(struct device *dev);
void bw_commit(struct bw *bw, struct sa_own_bw_cfg cfg);
int bw_apply(struct bw *bw, const struct bw_cfg *cfg);

static struct bw_cfg *bw_default;

/* CASE fire: borrow read after its owner was given away */
static int bw_update_moved(struct bw *bw)
{
	struct bw_cfg *cfg;

	SA_RESULT(bw_cfg, res, bw_parse(bw->dev));
	if (sa_is_err(res))
		return sa_err(res);

	SA_OWN(bw_cfg, owner, sa_unwrap(bw_cfg, res));
	cfg = sa_borrow(owner);
	bw_commit(bw, sa_move(bw_cfg, owner));
	bw->rate = cfg->rate; /* EXPECT SA0401 */
	return 0;
}

/* CASE clean: value read before its owner is given away */
static int bw_update(struct bw *bw)
{
	SA_RESULT(bw_cfg, res, bw_parse(bw->dev));
	if (sa_is_err(res))
		return sa_err(res);

	SA_OWN(bw_cfg, owner, sa_unwrap(bw_cfg, res));
	bw->rate = sa_borrow(owner)->rate;
	bw_commit(bw, sa_move(bw_cfg, owner));
	return 0;
}

/* CASE fire: borrow used by the message after the drop */
static int bw_check_dropped(struct bw *bw, struct sa_own_bw_cfg o)
{
	struct bw_cfg *cfg;
	int ret;

	SA_OWN(bw_cfg, owner, o);
	cfg = sa_borrow(owner);
	ret = bw_apply(bw, cfg);
	if (ret) {
		sa_drop(bw_cfg, owner);
		dev_err(bw->dev, "%s: %d\n", cfg->name, ret); /* EXPECT SA0401 */
		return ret;
	}
	bw_commit(bw, sa_move(bw_cfg, owner));
	return 0;
}

/* CASE clean: message first, drop at the end of the scope */
static int bw_check(struct bw *bw, struct sa_own_bw_cfg o)
{
	struct bw_cfg *cfg;
	int ret;

	SA_OWN(bw_cfg, owner, o);
	cfg = sa_borrow(owner);
	ret = bw_apply(bw, cfg);
	if (ret) {
		dev_err(bw->dev, "%s: %d\n", cfg->name, ret);
		return ret;
	}
	bw_commit(bw, sa_move(bw_cfg, owner));
	return 0;
}

/* CASE fire: owner left its scope, the borrow did not */
static int bw_probe_scope(struct bw *bw)
{
	const struct bw_cfg *cfg = NULL;

	if (bw->rate) {
		SA_RESULT(bw_cfg, res, bw_parse(bw->dev));
		if (sa_is_err(res))
			return sa_err(res);

		SA_OWN(bw_cfg, owner, sa_unwrap(bw_cfg, res));
		cfg = sa_borrow(owner);
	}
	if (!cfg)
		return 0;
	return bw_apply(bw, cfg); /* EXPECT SA0401 */
}

/* CASE clean: borrow used in the scope of its owner */
static int bw_probe_inner(struct bw *bw)
{
	int ret = 0;

	if (bw->rate) {
		SA_RESULT(bw_cfg, res, bw_parse(bw->dev));
		if (sa_is_err(res))
			return sa_err(res);

		SA_OWN(bw_cfg, owner, sa_unwrap(bw_cfg, res));
		ret = bw_apply(bw, sa_borrow(owner));
	}
	return ret;
}

/* CASE fire: borrow returned, owner dropped on return */
static struct bw_cfg *bw_first_borrow(struct sa_own_bw_cfg o)
{
	SA_OWN(bw_cfg, owner, o);

	sa_borrow(owner)->flags = 1;
	return sa_borrow(owner); /* EXPECT SA0402 */
}

/* CASE clean: owner returned */
static sa_owned(bw_cfg) bw_first(struct sa_own_bw_cfg o)
{
	SA_OWN(bw_cfg, owner, o);

	sa_borrow(owner)->flags = 1;
	return sa_move(bw_cfg, owner);
}

/* CASE fire: address inside the object returned through a variable */
static const char *bw_name_inside(struct device *dev)
{
	const char *name;

	SA_RESULT(bw_cfg, res, bw_parse(dev));
	if (sa_is_err(res))
		return NULL;

	SA_OWN(bw_cfg, owner, sa_unwrap(bw_cfg, res));
	name = sa_borrow(owner)->name;
	return name; /* EXPECT SA0402 */
}

/* CASE clean: value of a member returned */
static u32 bw_rate_value(struct device *dev)
{
	SA_RESULT(bw_cfg, res, bw_parse(dev));
	if (sa_is_err(res))
		return 0;

	SA_OWN(bw_cfg, owner, sa_unwrap(bw_cfg, res));
	return sa_borrow(owner)->rate;
}

/* CASE fire: borrow left in a global variable */
static int bw_init_global(struct device *dev)
{
	SA_RESULT(bw_cfg, res, bw_parse(dev));
	if (sa_is_err(res))
		return sa_err(res);

	SA_OWN(bw_cfg, owner, sa_unwrap(bw_cfg, res));
	bw_default = sa_borrow(owner); /* EXPECT SA0403 */
	return 0;
}

/* CASE fire: borrow left in the device's structure */
static void bw_select_device(struct bw *bw, struct sa_own_bw_cfg o)
{
	SA_OWN(bw_cfg, owner, o);

	bw->active = sa_borrow(owner); /* EXPECT SA0403 */
	bw->rate = sa_borrow(owner)->rate;
}

/* CASE clean: the device owns what its structure borrows */
static int bw_select(struct bw *bw, struct sa_own_bw_cfg o)
{
	struct bw_cfg *cfg;
	int ret;

	SA_OWN(bw_cfg, owner, o);
	cfg = sa_borrow(owner);
	ret = sa_devm_give(bw->dev, bw_cfg, sa_move(bw_cfg, owner));
	if (ret)
		return ret;

	bw->active = cfg;
	bw->rate = cfg->rate;
	return 0;
}

/* CASE clean: borrow in the structure while the owner lives, cleared before it ends */
static int bw_try(struct bw *bw, struct sa_own_bw_cfg o)
{
	int ret;

	SA_OWN(bw_cfg, owner, o);
	bw->active = sa_borrow(owner);
	ret = bw_apply(bw, bw->active);
	bw->active = NULL;
	return ret;
}
