// SPDX-License-Identifier: GPL-2.0
#include <linux/etherdevice.h>
#include <linux/io.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/pm_runtime.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/usb.h>
#include <linux/workqueue.h>

#define ETH_DESC	0x10
#define ETH_LEN		0x14

struct eth {
	struct net_device *ndev;
	struct usb_device *udev;
	struct urb *rx_urb;
	struct mutex lock; /* protects the state */
	spinlock_t tx_lock; /* protects the state */
	struct napi_struct napi;
	struct work_struct mc_work;
	void __iomem *base;
	u8 *mc_cmd;
};

/* CASE fire: ndo_start_xmit takes a mutex */
static netdev_tx_t eth_xmit(struct sk_buff *skb, struct net_device *ndev)
{
	struct eth *eth = netdev_priv(ndev);

	mutex_lock(&eth->lock); /* EXPECT SA0801 */
	writel(skb->len, eth->base + ETH_LEN);
	mutex_unlock(&eth->lock);
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops eth_ops = {
	.ndo_start_xmit = eth_xmit,
};

/* CASE clean: ndo_start_xmit takes a spinlock */
static netdev_tx_t eth_xmit_fixed(struct sk_buff *skb, struct net_device *ndev)
{
	struct eth *eth = netdev_priv(ndev);

	spin_lock(&eth->tx_lock);
	writel(skb->len, eth->base + ETH_LEN);
	spin_unlock(&eth->tx_lock);
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops eth_ops_fixed = {
	.ndo_start_xmit = eth_xmit_fixed,
};

/* CASE fire: the transmit path reallocates headroom with GFP_KERNEL */
static netdev_tx_t eth_tun_xmit(struct sk_buff *skb, struct net_device *ndev)
{
	struct eth *eth = netdev_priv(ndev);

	if (pskb_expand_head(skb, 8, 0, GFP_KERNEL)) { /* EXPECT SA0801 */
		dev_kfree_skb_any(skb);
		return NETDEV_TX_OK;
	}
	writel(skb->len, eth->base + ETH_LEN);
	dev_kfree_skb_any(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops eth_tun_ops = {
	.ndo_start_xmit = eth_tun_xmit,
};

/* CASE fire: multicast list set by a synchronous USB message in ndo_set_rx_mode */
static void eth_set_rx_mode(struct net_device *ndev)
{
	struct eth *eth = netdev_priv(ndev);

	int ret;

	ret = usb_control_msg_send(eth->udev, 0, 0x20, USB_DIR_OUT, /* EXPECT SA0801 */
				   netdev_mc_count(ndev), 0, NULL, 0, 100, GFP_KERNEL);
	if (ret)
		netdev_err(ndev, "multicast setup failed: %d\n", ret);
}

static const struct net_device_ops eth_mc_ops = {
	.ndo_set_rx_mode = eth_set_rx_mode,
};

/* CASE clean: ndo_set_rx_mode defers the USB message to a work */
static void eth_mc_work(struct work_struct *work)
{
	struct eth *eth = container_of(work, struct eth, mc_work);
	int ret;

	ret = usb_control_msg_send(eth->udev, 0, 0x20, USB_DIR_OUT, 1, 0, NULL, 0,
				   100, GFP_KERNEL);
	if (ret)
		netdev_err(eth->ndev, "multicast setup failed: %d\n", ret);
}

static void eth_set_rx_mode_fixed(struct net_device *ndev)
{
	struct eth *eth = netdev_priv(ndev);

	schedule_work(&eth->mc_work);
}

static void eth_mc_setup(struct eth *eth)
{
	INIT_WORK(&eth->mc_work, eth_mc_work);
}

static const struct net_device_ops eth_mc_ops_fixed = {
	.ndo_set_rx_mode = eth_set_rx_mode_fixed,
};

/* CASE clean: ndo_open and ndo_stop run in process context under RTNL */
static int eth_open(struct net_device *ndev)
{
	struct eth *eth = netdev_priv(ndev);

	eth->mc_cmd = kzalloc(64, GFP_KERNEL);
	if (!eth->mc_cmd)
		return -ENOMEM;
	mutex_lock(&eth->lock);
	writel(1, eth->base + ETH_DESC);
	mutex_unlock(&eth->lock);
	napi_enable(&eth->napi);
	netif_start_queue(ndev);
	return 0;
}

static int eth_stop(struct net_device *ndev)
{
	struct eth *eth = netdev_priv(ndev);

	netif_stop_queue(ndev);
	napi_disable(&eth->napi);
	kfree(eth->mc_cmd);
	eth->mc_cmd = NULL;
	return 0;
}

static const struct net_device_ops eth_open_ops = {
	.ndo_open = eth_open,
	.ndo_stop = eth_stop,
};

/* CASE fire: URB resubmitted with GFP_KERNEL from its completion handler */
static void eth_rx_complete(struct urb *urb)
{
	struct eth *eth = urb->context;
	int ret;

	if (urb->status)
		return;
	ret = usb_submit_urb(urb, GFP_KERNEL); /* EXPECT SA0801 */
	if (ret)
		netdev_err(eth->ndev, "rx submit failed: %d\n", ret);
}

static int eth_start_rx(struct eth *eth, void *buf, int len)
{
	usb_fill_bulk_urb(eth->rx_urb, eth->udev, usb_rcvbulkpipe(eth->udev, 1), buf, len,
			  eth_rx_complete, eth);
	return usb_submit_urb(eth->rx_urb, GFP_KERNEL);
}

/* CASE clean: GFP_ATOMIC in the completion, GFP_KERNEL in the start function */
static void eth_ev_complete(struct urb *urb)
{
	struct eth *eth = urb->context;
	int ret;

	if (urb->status)
		return;
	ret = usb_submit_urb(urb, GFP_ATOMIC);
	if (ret)
		netdev_err(eth->ndev, "event submit failed: %d\n", ret);
}

static int eth_start_ev(struct eth *eth, void *buf, int len)
{
	usb_fill_int_urb(eth->rx_urb, eth->udev, usb_rcvintpipe(eth->udev, 2), buf, len,
			 eth_ev_complete, eth, 8);
	return usb_submit_urb(eth->rx_urb, GFP_KERNEL);
}

/* CASE fire: NAPI poll disables its own NAPI */
static int eth_poll(struct napi_struct *napi, int budget)
{
	struct eth *eth = container_of(napi, struct eth, napi);

	if (readl(eth->base + ETH_DESC) == U32_MAX) {
		napi_disable(napi); /* EXPECT SA0802 */
		return 0;
	}
	napi_complete_done(napi, 0);
	return 0;
}

static void eth_napi_setup(struct eth *eth)
{
	netif_napi_add(eth->ndev, &eth->napi, eth_poll);
}
