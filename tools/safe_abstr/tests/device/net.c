// SPDX-License-Identifier: GPL-2.0
#include <linux/etherdevice.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

/* CASE fire: the ring that xmit writes to is freed before unregister_netdev() */
struct emac {
	u32 *ring;
	u32 head;
};

static netdev_tx_t emac_xmit(struct sk_buff *skb, struct net_device *ndev)
{
	struct emac *emac = netdev_priv(ndev);

	emac->ring[emac->head++ & 63] = skb->len;
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops emac_ops = {
	.ndo_start_xmit = emac_xmit,
};

static int emac_probe(struct platform_device *pdev)
{
	struct net_device *ndev = alloc_etherdev(sizeof(struct emac));
	struct emac *emac;
	int ret = -ENOMEM;

	if (!ndev)
		return -ENOMEM;
	emac = netdev_priv(ndev);
	emac->ring = kcalloc(64, sizeof(u32), GFP_KERNEL);
	if (!emac->ring)
		goto err_netdev;
	ndev->netdev_ops = &emac_ops;
	ret = register_netdev(ndev);
	if (ret)
		goto err_ring;
	platform_set_drvdata(pdev, ndev);
	return 0;
err_ring:
	kfree(emac->ring);
err_netdev:
	free_netdev(ndev);
	return ret;
}

static void emac_remove(struct platform_device *pdev)
{
	struct net_device *ndev = platform_get_drvdata(pdev);
	struct emac *emac = netdev_priv(ndev);

	kfree(emac->ring); /* EXPECT SA0901 */
	unregister_netdev(ndev);
	free_netdev(ndev);
}

static struct platform_driver emac_driver = {
	.probe = emac_probe,
	.remove = emac_remove,
	.driver = { .name = "emac" },
};

/* CASE clean: unregister_netdev(), then the ring, then the net_device */
struct gmac {
	u32 *ring;
	u32 head;
};

static netdev_tx_t gmac_xmit(struct sk_buff *skb, struct net_device *ndev)
{
	struct gmac *gmac = netdev_priv(ndev);

	gmac->ring[gmac->head++ & 63] = skb->len;
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops gmac_ops = {
	.ndo_start_xmit = gmac_xmit,
};

static int gmac_probe(struct platform_device *pdev)
{
	struct net_device *ndev = alloc_etherdev(sizeof(struct gmac));
	struct gmac *gmac;
	int ret = -ENOMEM;

	if (!ndev)
		return -ENOMEM;
	gmac = netdev_priv(ndev);
	gmac->ring = kcalloc(64, sizeof(u32), GFP_KERNEL);
	if (!gmac->ring)
		goto err_netdev;
	ndev->netdev_ops = &gmac_ops;
	ret = register_netdev(ndev);
	if (ret)
		goto err_ring;
	platform_set_drvdata(pdev, ndev);
	return 0;
err_ring:
	kfree(gmac->ring);
err_netdev:
	free_netdev(ndev);
	return ret;
}

static void gmac_remove(struct platform_device *pdev)
{
	struct net_device *ndev = platform_get_drvdata(pdev);
	struct gmac *gmac = netdev_priv(ndev);

	unregister_netdev(ndev);
	kfree(gmac->ring);
	free_netdev(ndev);
}

static struct platform_driver gmac_driver = {
	.probe = gmac_probe,
	.remove = gmac_remove,
	.driver = { .name = "gmac" },
};

/* CASE fire: register_netdev() before NAPI and the timeout work exist */
struct xmac {
	struct napi_struct napi;
	struct work_struct reset;
	u32 resets;
};

static void xmac_reset(struct work_struct *work)
{
	struct xmac *xmac = container_of(work, struct xmac, reset);

	xmac->resets++;
}

static int xmac_poll(struct napi_struct *napi, int budget)
{
	napi_complete_done(napi, 0);
	return 0;
}

static int xmac_open(struct net_device *ndev)
{
	struct xmac *xmac = netdev_priv(ndev);

	napi_enable(&xmac->napi);
	return 0;
}

static int xmac_stop(struct net_device *ndev)
{
	struct xmac *xmac = netdev_priv(ndev);

	napi_disable(&xmac->napi);
	return 0;
}

static void xmac_timeout(struct net_device *ndev, unsigned int queue)
{
	struct xmac *xmac = netdev_priv(ndev);

	schedule_work(&xmac->reset);
}

static const struct net_device_ops xmac_ops = {
	.ndo_open = xmac_open,
	.ndo_stop = xmac_stop,
	.ndo_tx_timeout = xmac_timeout,
};

static int xmac_setup(struct net_device *ndev)
{
	struct xmac *xmac = netdev_priv(ndev);
	int ret;

	ndev->netdev_ops = &xmac_ops;
	ret = register_netdev(ndev); /* EXPECT SA0901 */
	if (ret)
		return ret;
	netif_napi_add(ndev, &xmac->napi, xmac_poll);
	INIT_WORK(&xmac->reset, xmac_reset);
	return 0;
}

static void xmac_teardown(struct net_device *ndev)
{
	struct xmac *xmac = netdev_priv(ndev);

	unregister_netdev(ndev);
	cancel_work_sync(&xmac->reset);
	free_netdev(ndev);
}

/* CASE fire: free_netdev() with the reset work perhaps pending */
struct tmac {
	struct work_struct reset;
	u32 resets;
};

static void tmac_reset(struct work_struct *work)
{
	struct tmac *tmac = container_of(work, struct tmac, reset);

	tmac->resets++;
}

static void tmac_timeout(struct net_device *ndev, unsigned int queue)
{
	struct tmac *tmac = netdev_priv(ndev);

	schedule_work(&tmac->reset);
}

static const struct net_device_ops tmac_ops = {
	.ndo_tx_timeout = tmac_timeout,
};

static int tmac_setup(struct net_device *ndev)
{
	struct tmac *tmac = netdev_priv(ndev);

	INIT_WORK(&tmac->reset, tmac_reset);
	ndev->netdev_ops = &tmac_ops;
	return register_netdev(ndev);
}

static void tmac_teardown(struct net_device *ndev)
{
	unregister_netdev(ndev);
	free_netdev(ndev); /* EXPECT SA0903 */
}

/* CASE clean: reset work cancelled between unregister and free */
struct fmac {
	struct work_struct reset;
	u32 resets;
};

static void fmac_reset(struct work_struct *work)
{
	struct fmac *fmac = container_of(work, struct fmac, reset);

	fmac->resets++;
}

static void fmac_timeout(struct net_device *ndev, unsigned int queue)
{
	struct fmac *fmac = netdev_priv(ndev);

	schedule_work(&fmac->reset);
}

static const struct net_device_ops fmac_ops = {
	.ndo_tx_timeout = fmac_timeout,
};

static int fmac_setup(struct net_device *ndev)
{
	struct fmac *fmac = netdev_priv(ndev);

	INIT_WORK(&fmac->reset, fmac_reset);
	ndev->netdev_ops = &fmac_ops;
	return register_netdev(ndev);
}

static void fmac_teardown(struct net_device *ndev)
{
	struct fmac *fmac = netdev_priv(ndev);

	unregister_netdev(ndev);
	cancel_work_sync(&fmac->reset);
	free_netdev(ndev);
}
