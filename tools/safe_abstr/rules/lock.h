/* SPDX-License-Identifier: GPL-2.0 */
/* Locks as the guard rule keeps them: cells by the lock's address. */
#ifndef SACHECK_LOCK_H
#define SACHECK_LOCK_H

#include "core.h"

enum lock_family {
	LOCK_NONE, LOCK_SPIN, LOCK_RW, LOCK_SEQ, LOCK_MUTEX, LOCK_RT_MUTEX,
	LOCK_WW_MUTEX, LOCK_RWSEM, LOCK_SEM, LOCK_PERCPU,
};

enum lock_family lock_family(enum fact_word word);
bool lock_is_shared(enum fact_word word);
/* Whoever wants to gives it back: semaphores, writers to a filesystem. */
bool lock_is_counted(struct value *key, enum fact_word word);

/* The lock at @ptr, also if the pointer is loaded anew each time. */
struct value *lock_key(struct value *ptr);
/* The lock that @f of call @c is about, or NULL. */
struct value *lock_of_fact(struct call *c, struct fact *f);
const char *lock_name(struct path *p, struct value *key);
/* The lock in @type at @bits, by the innermost member with a name. */
const char *lock_member_name(struct symbol *type, long long bits);
/* Of a lock without an address. */
const char *lock_word_name(enum fact_word word);
/* The name in the source of what a macro expands to. */
const char *lock_call_name(const char *name);

/* Which member of what structure @key is: a number as of place_key(). */
static inline uint64_t place_number(struct symbol *type, long long bits)
{
	return (uintptr_t)type * 31 + bits + 1;
}

void lock_places_reset(void);
void lock_set_place(struct value *key, uint64_t place, const char *name);
void lock_find_place(struct path *p, struct call *c, struct fact *f,
		     struct value *key);
/* What may be @key by another pointer, @held or given back, or NULL. */
const struct cell *lock_alias(struct path *p, struct value *key,
			      enum lock_family family, bool held);
bool lock_held(struct path *p, struct value *key, bool write);
/* It is held, but for reading only. */
bool lock_held_shared(struct path *p, struct value *key);
/* Held from here on; @by is who took it, if it is this function's to drop. */
void lock_assume(struct path *p, struct value *key, struct symbol *type,
		 const char *by, bool maybe);

bool is_lock_type(struct symbol *type);
/* The member of @type at or around @bits; sets *@rest to what is left. */
struct symbol *member_around(struct symbol *type, long long bits,
			     long long *rest);
/* The words of a name, as split by underscores. */
bool name_has_word(const char *name, const char *const words[]);

/* Annotations of functions and data. */
enum note_kind {
	NOTE_GUARDED, NOTE_PT_GUARDED, NOTE_ACQUIRES, NOTE_TRY_ACQUIRES,
	NOTE_RELEASES, NOTE_REQUIRES, NOTE_ASSUMES, NOTE_UNCHECKED,
};

struct note {
	enum note_kind kind;
	bool shared;
	bool truth;			/* of NOTE_TRY_ACQUIRES */
	struct expression *lock;
};

/* Where the names in an annotation are looked up: all may be NULL. */
struct note_scope {
	struct value *object;		/* the structure of a member */
	struct symbol *type;
	struct symbol *fn;		/* the function, and its call */
	struct call *call;
};

typedef bool (*note_fn_t)(void *ctx, const struct note *note);
/* False if @fn ended it. */
bool notes_of(struct symbol *sym, note_fn_t fn, void *ctx);
/* The same for all declarations of a function. */
bool notes_of_function(struct symbol *fn, note_fn_t each, void *ctx);
bool has_note(struct symbol *fn, enum note_kind kind);
/* The lock an annotation names, and its type; NULL if it cannot be told. */
struct value *note_lock(struct path *p, const struct note_scope *scope,
			struct expression *expr, struct symbol **type);

/* Annotations do not count here: what runs sets up or was opted out. */
bool note_is_exempt(struct path *p);

bool note_opted_out(struct position pos);
/* To report @diag at the end, unless @root (may be NULL) is freed till then. */
void guarded_found(struct value *key, struct value *root, struct diag *diag);

/* SA0602, decided when all returns of the function are known. */
void lock_returns_reset(void);
void lock_returns_add(struct path *p, struct position pos, struct value *val);
bool lock_returns_report(struct symbol *fn);
/* The function unlocks what it did not lock. */
void lock_returns_unmatched(void);

/* Calls that take and give back, and the conditions around them. */
void lock_events_reset(void);
void lock_event(struct path *p, struct value *key, bool take);
/* The function takes @key by itself, on some path. */
bool lock_is_taken_here(struct value *key);
bool lock_is_given_here(struct value *key);
/* @key is taken and given back under the same condition on memory. */
bool lock_has_twin(struct symbol *fn, struct value *key);

/* What the text of the functions of this file says. */
void lock_file(struct symbol_list *list);
/* A function other than @fn unlocks what is called so, and does not lock it. */
bool lock_is_left_to(struct symbol *fn, const char *name);
/* This file calls @fn by its name. */
bool lock_file_calls(struct symbol *fn);
/* Taken at @pos, with interrupts saved where only @fn can restore them from. */
bool lock_flags_end_here(struct symbol *fn, struct position pos);
/* The body of @fn is at hand and unlocks something. */
bool lock_body_unlocks(struct symbol *fn);

#endif
