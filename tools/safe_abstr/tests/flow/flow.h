/* SPDX-License-Identifier: GPL-2.0 */
#ifndef FLOW_H
#define FLOW_H

#define __free(fn)	__attribute__((__cleanup__(fn)))

void drop(int *p);
int more(int n);

#define more_once(n) ({ int once __free(drop) = (n); more(once); })

#endif
