/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Unique ownership: one owner for each object, checked by the compiler.
 */
#ifndef _LINUX_SAFE_ABSTR_OWNER_H
#define _LINUX_SAFE_ABSTR_OWNER_H

#include <linux/cleanup.h>
#include <linux/compiler.h>
#include <linux/err.h>
#include <linux/slab.h>

struct device;

/**
 * DOC: unique ownership
 *
 * cleanup.h frees an object at the end of a scope, but the compiler takes the
 * variable for a plain pointer. All of these build without a word::
 *
 *	struct foo *p __free(bar_put) = foo_get();	// !! wrong deleter
 *	struct foo *q __free(foo_put) = p;		// !! two owners
 *	use(no_free_ptr(q)); use(q);			// !! use after move
 *	q = foo_get();					// !! old one leaks
 *	return q;					// !! freed on return
 *
 * An owner is a type of its own instead. It is one pointer in memory and in
 * the object code; in the source it cannot be copied, assigned, returned or
 * mixed with a plain pointer, and its type alone chooses what drops it::
 *
 *	DEFINE_SA_OWNER(foo, struct foo, foo_put(_T))
 *	...
 *	SA_OWN(foo, p, foo_make());		// dropped at the end of the scope
 *	sa_borrow(p)->count++;			// a borrow is a plain pointer
 *	foo_queue(q, sa_move(foo, p));		// p is empty from here on
 *
 * The prototype says who owns what:
 *
 * - ``sa_owned(foo) f(...)`` returns an owner, ``sa_result(foo) f(...)`` an
 *   owner or an errno; neither may be ignored.
 * - ``struct sa_own_foo o``, by value: the callee consumes it.
 * - ``struct sa_own_foo *o``: the callee may empty it and must refill it.
 * - ``struct foo *p``: a borrow. The callee neither drops nor keeps it.
 *
 * A member that owns is declared with sa_own() and dropped by the drop of the
 * structure around it. Memory that holds one must be zeroed before first use.
 *
 * All of this is in force with every compiler the kernel supports, in every
 * build. ``SAFE_ABSTR_foo.o := y`` in the Makefile opts an object in, which
 * makes the ignored result an error too. What the compiler cannot see is
 * listed in Documentation/core-api/safe_abstr/owner.rst.
 */

/* Never defined: a call that survives optimisation stops the build. */
void __compiletime_error("owner used after it was moved or dropped")
__sa_error_moved(void);
void __compiletime_error("result used before sa_is_err() was tested")
__sa_error_untested(void);

/*
 * GCC lets goto and switch jump into the scope of a variable with a cleanup,
 * which then runs on garbage; Clang does not. No compiler lets them jump into
 * the scope of a variably modified type, so declare one. It takes no storage.
 */
#if defined(CONFIG_CC_IS_GCC) && !defined(__CHECKER__)
static __always_inline int __sa_one(void)
{
	return 1;
}

