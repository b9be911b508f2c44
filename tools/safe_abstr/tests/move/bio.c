// SPDX-License-Identifier: GPL-2.0
#include <linux/bio.h>
#include <linux/blkdev.h>
#include <linux/mempool.h>
#include <linux/slab.h>
#include <linux/usb.h>

struct mv_io {
	struct mempool *pool;
	u32 *table;
	size_t nr;
	atomic_t pending;
	blk_status_t status;
};

/* CASE fire: sector of a bio read after it was submitted */
static sector_t mv_submit(struct bio *bio, sector_t sector)
{
	bio->bi_iter.bi_sector = sector;
	submit_bio(bio);
	return bio->bi_iter.bi_sector; /* EXPECT SA0103 */
}

/* CASE clean: sector kept in a local */
static sector_t mv_submit_ok(struct bio *bio, sector_t sector)
{
	bio->bi_iter.bi_sector = sector;
	submit_bio(bio);
	return sector;
}

/* CASE fire: status of a bio read after bio_put() */
static void mv_endio(struct bio *bio)
{
	struct mv_io *io = bio->bi_private;

	bio_put(bio);
	if (bio->bi_status) /* EXPECT SA0101 */
		io->status = BLK_STS_IOERR;
	atomic_dec(&io->pending);
}

/* CASE clean: status taken before bio_put() */
static void mv_endio_ok(struct bio *bio)
{
	struct mv_io *io = bio->bi_private;

	if (bio->bi_status)
		io->status = bio->bi_status;
	bio_put(bio);
	atomic_dec(&io->pending);
}

/* CASE fire: bio completed twice on the error path */
static void mv_remap(struct bio *bio, struct block_device *bdev, sector_t off)
{
	bio_set_dev(bio, bdev);
	if (bio->bi_iter.bi_sector < off)
		bio_io_error(bio);
	submit_bio_noacct(bio); /* EXPECT SA0104 */
}

/* CASE clean: bad bio completed, others passed on */
static void mv_remap_ok(struct bio *bio, struct block_device *bdev, sector_t off)
{
	bio_set_dev(bio, bdev);
	if (bio->bi_iter.bi_sector < off) {
		bio_io_error(bio);
		return;
	}
	submit_bio_noacct(bio);
}

/* CASE fire: old array read after krealloc_array() moved it */
static int mv_grow(struct mv_io *io, size_t nr)
{
	u32 *old = io->table;
	u32 *table;

	table = krealloc_array(old, nr, sizeof(*table), GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	io->table = table;
	io->nr = nr;
	return old[0]; /* EXPECT SA0103 */
}

/* CASE clean: only the new array is used */
static int mv_grow_ok(struct mv_io *io, size_t nr)
{
	u32 *table;

	table = krealloc_array(io->table, nr, sizeof(*table), GFP_KERNEL);
	if (!table)
		return -ENOMEM;
	io->table = table;
	io->nr = nr;
	return table[0];
}

/* CASE fire: element given back to the pool by the loop and after it */
static int mv_retry(struct mv_io *io, struct mempool *pool, int tries)
{
	u32 *cmd = mempool_alloc(pool, GFP_NOIO);

	while (tries--) {
		*cmd = tries;
		if (atomic_read(&io->pending) > tries) {
			mempool_free(cmd, pool);
			break;
		}
	}
	mempool_free(cmd, pool); /* EXPECT SA0102 */
	return 0;
}

/* CASE clean: element given back once, after the loop */
static int mv_retry_ok(struct mv_io *io, struct mempool *pool, int tries)
{
	u32 *cmd = mempool_alloc(pool, GFP_NOIO);

	while (tries--) {
		*cmd = tries;
		if (atomic_read(&io->pending) > tries)
			break;
	}
	mempool_free(cmd, pool);
	return 0;
}

/* CASE clean: freed only on the branch that remembers it in a flag */
static int mv_flagged(struct mv_io *io, const u32 *src, size_t n, bool keep)
{
	u32 *dup = kmemdup(src, n, GFP_KERNEL);
	u32 first;

	if (!dup)
		return -ENOMEM;
	if (!keep)
		kfree(dup);
	first = keep ? dup[0] : 0;
	if (keep)
		kfree(dup);
	return first > 4;
}
