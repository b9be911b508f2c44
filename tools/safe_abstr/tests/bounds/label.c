// SPDX-License-Identifier: GPL-2.0
#include <linux/errno.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define MAX_LINES	64

struct line_request {
	u32 offsets[MAX_LINES];
	u32 flags;
	char label[32];
	u32 nr_lines;
};

int line_use(u32 offset, const char *label);

/* CASE clean: the copy of a string leaves the structure as it was checked */
int lines_request(void __user *arg);
int lines_request(void __user *arg)
{
	struct line_request req;
	char *label = NULL;
	int ret = 0;
	u32 i;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;
	if (!req.nr_lines || req.nr_lines > MAX_LINES)
		return -EINVAL;

	if (req.label[0] != '\0') {
		label = kstrndup(req.label, sizeof(req.label) - 1, GFP_KERNEL);
		if (!label)
			return -ENOMEM;
	}

	for (i = 0; i < req.nr_lines && !ret; i++)
		ret = line_use(req.offsets[i], label);

	kfree(label);
	return ret;
}

/* CASE fire: nobody checked how many lines there are */
int bare_lines_request(void __user *arg);
int bare_lines_request(void __user *arg)
{
	struct line_request req;
	char *label = NULL;
	int ret = 0;
	u32 i;

	if (copy_from_user(&req, arg, sizeof(req)))
		return -EFAULT;

	if (req.label[0] != '\0') {
		label = kstrndup(req.label, sizeof(req.label) - 1, GFP_KERNEL);
		if (!label)
			return -ENOMEM;
	}

	for (i = 0; i < req.nr_lines && !ret; i++)
		ret = line_use(req.offsets[i], label); /* EXPECT SA1201 */

	kfree(label);
	return ret;
}
