/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Declarations of register windows, registers and fields, which
 * linux/safe_abstr/io.h accesses. Included by it.
 */
#ifndef _LINUX_SAFE_ABSTR_REG_H
#define _LINUX_SAFE_ABSTR_REG_H

#include <linux/bits.h>
#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/io.h>
#include <linux/stddef.h>
#include <linux/swab.h>
#include <linux/types.h>

struct device;
struct resource;

/* Never defined: a call that survives optimisation stops the build. */
void __compiletime_error("read of a write-only register")
__sa_error_read(void);
void __compiletime_error("write to a read-only register")
__sa_error_write(void);
void __compiletime_error("value not proved to fit its register or field")
__sa_error_value(void);
void __compiletime_error("index not proved to be in the register array")
__sa_error_index(void);
void __compiletime_error("register array accessed without an index")
__sa_error_array(void);
void __compiletime_error("single register accessed with an index")
__sa_error_scalar(void);

/* Read and write rights of each access class. */
#define __SA_CAN_READ_RO	1
#define __SA_CAN_READ_WO	0
#define __SA_CAN_READ_RW	1
#define __SA_CAN_WRITE_RO	0
#define __SA_CAN_WRITE_WO	1
#define __SA_CAN_WRITE_RW	1

static __always_inline void __sa_check_value(u64 value, u64 max)
{
	if (!(value <= max))
		__sa_error_value();
}

static __always_inline void __sa_check_index(u64 index, u64 count)
{
	if (!(index < count))
		__sa_error_index();
}

static __always_inline void __sa_check_kind(bool indexed, bool array)
{
	if (indexed && !array)
		__sa_error_scalar();
	if (!indexed && array)
		__sa_error_array();
}

static __always_inline u8 __sa_swab8(u8 v)
{
	return v;
}

#define __sa_swab16(_v)	swab16(_v)
#define __sa_swab32(_v)	swab32(_v)
#define __sa_swab64(_v)	swab64(_v)

/*
 * readX() takes the device for little endian on every CPU, so a swap is what a
 * big-endian device needs on every CPU; it cancels out on a big-endian one.
 */
#define __SA_ACCESSORS(_bits, _x)					\
static __always_inline u##_bits						\
__sa_in##_bits(const void __iomem *p, bool big, bool relaxed)		\
{									\
	u##_bits v = relaxed ? read##_x##_relaxed(p) : read##_x(p);	\
									\
	return big ? __sa_swab##_bits(v) : v;				\
}									\
									\
static __always_inline void						\
__sa_out##_bits(void __iomem *p, u##_bits v, bool big, bool relaxed)	\
{									\
	v = big ? __sa_swab##_bits(v) : v;				\
	if (relaxed)							\
		write##_x##_relaxed(v, p);				\
	else								\
		write##_x(v, p);					\
}

__SA_ACCESSORS(8, b)
__SA_ACCESSORS(16, w)
__SA_ACCESSORS(32, l)
#ifdef readq
__SA_ACCESSORS(64, q)
#else
u64 __compiletime_error("no 64-bit access: include an io-64-nonatomic header first")
__sa_in64(const void __iomem *p, bool big, bool relaxed);
void __compiletime_error("no 64-bit access: include an io-64-nonatomic header first")
__sa_out64(void __iomem *p, u64 v, bool big, bool relaxed);
#endif

int __sa_devm_map(struct device *dev, const struct resource *res,
		  resource_size_t size, void __iomem **base);

