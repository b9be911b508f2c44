// SPDX-License-Identifier: GPL-2.0
/*
 * KUnit suite for linux/safe_abstr/io.h: where an access ends up, byte by
 * byte, and that a refused one has no effect. The windows lie over ordinary
 * memory.
 */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/bits.h>
#include <linux/device.h>
/* Before safe_abstr/io.h, so that 32-bit CPUs have 64-bit accesses too. */
#include <linux/io-64-nonatomic-lo-hi.h>
#include <linux/ioport.h>
#include <linux/module.h>
#include <linux/safe_abstr/io.h>
#include <linux/sizes.h>
#include <linux/string.h>

#define WINDOW_SIZE	0x138
#define MEM_SIZE	(WINDOW_SIZE + 0x20)
#define FILL		0xa5

/* Arrays of three, each register followed by a gap of its own width. */
#define AT_COUNT	3
#define AT_OFF(_bits)	((_bits) * 4)
#define AT_STRIDE(_bits) ((_bits) / 4)

SA_REGS(le, WINDOW_SIZE);
SA_REG8(le, R8, 0x01, RW);
SA_REG16(le, R16, 0x04, RW);
SA_REG32(le, R32, 0x08, RW);
SA_REG64(le, R64, 0x10, RW);
SA_REG32(le, STATUS, 0x18, RO);
SA_REG32(le, CLEAR, 0x1c, WO);
SA_REG8_ARRAY(le, AT8, AT_OFF(8), AT_COUNT, AT_STRIDE(8), RW);
SA_REG16_ARRAY(le, AT16, AT_OFF(16), AT_COUNT, AT_STRIDE(16), RW);
SA_REG32_ARRAY(le, AT32, AT_OFF(32), AT_COUNT, AT_STRIDE(32), RW);
SA_REG64_ARRAY(le, AT64, AT_OFF(64), AT_COUNT, AT_STRIDE(64), RW);
SA_REG32_ARRAY(le, AT_STATUS, 0x128, 2, 4, RO);
SA_REG32_ARRAY(le, AT_CLEAR, 0x130, 2, 4, WO);

SA_REGS_BE(be, WINDOW_SIZE);
SA_REG8(be, R8, 0x01, RW);
SA_REG16(be, R16, 0x04, RW);
SA_REG32(be, R32, 0x08, RW);
SA_REG64(be, R64, 0x10, RW);
SA_REG16_ARRAY(be, AT16, AT_OFF(16), AT_COUNT, AT_STRIDE(16), RW);

SA_FIELD(le, R8, BOTTOM, 0, 0);
SA_FIELD(le, R8, MIDDLE, 5, 3);
SA_FIELD(le, R8, TOP, 7, 6);
SA_FIELD(le, R8, ALL, 7, 0);

SA_FIELD(le, R16, BOTTOM, 0, 0);
SA_FIELD(le, R16, MIDDLE, 5, 3);
SA_FIELD(le, R16, TOP, 15, 14);
SA_FIELD(le, R16, ALL, 15, 0);

SA_FIELD(le, R32, BOTTOM, 0, 0);
SA_FIELD(le, R32, MIDDLE, 5, 3);
SA_FIELD(le, R32, TOP, 31, 30);
SA_FIELD(le, R32, ALL, 31, 0);

SA_FIELD(le, R64, BOTTOM, 0, 0);
SA_FIELD(le, R64, MIDDLE, 5, 3);
SA_FIELD(le, R64, TOP, 63, 62);
SA_FIELD(le, R64, ALL, 63, 0);

SA_REGS(map, SZ_64K);

static int io_init(struct kunit *test)
{
	/* An __iomem pointer does not address memory there. */
	if (IS_ENABLED(CONFIG_INDIRECT_IOMEM) || IS_ENABLED(CONFIG_S390) ||
	    IS_ENABLED(CONFIG_SPARC64) || IS_ENABLED(CONFIG_ALPHA))
		kunit_skip(test, "memory cannot stand in for registers");

	test->priv = kunit_kzalloc(test, MEM_SIZE, GFP_KERNEL);
	if (!test->priv)
		return -ENOMEM;

	memset(test->priv, FILL, MEM_SIZE);
	return 0;
}

static struct sa_regs_le le_regs(struct kunit *test)
{
	return sa_unsafe_regs(le, (void __iomem __force *)test->priv);
}

static struct sa_regs_be be_regs(struct kunit *test)
{
	return sa_unsafe_regs(be, (void __iomem __force *)test->priv);
}

