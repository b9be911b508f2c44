/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Device registers behind a mapped window whose size is part of its type.
 */
#ifndef _LINUX_SAFE_ABSTR_IO_H
#define _LINUX_SAFE_ABSTR_IO_H

#include <linux/build_bug.h>
#include <linux/errno.h>
#include <linux/safe_abstr/reg.h>
#include <linux/types.h>

/**
 * DOC: registers
 *
 * readl() takes any address, so an offset past the mapping, a 32-bit access
 * to an 8-bit register, a write to a read-only one or a value that spills into
 * the next field all build. Declare the window and its registers once instead,
 * and name them in each access::
 *
 *	SA_REGS(foo, SZ_4K);
 *	SA_REG32(foo, CTRL, 0x00, RW);
 *	SA_FIELD(foo, CTRL, SPEED, 5, 3);
 *	SA_REG32(foo, STATUS, 0x04, RO);
 *	SA_REG32_ARRAY(foo, CHAN, 0x80, 16, 4, RW);
 *
 *	struct foo {
 *		struct sa_regs_foo regs;
 *	};
 *	...
 *	err = sa_devm_map(dev, foo, res, &foo->regs);
 *	...
 *	ctrl = sa_read(foo->regs, foo, CTRL);
 *	ctrl = sa_field_set(foo, CTRL, SPEED, ctrl, 2);
 *	sa_write(foo->regs, foo, CTRL, ctrl);
 *	err = sa_try_write_at(foo->regs, foo, CHAN, i, val);
 *
 * That a register lies inside the window and is aligned is checked where it
 * is declared. Whether an access may be made, whether a value fits and whether
 * an index is in range has to be proved by the compiler from the code around
 * the access; a build that fails to prove it stops, and one that proves it
 * contains the plain access and nothing else. An index that comes from outside
 * goes through sa_try_read_at() and sa_try_write_at().
 *
 * A proof comes from a constant, from a type (a u8 fits in eight bits), from a
 * mask or from a test before the access. Negative values never fit.
 */

/**
 * sa_devm_map() - map a window for as long as a device is bound
 * @_dev: device that is being bound; owns the mapping
 * @_win: name of the window
 * @_res: memory resource to request and map
 * @_regs: pointer to the ``struct sa_regs_<win>`` to fill in
 *
 * Needs CONFIG_SAFE_ABSTR.
 *
 * Context: process context, may sleep.
 * Return: 0, -EINVAL if @_res is no memory or smaller than the window, -EBUSY
 * if it is in use, -ENOMEM. Must be checked.
 */
#define sa_devm_map(_dev, _win, _res, _regs)				\
	__sa_devm_map_##_win(_dev, _res, _regs)

/**
 * sa_unsafe_regs() - make a window of an address
 * @_win: name of the window
 * @_base: the mapped address; borrowed
 *
 * Safety: @_base is aligned for all registers of the window and stays mapped
 * over the window's full size for as long as the window is used.
 *
 * Context: any.
 * Return: the ``struct sa_regs_<win>``.
 */
