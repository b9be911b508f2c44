// SPDX-License-Identifier: GPL-2.0
/* Owners that are gone on some path only: the compiler sees no mistake. */
#include <linux/device.h>
#include <linux/list.h>
#include <linux/safe_abstr/owner.h>
#include <linux/slab.h>
#include <linux/types.h>

struct br_pkt {
	struct list_head node;
	u32 len;
	u32 prio;
};

DEFINE_SA_BOX(br_pkt, struct br_pkt)

/* In the other file of the driver. */
sa_result(br_pkt) br_recv(struct device *dev);
sa_owned(br_pkt) br_empty_pkt(void);
void br_queue(struct device *dev, struct sa_own_br_pkt pkt);
bool br_is_control(const struct br_pkt *pkt);
void br_account(struct device *dev, u32 len);
int br_ready(struct device *dev);

/* CASE fire: moved in one branch, borrowed after the join */
static void br_input_uses(struct device *dev, struct sa_own_br_pkt o)
{
	SA_OWN(br_pkt, pkt, o);

	if (br_is_control(sa_borrow(pkt)))
		br_queue(dev, sa_move(br_pkt, pkt));

	br_account(dev, sa_borrow(pkt)->len); /* EXPECT SA0103 */
}

/* CASE clean: what is needed after the move is read before it */
static void br_input(struct device *dev, struct sa_own_br_pkt o)
{
	SA_OWN(br_pkt, pkt, o);
	u32 len = sa_borrow(pkt)->len;

	if (br_is_control(sa_borrow(pkt)))
		br_queue(dev, sa_move(br_pkt, pkt));

	br_account(dev, len);
}

/* CASE fire: moved to each of the queues */
static void br_flood_again(struct device **port, int ports, struct sa_own_br_pkt o)
{
	SA_OWN(br_pkt, pkt, o);
	int i;

	for (i = 0; i < ports; i++) {
		if (br_ready(port[i]))
			br_queue(port[i], sa_move(br_pkt, pkt)); /* EXPECT SA0104 */
	}
}

/* CASE clean: the first queue that is ready gets it */
static void br_flood_once(struct device **port, int ports, struct sa_own_br_pkt o)
{
	SA_OWN(br_pkt, pkt, o);
	int i;

	for (i = 0; i < ports; i++) {
		if (br_ready(port[i])) {
			br_queue(port[i], sa_move(br_pkt, pkt));
			break;
		}
	}
}

/* CASE clean: the owner is filled again before the next round */
static void br_flood_refill(struct device **port, int ports, struct sa_own_br_pkt o)
{
	SA_OWN(br_pkt, pkt, o);
	int i;

	for (i = 0; i < ports; i++) {
		br_queue(port[i], sa_move(br_pkt, pkt));
		sa_replace(br_pkt, pkt, br_empty_pkt());
	}
}

/* CASE fire: dropped when too long, borrowed later */
static int br_filter_uses(struct device *dev, struct sa_own_br_pkt o, u32 mtu)
{
	SA_OWN(br_pkt, pkt, o);
	int ret = 0;

	if (sa_borrow(pkt)->len > mtu) {
		sa_drop(br_pkt, pkt);
		ret = -EMSGSIZE;
	}
	br_account(dev, mtu);
	if (sa_borrow(pkt)->prio) /* EXPECT SA0101 */
		ret = 1;
	return ret;
}

/* CASE clean: the same flag guards the drop and the borrow */
static int br_filter(struct device *dev, struct sa_own_br_pkt o, u32 mtu)
{
	SA_OWN(br_pkt, pkt, o);
	int ret = 0;

	if (sa_borrow(pkt)->len > mtu) {
		sa_drop(br_pkt, pkt);
		ret = -EMSGSIZE;
	}
	br_account(dev, mtu);
	if (!ret && sa_borrow(pkt)->prio)
		ret = 1;
	return ret;
}

/* CASE fire: dropped when it was moved already */
static void br_finish_drops(struct device *dev, struct sa_own_br_pkt o, bool keep)
{
	SA_OWN(br_pkt, pkt, o);

	if (keep)
		br_queue(dev, sa_move(br_pkt, pkt));
	br_account(dev, 0);
	sa_drop(br_pkt, pkt); /* EXPECT SA0104 */
}

/* CASE clean: sa_clear() takes an empty owner */
static void br_finish(struct device *dev, struct sa_own_br_pkt o, bool keep)
{
	SA_OWN(br_pkt, pkt, o);

	if (keep)
		br_queue(dev, sa_move(br_pkt, pkt));
	br_account(dev, 0);
	sa_clear(br_pkt, pkt);
}

/* CASE fire: the label is reached with and without the move */
static int br_poll_label(struct device *dev, struct sa_own_br_pkt o)
{
	SA_OWN(br_pkt, pkt, o);
	int ret = br_ready(dev);

	if (ret)
		goto out;
	br_queue(dev, sa_move(br_pkt, pkt));
	ret = br_ready(dev);
out:
	br_account(dev, sa_borrow(pkt)->len); /* EXPECT SA0103 */
	return ret;
}

/* CASE clean: a new owner in each round, left by continue */
static int br_poll(struct device *dev, int budget)
{
	int done = 0;

	while (done < budget) {
		SA_RESULT(br_pkt, res, br_recv(dev));
		if (sa_is_err(res))
			break;

		SA_OWN(br_pkt, pkt, sa_unwrap(br_pkt, res));
		done++;
		if (!sa_borrow(pkt)->len)
			continue;
		br_queue(dev, sa_move(br_pkt, pkt));
	}
	return done;
}

/* CASE fire: one case of the switch moves, and falls out to the use */
static void br_classify_switch(struct device *dev, struct sa_own_br_pkt o, int class)
{
	SA_OWN(br_pkt, pkt, o);

	switch (class) {
	case 0:
		br_account(dev, 1);
		break;
	case 1:
		br_queue(dev, sa_move(br_pkt, pkt));
		break;
	default:
		return;
	}
	if (br_is_control(sa_borrow(pkt))) /* EXPECT SA0103 */
		br_account(dev, 2);
}
