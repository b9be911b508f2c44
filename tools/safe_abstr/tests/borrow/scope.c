// SPDX-License-Identifier: GPL-2.0
#include <linux/cleanup.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spi/spi.h>
#include <linux/string.h>

struct bw_cmd {
	struct list_head node;
	u32 op;
	u32 len;
};

struct bw_chan {
	struct mutex lock; /* for cmds and done */
	struct list_head cmds;
	struct completion *done;
	struct bw_cmd *cur;
	const char *who;
};

static const char *bw_last;

/* CASE fire: address of a local array returned */
static char *bw_fmt(u32 major, u32 minor)
{
	char buf[16];

	snprintf(buf, sizeof(buf), "%u.%u", major, minor);
	return buf; /* EXPECT SA0402 */
}

/* CASE clean: string allocated for the caller */
static char *bw_fmt_ok(u32 major, u32 minor)
{
	return kasprintf(GFP_KERNEL, "%u.%u", major, minor);
}

/* CASE fire: pointer freed by its cleanup is returned */
static struct bw_cmd *bw_cmd_new(u32 op)
{
	struct bw_cmd *cmd __free(kfree) = kzalloc_obj(*cmd);

	if (!cmd)
		return NULL;
	cmd->op = op;
	return cmd; /* EXPECT SA0402 */
}

/* CASE clean: cleanup disarmed by no_free_ptr() */
static struct bw_cmd *bw_cmd_new_ok(u32 op)
{
	struct bw_cmd *cmd __free(kfree) = kzalloc_obj(*cmd);

	if (!cmd)
		return NULL;
	cmd->op = op;
	return no_free_ptr(cmd);
}

/* CASE fire: command on the stack becomes the current one of the channel */
static int bw_issue(struct bw_chan *ch, u32 op)
{
	struct bw_cmd cmd = { .op = op };

	if (op > 7)
		return -EINVAL;
	ch->cur = &cmd; /* EXPECT SA0403 */
	return 0;
}

/* CASE clean: pointer to the stack taken back before the return */
static void bw_issue_ok(struct bw_chan *ch, u32 op, void (*run)(struct bw_chan *))
{
	struct bw_cmd cmd = { .op = op };

	ch->cur = &cmd;
	run(ch);
	ch->cur = NULL;
}

/* CASE fire: completion on the stack stays in the channel after the timeout */
static int bw_wait(struct bw_chan *ch)
{
	DECLARE_COMPLETION_ONSTACK(done);

	ch->done = &done; /* EXPECT SA0403 */
	if (!wait_for_completion_timeout(&done, HZ))
		return -ETIMEDOUT;
	ch->done = NULL;
	return 0;
}

/* CASE clean: completion removed from the channel on both paths */
static int bw_wait_ok(struct bw_chan *ch)
{
	DECLARE_COMPLETION_ONSTACK(done);
	unsigned long left;

	ch->done = &done;
	left = wait_for_completion_timeout(&done, HZ);
	ch->done = NULL;
	return left ? 0 : -ETIMEDOUT;
}

/* CASE fire: command freed by its cleanup though the list has it */
static int bw_enqueue(struct bw_chan *ch, u32 op)
{
	struct bw_cmd *cmd __free(kfree) = kzalloc_obj(*cmd);

	if (!cmd)
		return -ENOMEM;
	cmd->op = op;
	guard(mutex)(&ch->lock);
	list_add_tail(&cmd->node, &ch->cmds);
	return 0; /* EXPECT SA0403 */
}

/* CASE clean: command given to the list for good */
static int bw_enqueue_ok(struct bw_chan *ch, u32 op)
{
	struct bw_cmd *cmd __free(kfree) = kzalloc_obj(*cmd);

	if (!cmd)
		return -ENOMEM;
	cmd->op = op;
	guard(mutex)(&ch->lock);
	list_add_tail(&cmd->node, &ch->cmds);
	retain_and_null_ptr(cmd);
	return 0;
}

/* CASE fire: global keeps a pointer into a local buffer */
static void bw_note(u32 op)
{
	char text[24];

	snprintf(text, sizeof(text), "op %u", op);
	bw_last = text; /* EXPECT SA0403 */
}

/* CASE clean: global points to constant strings */
static void bw_note_ok(u32 op)
{
	bw_last = op ? "busy" : "idle";
}

/* CASE clean: message on the stack, the call is over when it returns */
static int bw_xfer(struct spi_device *spi, const u8 *tx, unsigned int len)
{
	struct spi_transfer t = { .tx_buf = tx, .len = len };
	struct spi_message m;

	spi_message_init(&m);
	spi_message_add_tail(&t, &m);
	return spi_sync(spi, &m);
}
