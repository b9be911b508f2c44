/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Included by linux/safe_abstr/io.h in an object that opted in: the accessors
 * that take any address are gone there. Header functions that nobody calls are
 * dropped before the error attribute is looked at, so including more headers
 * after this one is fine.
 */
#ifndef _LINUX_SAFE_ABSTR_NO_RAW_IO_H
#define _LINUX_SAFE_ABSTR_NO_RAW_IO_H

u64 __compiletime_error("raw register access in an object that opted in")
__sa_error_raw_io(void);

/* Evaluate the arguments, so that nothing becomes an unused variable. */
#define __sa_raw_read(_p)		((void)(_p), __sa_error_raw_io())
#define __sa_raw_write(_v, _p)						\
	((void)(_v), (void)(_p), (void)__sa_error_raw_io())

#undef readb
#undef readw
#undef readl
#undef readq
#undef readb_relaxed
#undef readw_relaxed
#undef readl_relaxed
#undef readq_relaxed
#undef writeb
#undef writew
#undef writel
#undef writeq
#undef writeb_relaxed
#undef writew_relaxed
#undef writel_relaxed
#undef writeq_relaxed

#define readb(_p)			__sa_raw_read(_p)
#define readw(_p)			__sa_raw_read(_p)
#define readl(_p)			__sa_raw_read(_p)
#define readq(_p)			__sa_raw_read(_p)
#define readb_relaxed(_p)		__sa_raw_read(_p)
#define readw_relaxed(_p)		__sa_raw_read(_p)
#define readl_relaxed(_p)		__sa_raw_read(_p)
#define readq_relaxed(_p)		__sa_raw_read(_p)
#define writeb(_v, _p)			__sa_raw_write(_v, _p)
#define writew(_v, _p)			__sa_raw_write(_v, _p)
#define writel(_v, _p)			__sa_raw_write(_v, _p)
#define writeq(_v, _p)			__sa_raw_write(_v, _p)
#define writeb_relaxed(_v, _p)		__sa_raw_write(_v, _p)
#define writew_relaxed(_v, _p)		__sa_raw_write(_v, _p)
#define writel_relaxed(_v, _p)		__sa_raw_write(_v, _p)
#define writeq_relaxed(_v, _p)		__sa_raw_write(_v, _p)

#endif /* _LINUX_SAFE_ABSTR_NO_RAW_IO_H */