#define __SA_REGS(_win, _size, _big)					\
struct sa_regs_##_win { void __iomem *__sa_base; };			\
enum { __sa_big_##_win = (_big) };					\
									\
static __always_inline __must_check int					\
__sa_devm_map_##_win(struct device *dev, const struct resource *res,	\
		     struct sa_regs_##_win *regs)			\
{									\
	return __sa_devm_map(dev, res, _size, &regs->__sa_base);	\
}									\
									\
enum { __sa_size_##_win = (_size) }

/**
 * SA_REGS() - declare a window of registers of a little-endian device
 * @_win: name of the window
 * @_size: its size in bytes, a constant
 *
 * Defines ``struct sa_regs_<win>``, one pointer, which is passed by value.
 */
#define SA_REGS(_win, _size)		__SA_REGS(_win, _size, 0)

/**
 * SA_REGS_BE() - declare a window of registers of a big-endian device
 * @_win: name of the window
 * @_size: its size in bytes, a constant
 */
#define SA_REGS_BE(_win, _size)		__SA_REGS(_win, _size, 1)

#define __SA_REG(_win, _reg, _bits, _off, _count, _stride, _array, _access) \
struct __sa_reg_##_win##_##_reg { u##_bits value; };			\
enum { __sa_count_##_win##_##_reg = (_count) };				\
									\
static __always_inline u64 __sa_max_##_win##_##_reg(void)		\
{									\
	return (u##_bits)~0ULL;						\
}									\
									\
static __always_inline u##_bits						\
__sa_read_##_win##_##_reg(struct sa_regs_##_win regs, bool indexed,	\
			  size_t index, bool relaxed)			\
{									\
	__sa_check_kind(indexed, _array);				\
	if (!__SA_CAN_READ_##_access)					\
		__sa_error_read();					\
	return __sa_in##_bits(regs.__sa_base + (_off) + index * (_stride), \
			      __sa_big_##_win, relaxed);		\
}									\
									\
static __always_inline void						\
__sa_write_##_win##_##_reg(struct sa_regs_##_win regs, bool indexed,	\
			   size_t index, u64 value, bool relaxed)	\
{									\
	__sa_check_kind(indexed, _array);				\
	if (!__SA_CAN_WRITE_##_access)					\
		__sa_error_write();					\
	__sa_check_value(value, __sa_max_##_win##_##_reg());		\
	__sa_out##_bits(regs.__sa_base + (_off) + index * (_stride),	\
			value, __sa_big_##_win, relaxed);		\
}									\
									\
static_assert((_off) % ((_bits) / 8) == 0 &&				\
	      (_stride) % ((_bits) / 8) == 0, "register not aligned");	\
static_assert((_count) == 1 || (_stride) >= (_bits) / 8,		\
	      "registers of the array overlap");			\
static_assert((u64)(_off) < __sa_size_##_win && (_count) > 0 &&		\
	      (u64)(_off) + ((_count) - 1ULL) * (_stride) + (_bits) / 8 <= \
	      __sa_size_##_win, "register outside its window")

/**
 * SA_REG8() - declare an 8-bit register
 * @_win: name of the window
 * @_reg: name of the register
 * @_off: offset in the window in bytes
 * @_access: RO, WO or RW
 */
#define SA_REG8(_win, _reg, _off, _access)				\
	__SA_REG(_win, _reg, 8, _off, 1, 0, 0, _access)

/**
 * SA_REG16() - declare a 16-bit register
 * @_win: name of the window
 * @_reg: name of the register
 * @_off: offset in the window in bytes
 * @_access: RO, WO or RW
 */
#define SA_REG16(_win, _reg, _off, _access)				\
	__SA_REG(_win, _reg, 16, _off, 1, 0, 0, _access)

/**
 * SA_REG32() - declare a 32-bit register
 * @_win: name of the window
 * @_reg: name of the register
 * @_off: offset in the window in bytes
 * @_access: RO, WO or RW
 */
#define SA_REG32(_win, _reg, _off, _access)				\
	__SA_REG(_win, _reg, 32, _off, 1, 0, 0, _access)

/**
 * SA_REG64() - declare a 64-bit register
 * @_win: name of the window
 * @_reg: name of the register
 * @_off: offset in the window in bytes
 * @_access: RO, WO or RW
 *
 * On a 32-bit CPU an access builds only after one of the io-64-nonatomic
 * headers, which says in which order the halves are accessed.
 */
#define SA_REG64(_win, _reg, _off, _access)				\
	__SA_REG(_win, _reg, 64, _off, 1, 0, 0, _access)

/**
 * SA_REG8_ARRAY() - declare an array of 8-bit registers
 * @_win: name of the window
 * @_reg: name of the array
 * @_off: offset of the first register in bytes
 * @_count: number of registers
 * @_stride: distance of two registers in bytes
 * @_access: RO, WO or RW
 */
#define SA_REG8_ARRAY(_win, _reg, _off, _count, _stride, _access)	\
	__SA_REG(_win, _reg, 8, _off, _count, _stride, 1, _access)

/**
 * SA_REG16_ARRAY() - declare an array of 16-bit registers
 * @_win: name of the window
 * @_reg: name of the array
 * @_off: offset of the first register in bytes
 * @_count: number of registers
 * @_stride: distance of two registers in bytes
 * @_access: RO, WO or RW
 */
#define SA_REG16_ARRAY(_win, _reg, _off, _count, _stride, _access)	\
	__SA_REG(_win, _reg, 16, _off, _count, _stride, 1, _access)

/**
 * SA_REG32_ARRAY() - declare an array of 32-bit registers
 * @_win: name of the window
 * @_reg: name of the array
 * @_off: offset of the first register in bytes
 * @_count: number of registers
 * @_stride: distance of two registers in bytes
 * @_access: RO, WO or RW
 */
#define SA_REG32_ARRAY(_win, _reg, _off, _count, _stride, _access)	\
	__SA_REG(_win, _reg, 32, _off, _count, _stride, 1, _access)

/**
 * SA_REG64_ARRAY() - declare an array of 64-bit registers
 * @_win: name of the window
 * @_reg: name of the array
 * @_off: offset of the first register in bytes
 * @_count: number of registers
 * @_stride: distance of two registers in bytes
 * @_access: RO, WO or RW
 */
#define SA_REG64_ARRAY(_win, _reg, _off, _count, _stride, _access)	\
	__SA_REG(_win, _reg, 64, _off, _count, _stride, 1, _access)

/**
 * SA_FIELD() - declare a field of a register
 * @_win: name of the window
 * @_reg: name of the register
 * @_field: name of the field
 * @_high: highest bit
 * @_low: lowest bit
 */
#define SA_FIELD(_win, _reg, _field, _high, _low)			\
static __always_inline typeof_member(struct __sa_reg_##_win##_##_reg, value) \
__sa_field_get_##_win##_##_reg##_##_field(u64 v)			\
{									\
	__sa_check_value(v, __sa_max_##_win##_##_reg());		\
	return (v & GENMASK_U64(_high, _low)) >> (_low);		\
}									\
									\
static __always_inline typeof_member(struct __sa_reg_##_win##_##_reg, value) \
__sa_field_set_##_win##_##_reg##_##_field(u64 v, u64 x)			\
{									\
	__sa_check_value(v, __sa_max_##_win##_##_reg());		\
	__sa_check_value(x, GENMASK_U64((_high) - (_low), 0));		\
	return (v & ~GENMASK_U64(_high, _low)) | x << (_low);		\
}									\
									\
static_assert((_high) >= (_low) && (_high) / 8 <			\
	      sizeof_field(struct __sa_reg_##_win##_##_reg, value),	\
	      "field outside its register")

#endif /* _LINUX_SAFE_ABSTR_REG_H */