static void put_bytes(struct kunit *test, size_t off, const void *bytes,
		      size_t len)
{
	u8 *mem = test->priv;

	memcpy(mem + off, bytes, len);
}

#define EXPECT_BYTES(_test, _off, _bytes)				\
do {									\
	struct kunit *t = (_test);					\
									\
	KUNIT_EXPECT_MEMEQ(t, (u8 *)t->priv + (_off), _bytes,	\
			   sizeof(_bytes) - 1);				\
} while (0)

static void expect_untouched(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, memchr_inv(test->priv, FILL, MEM_SIZE));
}

/* Each expectation takes in a byte on either side of the register. */
#define DEFINE_BYTE_ORDER_CASES(_win, _write, _read, _b16, _b32, _b64)	\
static void io_##_win##_##_write(struct kunit *test)			\
{									\
	struct sa_regs_##_win regs = _win##_regs(test);			\
									\
	_write(regs, _win, R8, 0x11);					\
	EXPECT_BYTES(test, 0x00, "\xa5\x11\xa5");			\
	_write(regs, _win, R16, 0x1122);				\
	EXPECT_BYTES(test, 0x03, "\xa5" _b16 "\xa5");			\
	_write(regs, _win, R32, 0x11223344);				\
	EXPECT_BYTES(test, 0x07, "\xa5" _b32 "\xa5");			\
	_write(regs, _win, R64, 0x1122334455667788);			\
	EXPECT_BYTES(test, 0x0f, "\xa5" _b64 "\xa5");			\
}									\
									\
static void io_##_win##_##_read(struct kunit *test)			\
{									\
	struct sa_regs_##_win regs = _win##_regs(test);			\
									\
	put_bytes(test, 0x01, "\x11", 1);				\
	put_bytes(test, 0x04, _b16, 2);					\
	put_bytes(test, 0x08, _b32, 4);					\
	put_bytes(test, 0x10, _b64, 8);					\
	KUNIT_EXPECT_EQ(test, _read(regs, _win, R8), 0x11);		\
	KUNIT_EXPECT_EQ(test, _read(regs, _win, R16), 0x1122);		\
	KUNIT_EXPECT_EQ(test, _read(regs, _win, R32), 0x11223344);	\
	KUNIT_EXPECT_EQ(test, _read(regs, _win, R64),			\
			0x1122334455667788);				\
}

#define LE16	"\x22\x11"
#define LE32	"\x44\x33\x22\x11"
#define LE64	"\x88\x77\x66\x55\x44\x33\x22\x11"
#define BE16	"\x11\x22"
#define BE32	"\x11\x22\x33\x44"
#define BE64	"\x11\x22\x33\x44\x55\x66\x77\x88"

DEFINE_BYTE_ORDER_CASES(le, sa_write, sa_read, LE16, LE32, LE64)
DEFINE_BYTE_ORDER_CASES(le, sa_write_relaxed, sa_read_relaxed,
			LE16, LE32, LE64)
DEFINE_BYTE_ORDER_CASES(be, sa_write, sa_read, BE16, BE32, BE64)
DEFINE_BYTE_ORDER_CASES(be, sa_write_relaxed, sa_read_relaxed,
			BE16, BE32, BE64)

static void io_read_only(struct kunit *test)
{
	struct sa_regs_le regs = le_regs(test);
	u32 value = 0;

	put_bytes(test, 0x18, LE32, 4);
	put_bytes(test, 0x12c, LE32, 4);
	KUNIT_EXPECT_EQ(test, sa_read(regs, le, STATUS), 0x11223344);
	KUNIT_EXPECT_EQ(test, sa_read_relaxed(regs, le, STATUS), 0x11223344);
	KUNIT_EXPECT_EQ(test, sa_read_at(regs, le, AT_STATUS, 1), 0x11223344);
	KUNIT_EXPECT_EQ(test, sa_try_read_at(regs, le, AT_STATUS, 1, &value), 0);
	KUNIT_EXPECT_EQ(test, value, 0x11223344);
}

static void io_write_only(struct kunit *test)
{
	struct sa_regs_le regs = le_regs(test);

	sa_write(regs, le, CLEAR, 0x11223344);
	EXPECT_BYTES(test, 0x1c, LE32);
	sa_write_relaxed(regs, le, CLEAR, 0);
	EXPECT_BYTES(test, 0x1c, "\0\0\0\0");
	sa_write_at(regs, le, AT_CLEAR, 0, 0x11223344);
	EXPECT_BYTES(test, 0x130, LE32 "\xa5");
	KUNIT_EXPECT_EQ(test, sa_try_write_at(regs, le, AT_CLEAR, 1, 0), 0);
	EXPECT_BYTES(test, 0x130, LE32 "\0\0\0\0\xa5");
}

