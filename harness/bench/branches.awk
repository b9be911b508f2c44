# SPDX-License-Identifier: GPL-2.0
#
# awk -v n=100: a C file with one function of n branches, of the kinds that
# drivers are made of: allocations, locks, loops, and an error ladder. Nothing
# in it is to be reported.

function kind_alloc(i)
{
	print "\tp = kmalloc(d->size[" i % 16 "], GFP_KERNEL);"
	print "\tif (!p) {\n\t\tret = -ENOMEM;\n\t\tgoto out;\n\t}"
	print "\tmemset(p, 0, d->size[" i % 16 "]);"
	print "\tkfree(p);"
	return 1
}

function kind_lock(i)
{
	print "\tmutex_lock(&d->lock);"
	print "\tif (d->state == " i ") {\n\t\tmutex_unlock(&d->lock);"
	print "\t\tret = -EBUSY;\n\t\tgoto out;\n\t}"
	print "\td->state = " i ";"
	print "\tmutex_unlock(&d->lock);"
	return 1
}

function kind_call(i)
{
	print "\tret = branches_step(d, " i ");"
	print "\tif (ret < 0)\n\t\tgoto out;"
	print "\tif (d->flags & BIT(" i % 32 "))\n\t\td->count++;"
	print "\telse\n\t\td->count--;"
	return 2
}

function kind_kept(i)
{
	print "\tif (d->flags & BIT(" i % 32 ")) {"
	print "\t\tq = kzalloc(d->size[" i % 16 "], GFP_KERNEL);"
	print "\t\tif (!q) {\n\t\t\tret = -ENOMEM;\n\t\t\tgoto out;\n\t\t}"
	print "\t\tkfree(d->buf);\n\t\td->buf = q;\n\t}"
	return 2
}

function kind_loop(i)
{
	print "\tfor (i = 0; i < 16; i++)"
	print "\t\tif (d->size[i] > " i ")\n\t\t\tbreak;"
	return 2
}

BEGIN {
	print "#include <linux/bits.h>\n#include <linux/mutex.h>"
	print "#include <linux/slab.h>\n#include <linux/string.h>\n"
	print "struct branches {\n\tstruct mutex lock;\n\tunsigned int size[16];"
	print "\tunsigned long flags;\n\tint state;\n\tint count;\n\tvoid *buf;\n};\n"
	print "int branches_step(struct branches *d, int n);"
	print "int branches_run(struct branches *d);\n"
	print "int branches_run(struct branches *d)\n{"
	print "\tvoid *p, *q;\n\tint ret = 0;\n\tint i;\n"
	print "\t(void)p;\n\t(void)q;\n\t(void)i;"
	for (done = 0; done < n; ) {
		k = n - done < 2 ? turn % 2 : turn % 5
		turn++
		if (k == 0)
			done += kind_alloc(done)
		else if (k == 1)
			done += kind_lock(done)
		else if (k == 2)
			done += kind_call(done)
		else if (k == 3)
			done += kind_kept(done)
		else
			done += kind_loop(done)
	}
	if (n)
		print "out:"
	print "\treturn ret;\n}"
}