# define __SA_NO_JUMP_PAST(_var)						\
	; char (*__sa_no_jump_past_##_var)[__sa_one()] __maybe_unused = NULL
#else
# define __SA_NO_JUMP_PAST(_var)
#endif

/*
 * The const member makes the type one that cannot be assigned. The layer
 * writes the other member.
 */
#define __SA_SLOT(_type, _member)					\
	union {								\
		_type *_member;						\
		_type *const __sa_read_only;				\
	}

int __sa_devm_give(struct device *dev, void (*drop)(void *p), void *p);

/* True if the compiler can prove that @_ptr is NULL, free if it cannot. */
#define __sa_proved_null(_ptr)						\
	(__builtin_constant_p(!(_ptr)) && !(_ptr))

/**
 * sa_owned() - type of a function that returns an owner
 * @_name: name given to DEFINE_SA_OWNER()
 *
 * Expands to the owner's type, marked __must_check. A function that stays out
 * of line returns it in a register wherever the ABI returns a structure of one
 * pointer so; s390 and a few 32-bit ABIs return it through memory.
 */
#define sa_owned(_name)		__must_check struct sa_own_##_name

/**
 * sa_result() - type of a function that returns an owner or an errno
 * @_name: name given to DEFINE_SA_OWNER()
 *
 * Expands to the result's type, marked __must_check. Bind it with SA_RESULT().
 */
#define sa_result(_name)	__must_check struct sa_result_##_name

/**
 * sa_own() - type of a structure member that owns
 * @_name: name given to DEFINE_SA_OWNER()
 *
 * An array of one, like va_list: it passes as a pointer to the owner and can
 * be neither copied nor assigned. All bits zero is an empty owner. The const
 * member before it has no size; Clang does not look for const in an array when
 * it decides whether the structure around it can be assigned.
 */
#define sa_own(_name)							\
	const struct {} __UNIQUE_ID(sa_pin);				\
	typeof(struct sa_own_##_name [1])

/**
 * DEFINE_SA_OWNER() - define an owner type
 * @_name: name of the owner, used by all other macros
 * @_type: type of what is owned
 * @_drop: statement that ends the object's life; the object is @_T, a live
 *	   pointer, never NULL or ERR_PTR()
 *
 * Defines ``struct sa_own_<name>`` and ``struct sa_result_<name>`` with the
 * operations behind sa_move(), sa_drop() and the others. If the object has
 * members that own, @_drop is a function that drops them too.
 *
 * Context: @_drop runs wherever an owner is dropped or leaves its scope.
 */
#define DEFINE_SA_OWNER(_name, _type, _drop)				\
struct sa_own_##_name { __SA_SLOT(_type, __sa_ptr); };			\
struct sa_result_##_name { __SA_SLOT(_type, __sa_res); };		\
									\
static __always_inline void __sa_destroy_##_name(_type *_T)		\
{									\
	_drop;								\
}									\
									\
static __always_inline struct sa_own_##_name				\
__sa_bind_##_name(struct sa_own_##_name o)				\
{									\
	return o;							\
}									\
									\
static __always_inline struct sa_result_##_name				\
__sa_bind_result_##_name(struct sa_result_##_name r)			\
{									\
	return r;							\
}									\
									\
static __always_inline void						\
__sa_replace_##_name(struct sa_own_##_name *o, struct sa_own_##_name v)	\
{									\
	_type *old = o->__sa_ptr;					\
									\
	o->__sa_ptr = v.__sa_ptr;					\
	if (old)							\
		__sa_destroy_##_name(old);				\
}									\
									\
static __always_inline void __sa_clear_##_name(struct sa_own_##_name *o) \
{									\
	__sa_replace_##_name(o, (struct sa_own_##_name){});		\
}									\
									\
static __always_inline void						\
__sa_exit_##_name(struct sa_own_##_name (*o)[1])			\
{									\
	__sa_clear_##_name(*o);						\
}									\
									\
static __always_inline void						\
__sa_exit_result_##_name(struct sa_result_##_name (*r)[1])		\
{									\
	if (!IS_ERR_OR_NULL((*r)->__sa_res))				\
		__sa_destroy_##_name((*r)->__sa_res);			\
}									\
									\
static __always_inline __must_check _type *				\
__sa_release_##_name(struct sa_own_##_name *o)				\
{									\
	_type *p = o->__sa_ptr;						\
									\
	if (__sa_proved_null(p))					\
		__sa_error_moved();					\
	o->__sa_ptr = NULL;						\
	return p;							\
}									\
									\
static __always_inline sa_owned(_name)					\
__sa_move_##_name(struct sa_own_##_name *o)				\
{									\
	return (struct sa_own_##_name){					\
		.__sa_ptr = __sa_release_##_name(o),			\
	};								\
}									\
									\
static __always_inline sa_result(_name)					\
__sa_take_##_name(struct sa_own_##_name *o)				\
{									\
	_type *p = o->__sa_ptr;						\
									\
	o->__sa_ptr = NULL;						\
	return (struct sa_result_##_name){				\
		.__sa_res = p ?: ERR_PTR(-ENODATA),			\
	};								\
}									\
									\
static __always_inline sa_owned(_name)					\
__sa_unwrap_##_name(struct sa_result_##_name *r)			\
{									\
	_type *p = r->__sa_res;						\
									\
	if (IS_ERR(p))							\
		__sa_error_untested();					\
	if (__sa_proved_null(p))					\
		__sa_error_moved();					\
	r->__sa_res = NULL;						\
	return (struct sa_own_##_name){ .__sa_ptr = p };		\
}									\
									\
static void __maybe_unused __sa_devm_exit_##_name(void *p)		\
{									\
	__sa_destroy_##_name(p);					\
}									\
									\
static __always_inline __must_check int					\
__sa_devm_give_##_name(struct device *dev, struct sa_own_##_name o)	\
{									\
	return __sa_devm_give(dev, __sa_devm_exit_##_name, o.__sa_ptr);	\
}

/**
 * SA_OWN() - declare a local owner
 * @_name: name given to DEFINE_SA_OWNER()
 * @_var: variable to declare
 * @_init: what it owns from the start: a call that returns an owner, such as
 *	   sa_move(); a borrow, a plain pointer or another variable do not build
 *
 * The owner is dropped at the end of the scope unless it was moved. There is
 * no form without @_init, and no goto or switch can jump past it.
 */
#define SA_OWN(_name, _var, _init)					\
	struct sa_own_##_name _var[1] __cleanup(__sa_exit_##_name) = {	\
		__sa_bind_##_name(_init)				\
	} __SA_NO_JUMP_PAST(_var)

/**
 * SA_RESULT() - declare a local that holds an owner or an errno
 * @_name: name given to DEFINE_SA_OWNER()
 * @_var: variable to declare
 * @_init: a call that returns a result
 *
 * Test it with sa_is_err(), then get at the owner with sa_unwrap(). What was
 * not unwrapped is dropped at the end of the scope.
 */
#define SA_RESULT(_name, _var, _init)					\
	struct sa_result_##_name _var[1]				\
		__cleanup(__sa_exit_result_##_name) = {			\
		__sa_bind_result_##_name(_init)				\
	} __SA_NO_JUMP_PAST(_var)

/**
 * sa_borrow() - pointer to what an owner owns
 * @_owner: the owner, not moved
 *
 * The pointer is good until the owner is moved, dropped or leaves its scope.
 * It may be passed to functions that borrow; it must not be dropped.
 *
 * Context: any.
 * Return: the plain pointer, not NULL.
 */
#define sa_borrow(_owner)						\
	({								\
		auto __sa_borrowed = (_owner)->__sa_ptr;		\
									\
		if (__sa_proved_null(__sa_borrowed))			\
			__sa_error_moved();				\
		__sa_borrowed;						\
	})

/**
 * sa_move() - give ownership away
 * @_name: name given to DEFINE_SA_OWNER()
 * @_owner: the owner; empty afterwards
 *
 * Context: any.
 * Return: the owner by value, for a parameter, SA_OWN(), sa_replace() or
 * return. Must be used.
 */
#define sa_move(_name, _owner)		__sa_move_##_name(_owner)

/**
 * sa_take() - move out of an owner that may be empty
 * @_name: name given to DEFINE_SA_OWNER()
 * @_owner: the owner, typically a structure member; empty afterwards
 *
 * Context: any.
 * Return: a result: the owner, or -ENODATA if it was empty.
 */
#define sa_take(_name, _owner)		__sa_take_##_name(_owner)

/**
 * sa_drop() - end the life of what an owner owns
 * @_name: name given to DEFINE_SA_OWNER()
 * @_owner: the owner, not moved; empty afterwards
 *
 * Context: that of the drop given to DEFINE_SA_OWNER().
 */
#define sa_drop(_name, _owner)						\
	__sa_destroy_##_name(__sa_release_##_name(_owner))

/**
 * sa_clear() - drop what an owner holds, if anything
 * @_name: name given to DEFINE_SA_OWNER()
 * @_owner: the owner, typically a structure member; empty afterwards
 *
 * Context: that of the drop given to DEFINE_SA_OWNER().
 */
#define sa_clear(_name, _owner)		__sa_clear_##_name(_owner)

/**
 * sa_replace() - store into an owner, dropping what it held
 * @_name: name given to DEFINE_SA_OWNER()
 * @_owner: the owner to fill, live or empty
 * @_value: an owner by value; consumed
 *
 * Context: that of the drop given to DEFINE_SA_OWNER().
 */
#define sa_replace(_name, _owner, _value)				\
	__sa_replace_##_name(_owner, _value)

/**
 * sa_is_err() - test a result
 * @_result: the result
 *
 * Context: any.
 * Return: true if it holds an errno, false if it holds an owner.
 */
#define sa_is_err(_result)		IS_ERR((_result)->__sa_res)

/**
 * sa_err() - errno of a result
 * @_result: a result
 *
 * Builds only where the compiler can prove that sa_is_err() was true.
 *
 * Context: any.
 * Return: the negative errno.
 */
#define sa_err(_result)							\
	({								\
		auto __sa_errptr = (_result)->__sa_res;			\
									\
		if (!IS_ERR(__sa_errptr))				\
			__sa_error_untested();				\
		(int)PTR_ERR(__sa_errptr);				\
	})

/**
 * sa_unwrap() - the owner in a result
 * @_name: name given to DEFINE_SA_OWNER()
 * @_result: the result; empty afterwards
 *
 * Builds only where the compiler can prove that sa_is_err() was false, so put
 * it behind the test in the same function. The proof leaves no code behind.
 *
 * Context: any.
 * Return: the owner by value. Must be used.
 */
#define sa_unwrap(_name, _result)	__sa_unwrap_##_name(_result)

/**
 * sa_ok() - make a successful result
 * @_name: name given to DEFINE_SA_OWNER()
 * @_value: an owner by value; consumed
 *
 * Context: any.
 * Return: a result that holds the owner.
 */
#define sa_ok(_name, _value)						\
	((struct sa_result_##_name){					\
		.__sa_res = __sa_bind_##_name(_value).__sa_ptr		\
	})

/**
 * sa_fail() - make a failed result
 * @_name: name given to DEFINE_SA_OWNER()
 * @_errno: negative errno
 *
 * Context: any.
 * Return: a result that holds the errno.
 */
#define sa_fail(_name, _errno)						\
	((struct sa_result_##_name){ .__sa_res = ERR_PTR(_errno) })

/**
 * sa_unsafe_adopt() - make an owner of a plain pointer
 * @_name: name given to DEFINE_SA_OWNER()
 * @_ptr: live pointer; consumed
 *
 * Safety: the caller holds the only duty to drop @_ptr and gives it up here.
 *
 * Context: any.
 * Return: the owner by value.
 */
#define sa_unsafe_adopt(_name, _ptr)					\
	((struct sa_own_##_name){ .__sa_ptr = (_ptr) })

/**
 * sa_unsafe_adopt_result() - make a result of what an allocator returned
 * @_name: name given to DEFINE_SA_OWNER()
 * @_ptr: live pointer, NULL or ERR_PTR(); consumed
 *
 * Safety: as for sa_unsafe_adopt(), if @_ptr is live.
 *
 * Context: any.
 * Return: a result: the owner, the errno in @_ptr, or -ENOMEM for NULL.
 */
#define sa_unsafe_adopt_result(_name, _ptr)				\
	((struct sa_result_##_name){ .__sa_res = (_ptr) ?: ERR_PTR(-ENOMEM) })

/**
 * sa_unsafe_into_raw() - take the pointer out of an owner
 * @_name: name given to DEFINE_SA_OWNER()
 * @_owner: the owner; empty afterwards
 *
 * Safety: the caller takes over the duty to drop the object, once.
 *
 * Context: any.
 * Return: the plain pointer. Must be used.
 */
#define sa_unsafe_into_raw(_name, _owner)	__sa_release_##_name(_owner)

/**
 * sa_devm_give() - make a device the owner
 * @_dev: device that is being bound
 * @_name: name given to DEFINE_SA_OWNER()
 * @_value: an owner by value; consumed, also on failure
 *
 * The object is dropped when @_dev is unbound, after what was registered with
 * devm functions later, before what was registered earlier. A borrow taken
 * before the call stays good until then.
 *
 * Needs CONFIG_SAFE_ABSTR.
 *
 * Context: process context, may sleep.
 * Return: 0; -ENOMEM, in which case the object is already dropped; or -EINVAL,
 * with a warning, if the owner was empty. Must be checked.
 */
#define sa_devm_give(_dev, _name, _value)				\
	__sa_devm_give_##_name(_dev, _value)

/**
 * DEFINE_SA_BOX() - define an owner of memory from kzalloc()
 * @_name: name of the owner
 * @_type: type of the object
 * @...: statement that drops the members of the object, @_T, that own;
 *	 nothing if it has none
 *
 * As DEFINE_SA_OWNER(), with the memory freed after the members were dropped,
 * and with sa_new() to allocate one.
 */
#define DEFINE_SA_BOX(_name, _type, ...)				\
DEFINE_SA_OWNER(_name, _type, __VA_ARGS__; kfree(_T))			\
									\
static __always_inline sa_result(_name) __sa_new_##_name(gfp_t gfp)	\
{									\
	_type *p = kzalloc_obj(_type, gfp);				\
									\
	/* NULL is its only error: drop the test for any other. */	\
	if (IS_ERR(p))							\
		__builtin_unreachable();				\
	return sa_unsafe_adopt_result(_name, p);			\
}

/**
 * sa_new() - allocate a zeroed object
 * @_name: name given to DEFINE_SA_BOX()
 * @_gfp: allocation flags
 *
 * Context: may sleep if @_gfp allows it.
 * Return: a result: the owner, or -ENOMEM.
 */
#define sa_new(_name, _gfp)		__sa_new_##_name(_gfp)

#endif /* _LINUX_SAFE_ABSTR_OWNER_H */