#define DEFINE_FIELD_CASE(_bits)					\
static void io_field_u##_bits(struct kunit *test)			\
{									\
	const u##_bits ones = GENMASK_ULL((_bits) - 1, 0);			\
	const u##_bits top = GENMASK_ULL((_bits) - 1, (_bits) - 2);		\
	u##_bits x = 0x5a;						\
									\
	OPTIMIZER_HIDE_VAR(x);						\
	KUNIT_EXPECT_EQ(test, sa_field_get(le, R##_bits, BOTTOM, 1), 1); \
	KUNIT_EXPECT_EQ(test, sa_field_get(le, R##_bits, BOTTOM,	\
					   (u##_bits)~1), 0);		\
	KUNIT_EXPECT_EQ(test, sa_field_get(le, R##_bits, MIDDLE, x), 3); \
	KUNIT_EXPECT_EQ(test, sa_field_get(le, R##_bits, TOP, ones), 3); \
	KUNIT_EXPECT_EQ(test, sa_field_get(le, R##_bits, TOP,		\
					   (u##_bits)~top), 0);		\
	KUNIT_EXPECT_EQ(test, sa_field_get(le, R##_bits, ALL, x), 0x5a); \
									\
	KUNIT_EXPECT_EQ(test, sa_field_set(le, R##_bits, BOTTOM, x, 1),	\
			0x5b);						\
	KUNIT_EXPECT_EQ(test, sa_field_set(le, R##_bits, MIDDLE, x, 4),	\
			0x62);						\
	KUNIT_EXPECT_EQ(test, sa_field_set(le, R##_bits, TOP, 0, 3), top); \
	KUNIT_EXPECT_EQ(test, sa_field_set(le, R##_bits, TOP, ones, 0),	\
			(u##_bits)~top);				\
	KUNIT_EXPECT_EQ(test, sa_field_set(le, R##_bits, ALL, x, ones),	\
			ones);						\
}

DEFINE_FIELD_CASE(8)
DEFINE_FIELD_CASE(16)
DEFINE_FIELD_CASE(32)
DEFINE_FIELD_CASE(64)

/* What memory holds once element i of an array is @first + i, for all i. */
static void expect_elements(struct kunit *test, size_t bits, u8 first)
{
	u8 *want = kunit_kzalloc(test, MEM_SIZE, GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, want);
	memset(want, FILL, MEM_SIZE);
	for (i = 0; i < AT_COUNT; i++) {
		u8 *at = want + AT_OFF(bits) + i * AT_STRIDE(bits);

		memset(at, 0, bits / 8);
		*at = first + i;
	}
	KUNIT_EXPECT_MEMEQ(test, test->priv, want, MEM_SIZE);
}

#define DEFINE_ARRAY_CASE(_bits)					\
static void io_at_u##_bits(struct kunit *test)				\
{									\
	struct sa_regs_le regs = le_regs(test);				\
	u8 i;								\
									\
	for (i = 0; i < AT_COUNT; i++)					\
		sa_write_at(regs, le, AT##_bits, i, (u8)(0x10 + i));		\
	expect_elements(test, _bits, 0x10);				\
	for (i = 0; i < AT_COUNT; i++)					\
		KUNIT_EXPECT_EQ(test, 0x10 + i,				\
				sa_read_at(regs, le, AT##_bits, i));	\
									\
	for (i = 0; i < AT_COUNT; i++)					\
		sa_write_at_relaxed(regs, le, AT##_bits, i, (u8)(0x20 + i));	\
	expect_elements(test, _bits, 0x20);				\
	for (i = 0; i < AT_COUNT; i++)					\
		KUNIT_EXPECT_EQ(test, 0x20 + i,				\
				sa_read_at_relaxed(regs, le, AT##_bits, i)); \
}

DEFINE_ARRAY_CASE(8)
DEFINE_ARRAY_CASE(16)
DEFINE_ARRAY_CASE(32)
DEFINE_ARRAY_CASE(64)

static void io_be_at(struct kunit *test)
{
	struct sa_regs_be regs = be_regs(test);

	sa_write_at(regs, be, AT16, 2, 0x1122);
	EXPECT_BYTES(test, 0x47, "\xa5\x11\x22\xa5");
	KUNIT_EXPECT_EQ(test, sa_read_at(regs, be, AT16, 2), 0x1122);
}

/* Indices that a test, a mask or a type proves, as drivers have them. */
static void io_at_proved_index(struct kunit *test)
{
	struct sa_regs_le regs = le_regs(test);
	unsigned int i = 2;

	put_bytes(test, AT_OFF(32), LE32, 4);
	put_bytes(test, AT_OFF(32) + 2 * AT_STRIDE(32), BE32, 4);
	OPTIMIZER_HIDE_VAR(i);
	KUNIT_EXPECT_EQ(test, sa_read_at(regs, le, AT32, i & 1), 0x11223344);
	KUNIT_EXPECT_EQ(test, sa_read_at(regs, le, AT32, i % AT_COUNT),
			0x44332211);
	KUNIT_ASSERT_LT(test, i, AT_COUNT);
	KUNIT_EXPECT_EQ(test, sa_read_at(regs, le, AT32, i), 0x44332211);
}

/* Among them are those that become 0 in 32 bits or times the stride. */
static const u64 bad_index[] = {
	AT_COUNT, AT_COUNT + 1, U8_MAX + 1ULL, S32_MAX, U32_MAX,
	U32_MAX + 1ULL, BIT_ULL(60), BIT_ULL(63), U64_MAX,
};

#define DEFINE_TRY_CASE(_bits)						\
static void io_try_at_u##_bits##_in_range(struct kunit *test)		\
{									\
	struct sa_regs_le regs = le_regs(test);				\
	unsigned int i;							\
	u##_bits value;							\
									\
	for (i = 0; i < AT_COUNT; i++) {				\
		OPTIMIZER_HIDE_VAR(i);					\
		KUNIT_EXPECT_EQ(test, 0,				\
				sa_try_write_at(regs, le, AT##_bits, i,	\
						(u8)(0x10 + i)));	\
	}								\
	expect_elements(test, _bits, 0x10);				\
	for (i = 0; i < AT_COUNT; i++) {				\
		value = 0;						\
		OPTIMIZER_HIDE_VAR(i);					\
		KUNIT_EXPECT_EQ(test, 0,				\
				sa_try_read_at(regs, le, AT##_bits, i,	\
					       &value));		\
		KUNIT_EXPECT_EQ(test, value, 0x10 + i);			\
	}								\
}									\
									\
static void io_try_at_u##_bits##_out_of_range(struct kunit *test)	\
{									\
	struct sa_regs_le regs = le_regs(test);				\
	u##_bits value = 0x5a;						\
	size_t n;							\
									\
	for (n = 0; n < ARRAY_SIZE(bad_index); n++) {			\
		u64 i = bad_index[n];					\
									\
		KUNIT_EXPECT_EQ(test, -EINVAL,				\
				sa_try_read_at(regs, le, AT##_bits, i,	\
					       &value));		\
		KUNIT_EXPECT_EQ(test, -EINVAL,				\
				sa_try_write_at(regs, le, AT##_bits, i,	\
						0));			\
	}								\
	KUNIT_EXPECT_EQ(test, value, 0x5a);				\
	expect_untouched(test);						\
}									\
									\
static void io_try_at_u##_bits##_negative(struct kunit *test)		\
{									\
	struct sa_regs_le regs = le_regs(test);				\
	u##_bits value = 0x5a;						\
	int i = -1;							\
									\
	OPTIMIZER_HIDE_VAR(i);						\
	KUNIT_EXPECT_EQ(test, -EINVAL,					\
			sa_try_read_at(regs, le, AT##_bits, i, &value)); \
	KUNIT_EXPECT_EQ(test, -EINVAL,					\
			sa_try_write_at(regs, le, AT##_bits, i, 0));	\
	KUNIT_EXPECT_EQ(test, -EINVAL,					\
			sa_try_read_at(regs, le, AT##_bits, (s8)i, &value)); \
	KUNIT_EXPECT_EQ(test, -EINVAL,					\
			sa_try_write_at(regs, le, AT##_bits, INT_MIN, 0)); \
	KUNIT_EXPECT_EQ(test, value, 0x5a);				\
	expect_untouched(test);						\
}

DEFINE_TRY_CASE(8)
DEFINE_TRY_CASE(16)
DEFINE_TRY_CASE(32)
DEFINE_TRY_CASE(64)

static void release_hole(void *hole)
{
	release_resource(hole);
}

/* Physical addresses that nothing uses; they are mapped but not accessed. */
static struct resource *find_hole(struct kunit *test)
{
	struct resource *hole = kunit_kzalloc(test, sizeof(*hole), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, hole);
	hole->name = "safe_abstr_io";
	hole->flags = IORESOURCE_MEM;
	KUNIT_ASSERT_EQ(test, 0,
			allocate_resource(&iomem_resource, hole, SZ_64K, SZ_1M,
					  -1, SZ_64K, NULL, NULL));
	KUNIT_ASSERT_EQ(test, 0,
			kunit_add_action_or_reset(test, release_hole, hole));
	return hole;
}

static struct device *new_device(struct kunit *test, const char *name)
{
	struct device *dev = kunit_device_register(test, name);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	return dev;
}

static void expect_map_refused(struct kunit *test, const struct resource *res,
			       int err)
{
	struct device *dev = new_device(test, "refused");
	struct sa_regs_map regs, before;

	memset(&regs, FILL, sizeof(regs));
	before = regs;
	KUNIT_EXPECT_EQ(test, sa_devm_map(dev, map, res, &regs), err);
	KUNIT_EXPECT_MEMEQ(test, &regs, &before, sizeof(regs));
	kunit_device_unregister(test, dev);
}

static void io_map_resource_too_small(struct kunit *test)
{
	struct resource *hole = find_hole(test);
	struct resource less = DEFINE_RES_MEM(hole->start, SZ_64K - 1);
	struct device *dev = new_device(test, "whole");
	struct sa_regs_map regs;

	expect_map_refused(test, &less, -EINVAL);
	KUNIT_EXPECT_EQ(test, sa_devm_map(dev, map, hole, &regs), 0);
}

static void io_map_resource_missing_or_no_memory(struct kunit *test)
{
	struct resource ports = DEFINE_RES_IO(0, SZ_64K);

	expect_map_refused(test, NULL, -EINVAL);
	expect_map_refused(test, &ports, -EINVAL);
}

static void io_map_busy_until_unbind(struct kunit *test)
{
	struct resource *hole = find_hole(test);
	struct device *first = new_device(test, "first");
	struct device *second = new_device(test, "second");
	struct sa_regs_map regs;

	KUNIT_ASSERT_EQ(test, sa_devm_map(first, map, hole, &regs), 0);
	expect_map_refused(test, hole, -EBUSY);
	kunit_device_unregister(test, first);
	KUNIT_EXPECT_EQ(test, sa_devm_map(second, map, hole, &regs), 0);
}

static struct kunit_case io_cases[] = {
	KUNIT_CASE(io_le_sa_write),
	KUNIT_CASE(io_le_sa_read),
	KUNIT_CASE(io_le_sa_write_relaxed),
	KUNIT_CASE(io_le_sa_read_relaxed),
	KUNIT_CASE(io_be_sa_write),
	KUNIT_CASE(io_be_sa_read),
	KUNIT_CASE(io_be_sa_write_relaxed),
	KUNIT_CASE(io_be_sa_read_relaxed),
	KUNIT_CASE(io_read_only),
	KUNIT_CASE(io_write_only),
	KUNIT_CASE(io_field_u8),
	KUNIT_CASE(io_field_u16),
	KUNIT_CASE(io_field_u32),
	KUNIT_CASE(io_field_u64),
	KUNIT_CASE(io_at_u8),
	KUNIT_CASE(io_at_u16),
	KUNIT_CASE(io_at_u32),
	KUNIT_CASE(io_at_u64),
	KUNIT_CASE(io_be_at),
	KUNIT_CASE(io_at_proved_index),
	KUNIT_CASE(io_try_at_u8_in_range),
	KUNIT_CASE(io_try_at_u8_out_of_range),
	KUNIT_CASE(io_try_at_u8_negative),
	KUNIT_CASE(io_try_at_u16_in_range),
	KUNIT_CASE(io_try_at_u16_out_of_range),
	KUNIT_CASE(io_try_at_u16_negative),
	KUNIT_CASE(io_try_at_u32_in_range),
	KUNIT_CASE(io_try_at_u32_out_of_range),
	KUNIT_CASE(io_try_at_u32_negative),
	KUNIT_CASE(io_try_at_u64_in_range),
	KUNIT_CASE(io_try_at_u64_out_of_range),
	KUNIT_CASE(io_try_at_u64_negative),
	KUNIT_CASE(io_map_resource_too_small),
	KUNIT_CASE(io_map_resource_missing_or_no_memory),
	KUNIT_CASE(io_map_busy_until_unbind),
	{}
};

static struct kunit_suite io_suite = {
	.name = "safe_abstr_io",
	.init = io_init,
	.test_cases = io_cases,
};

kunit_test_suite(io_suite);

MODULE_DESCRIPTION("KUnit suite for register windows");
MODULE_LICENSE("GPL");
