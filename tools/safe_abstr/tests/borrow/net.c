// SPDX-License-Identifier: GPL-2.0
#include <linux/etherdevice.h>
#include <linux/ip.h>
#include <linux/netdevice.h>
#include <linux/pci.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <net/mac80211.h>

struct bw_priv {
	struct net_device *ndev;
	void __iomem *regs;
	u32 id;
};

/* CASE fire: private area used after free_netdev() freed it with the device */
static void bw_remove(struct pci_dev *pdev)
{
	struct net_device *ndev = pci_get_drvdata(pdev);
	struct bw_priv *priv = netdev_priv(ndev);

	unregister_netdev(ndev);
	free_netdev(ndev);
	pci_iounmap(pdev, priv->regs); /* EXPECT SA0401 */
	pci_disable_device(pdev);
}

/* CASE clean: device freed when its private area is no more needed */
static void bw_remove_ok(struct pci_dev *pdev)
{
	struct net_device *ndev = pci_get_drvdata(pdev);
	struct bw_priv *priv = netdev_priv(ndev);

	unregister_netdev(ndev);
	pci_iounmap(pdev, priv->regs);
	free_netdev(ndev);
	pci_disable_device(pdev);
}

/* CASE fire: header read from a packet that was freed */
static int bw_drop(struct bw_priv *priv, struct sk_buff *skb)
{
	struct ethhdr *eth = (struct ethhdr *)skb->data;

	if (skb->len < ETH_HLEN) {
		kfree_skb(skb);
		return -EINVAL;
	}
	priv->ndev->stats.rx_dropped++;
	kfree_skb(skb);
	return ntohs(eth->h_proto); /* EXPECT SA0401 */
}

/* CASE clean: protocol taken out of the header in time */
static int bw_drop_ok(struct bw_priv *priv, struct sk_buff *skb)
{
	struct ethhdr *eth = (struct ethhdr *)skb->data;
	int proto;

	if (skb->len < ETH_HLEN) {
		kfree_skb(skb);
		return -EINVAL;
	}
	proto = ntohs(eth->h_proto);
	priv->ndev->stats.rx_dropped++;
	kfree_skb(skb);
	return proto;
}

/* CASE fire: header pointer kept over skb_cow_head(), which may move the head */
static int bw_clear_tos(struct sk_buff *skb)
{
	struct iphdr *iph = ip_hdr(skb);
	int err;

	err = skb_cow_head(skb, LL_MAX_HEADER);
	if (err)
		return err;
	iph->tos = 0; /* EXPECT SA0401 */
	return 0;
}

/* CASE clean: header pointer taken again */
static int bw_clear_tos_ok(struct sk_buff *skb)
{
	struct iphdr *iph = ip_hdr(skb);
	int err;

	if (iph->ttl <= 1)
		return -EINVAL;
	err = skb_cow_head(skb, LL_MAX_HEADER);
	if (err)
		return err;
	iph = ip_hdr(skb);
	iph->tos = 0;
	return 0;
}

/* CASE fire: hardware struct freed, then its private area used */
static void bw_wifi_free(struct ieee80211_hw *hw)
{
	struct bw_priv *priv = hw->priv;

	ieee80211_unregister_hw(hw);
	ieee80211_free_hw(hw);
	pr_info("radio %u gone\n", priv->id); /* EXPECT SA0401 */
}

/* CASE clean: id copied before the hardware struct goes */
static void bw_wifi_free_ok(struct ieee80211_hw *hw)
{
	struct bw_priv *priv = hw->priv;
	u32 id = priv->id;

	ieee80211_unregister_hw(hw);
	ieee80211_free_hw(hw);
	pr_info("radio %u gone\n", id);
}

/* CASE fire: device returned after its reference was put */
static struct net_device *bw_lookup(struct net *net, const char *name)
{
	struct net_device *dev = dev_get_by_name(net, name);

	if (!dev)
		return NULL;
	dev_put(dev);
	return dev; /* EXPECT SA0402 */
}

/* CASE clean: caller gets the reference */
static struct net_device *bw_lookup_ok(struct net *net, const char *name)
{
	struct net_device *dev = dev_get_by_name(net, name);

	if (!dev)
		return NULL;
	if (!(dev->flags & IFF_UP)) {
		dev_put(dev);
		return NULL;
	}
	return dev;
}
