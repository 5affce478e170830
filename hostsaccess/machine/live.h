/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Live: programs that clients of other hosts can reach: those that listen now,
 * and those that systemd(1) starts.
 */
#ifndef MACHINE_LIVE_H
#define MACHINE_LIVE_H

#include <stdbool.h>
#include <stddef.h>

struct live_program {
	char *path;   /* below the root */
	bool is_file; /* what is there is what runs */
	bool listens;
	bool enabled;    /* a unit that is enabled starts it */
	bool socket;     /* for a socket that other hosts reach */
	char *libraries; /* libwrap.so.0 that a process has loaded; or NULL */
	bool all_ask;    /* each process that listens has one */
};

struct live {
	struct live_program *programs;
	size_t count;
	bool blind; /* not all who listen could be seen */
};

/*
 * Finds them below ROOT: with a root, only those that are enabled.  *LIVE is
 * to be freed.  Exits when memory is out.
 */
void live_find(const char *root, struct live *live);

void live_free(struct live *live);

#endif
