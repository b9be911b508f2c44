// SPDX-License-Identifier: GPL-2.0
/* Copies of a part of a structure. */
#include <linux/slab.h>
#include <linux/string.h>

struct spc {
	u32 table[3];
	u8 *buf;
	unsigned int size;
};

struct spc_chip {
	struct spc work;
};

static void spc_free(struct spc *spc)
{
	kfree(spc->buf);
}

/* CASE clean: the first member has the address of the structure */
static void spc_load(struct spc_chip *chip, struct spc *spc)
{
	memcpy(&chip->work.table, &spc->table, sizeof(spc->table));
	memcpy(chip->work.buf, spc->buf, spc->size);
}

/* CASE fire: all of it, with the buffer */
static void spc_take(struct spc_chip *chip, struct spc *spc)
{
	memcpy(&chip->work, spc, sizeof(*spc));		/* EXPECT SA0202 */
}
