/* SPDX-License-Identifier: GPL-2.0 */
#ifndef SACHECK_DMA_H
#define SACHECK_DMA_H

#include "core.h"

/*
 * SLOT_DMA cells: of a streaming mapping by its bus address, of a mapped
 * scatter list by its first entry, of coherent memory by its CPU address. ST_LIVE
 * if it is to be unmapped; other is the size (or number of entries), third the
 * device, num the id of the direction (of coherent memory: of the handle).
 */
enum dma_flag {
	DMA_TESTED = 1,		/* is no error, or that was reported */
	DMA_GIVEN = 2,		/* a callee or the hardware has it */
	DMA_STORED = 4,		/* in a structure that outlives the function */
	DMA_RING = 8,		/* in one of many places of such a structure */
	DMA_OUT = 16,		/* the caller has it */
	DMA_SG = 32,
	DMA_COHERENT = 64,
	DMA_UNDONE = 128,	/* by somebody, it seems */
	DMA_INNER = 256,	/* begun by a function interpreted in place */
	DMA_LOOP = 1024,	/* one of many */
	DMA_KEPT = 512,		/* in a variable, until the very end */
};

/* SLOT_DMA_BUF cells: other is the bus address, num the size in bytes or 0. */
enum dma_buf_flag {
	BUF_DEVICE = 1,		/* the device owns it now */
	BUF_PAGE = 2,		/* the key is its struct page */
	BUF_LIST = 4,		/* the key is a scatter list, other the buffer */
};

#define DMA_TO_DEVICE	1	/* enum dma_data_direction */

static inline struct value *dma_arg(struct call *c, int nr)
{
	return nr >= 1 && nr <= c->nr_args ? c->arg[nr] : NULL;
}

void dma_add_flags(struct path *p, struct value *val, const struct cell *was,
		   int flags);
void dma_report_untested(struct path *p, struct position pos,
			 struct value *val, const struct cell *m);
const char *dma_value_name(struct path *p, struct value *val);
const char *dma_function(const char *name);

/* Only prints its arguments. */
bool dma_prints(const char *name);
bool dma_name_has(const char *name, const char *const *words, unsigned int nr);

/* @c ends a mapping or frees memory in the manner of @f: like it began? */
void dma_check_pair(struct path *p, struct call *c, struct fact *f,
		    const struct cell *began, bool counts);
bool dma_mentions(struct expression *e, struct symbol *sym);
/* Reports if the memory behind the mapping @addr was freed already. */
void dma_check_freed(struct path *p, struct value *addr);
/* The memory behind the mapping @addr is the CPU's again. */
void dma_forget_buffers(struct path *p, struct value *addr);

#endif