#define sa_unsafe_regs(_win, _base)					\
	((struct sa_regs_##_win){ .__sa_base = (_base) })

/**
 * sa_field_get() - value of a field
 * @_win: name of the window
 * @_reg: name of the register
 * @_field: name of the field
 * @_value: what was read from the register
 *
 * Context: any.
 * Return: the field, shifted down to bit 0.
 */
#define sa_field_get(_win, _reg, _field, _value)			\
	__sa_field_get_##_win##_##_reg##_##_field(_value)

/**
 * sa_field_set() - replace a field in a register's value
 * @_win: name of the window
 * @_reg: name of the register
 * @_field: name of the field
 * @_value: the register's value; 0 for one with all other fields clear
 * @_x: the field's new value, proved to fit
 *
 * Context: any.
 * Return: the new register value, for sa_write().
 */
#define sa_field_set(_win, _reg, _field, _value, _x)			\
	__sa_field_set_##_win##_##_reg##_##_field(_value, _x)

/**
 * sa_read() - read a register
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the register
 *
 * Ordered as readl() is.
 *
 * Context: any.
 * Return: the value, in the CPU's byte order, of the register's width.
 */
#define sa_read(_regs, _win, _reg)					\
	__sa_read_##_win##_##_reg(_regs, false, 0, false)

/**
 * sa_read_relaxed() - read a register, ordered as readl_relaxed() is
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the register
 *
 * Context: any.
 * Return: as for sa_read().
 */
#define sa_read_relaxed(_regs, _win, _reg)				\
	__sa_read_##_win##_##_reg(_regs, false, 0, true)

/**
 * sa_write() - write a register
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the register
 * @_value: value in the CPU's byte order, proved to fit the register
 *
 * Ordered as writel() is.
 *
 * Context: any.
 */
#define sa_write(_regs, _win, _reg, _value)				\
	__sa_write_##_win##_##_reg(_regs, false, 0, _value, false)

/**
 * sa_write_relaxed() - write a register, ordered as writel_relaxed() is
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the register
 * @_value: as for sa_write()
 *
 * Context: any.
 */
#define sa_write_relaxed(_regs, _win, _reg, _value)			\
	__sa_write_##_win##_##_reg(_regs, false, 0, _value, true)

#define __sa_read_at(_regs, _win, _reg, _index, _relaxed)		\
	({								\
		auto __sa_index = (_index);				\
									\
		__sa_check_index(__sa_index, __sa_count_##_win##_##_reg); \
		__sa_read_##_win##_##_reg(_regs, true, __sa_index, _relaxed); \
	})

#define __sa_write_at(_regs, _win, _reg, _index, _value, _relaxed)	\
	({								\
		auto __sa_index = (_index);				\
									\
		__sa_check_index(__sa_index, __sa_count_##_win##_##_reg); \
		__sa_write_##_win##_##_reg(_regs, true, __sa_index,	\
					   _value, _relaxed);		\
	})

/**
 * sa_read_at() - read a register of an array
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the array
 * @_index: index, proved to be in range
 *
 * Context: any.
 * Return: as for sa_read().
 */
#define sa_read_at(_regs, _win, _reg, _index)				\
	__sa_read_at(_regs, _win, _reg, _index, false)

/**
 * sa_read_at_relaxed() - sa_read_at(), ordered as readl_relaxed() is
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the array
 * @_index: index, proved to be in range
 *
 * Context: any.
 * Return: as for sa_read().
 */
#define sa_read_at_relaxed(_regs, _win, _reg, _index)			\
	__sa_read_at(_regs, _win, _reg, _index, true)

/**
 * sa_write_at() - write a register of an array
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the array
 * @_index: index, proved to be in range
 * @_value: as for sa_write()
 *
 * Context: any.
 */
#define sa_write_at(_regs, _win, _reg, _index, _value)			\
	__sa_write_at(_regs, _win, _reg, _index, _value, false)

/**
 * sa_write_at_relaxed() - sa_write_at(), ordered as writel_relaxed() is
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the array
 * @_index: index, proved to be in range
 * @_value: as for sa_write()
 *
 * Context: any.
 */
#define sa_write_at_relaxed(_regs, _win, _reg, _index, _value)		\
	__sa_write_at(_regs, _win, _reg, _index, _value, true)

/**
 * sa_try_read_at() - read a register of an array, checking the index
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the array
 * @_index: index, any value
 * @_value: pointer to where the value goes, at least as wide as the register;
 *	    untouched on failure
 *
 * Context: any.
 * Return: 0, or -EINVAL if the index is out of range, with no access made.
 * Must be checked.
 */
#define sa_try_read_at(_regs, _win, _reg, _index, _value)		\
	__sa_must_check(({						\
		u64 __sa_try = (_index);				\
		int __sa_err = -EINVAL;					\
									\
		BUILD_BUG_ON_MSG(sizeof(*(_value)) <			\
				 sizeof(struct __sa_reg_##_win##_##_reg), \
				 "value too narrow for the register");	\
		if (__sa_try < __sa_count_##_win##_##_reg) {		\
			*(_value) = sa_read_at(_regs, _win, _reg, __sa_try); \
			__sa_err = 0;					\
		}							\
		__sa_err;						\
	}))

/**
 * sa_try_write_at() - write a register of an array, checking the index
 * @_regs: the window
 * @_win: its name
 * @_reg: name of the array
 * @_index: index, any value
 * @_value: as for sa_write()
 *
 * Context: any.
 * Return: 0, or -EINVAL if the index is out of range, with no access made.
 * Must be checked.
 */
#define sa_try_write_at(_regs, _win, _reg, _index, _value)		\
	__sa_must_check(({						\
		u64 __sa_try = (_index);				\
		int __sa_err = -EINVAL;					\
									\
		if (__sa_try < __sa_count_##_win##_##_reg) {		\
			sa_write_at(_regs, _win, _reg, __sa_try, _value); \
			__sa_err = 0;					\
		}							\
		__sa_err;						\
	}))

static __always_inline __must_check int __sa_must_check(int err)
{
	return err;
}

#ifdef SAFE_ABSTR
#include <linux/safe_abstr/no_raw_io.h>
#endif

#endif /* _LINUX_SAFE_ABSTR_IO_H */
