/* SPDX-License-Identifier: BSD-3-Clause */
/* Loader: which file ld.so(8) loads for a program, and whether it is libwrap.
 */
#ifndef MACHINE_LOADER_H
#define MACHINE_LOADER_H

#include <limits.h>
#include <stdbool.h>

/* Which libwrap.so.0 a program has. */
enum loader_wrap {
	LOADER_WRAP_NONE,
	LOADER_WRAP_STOCK,   /* that of tcp_wrappers */
	LOADER_WRAP_OURS,    /* the drop-in */
	LOADER_WRAP_MISSING, /* asked for, and not there: it does not start */
};

/* The libwrap of a program. */
struct loader_wrap_file {
	enum loader_wrap wrap;
	char path[PATH_MAX]; /* below the root; "" without one */
	bool has_netgroups;  /* @NETGROUP can match */
	bool has_pam;        /* libpam is loaded, too */
};

/*
 * Finds out which libwrap the program at PATH, below ROOT ("" or a folder), and
 * the libraries that it asks for, load.  Returns false if PATH is no program
 * that can be read.  What a program loads once it runs, as a plug-in, is not
 * seen.  Exits when memory is out.
 */
bool loader_find_wrap(const char *root, const char *path,
		      struct loader_wrap_file *file);

/* Looks at the libwrap at PATH, below ROOT. */
void loader_look_at_wrap(const char *root, const char *path,
			 struct loader_wrap_file *file);

/* Returns whether the libwrap of tcp_wrappers can be loaded below ROOT. */
bool loader_has_stock_wrap(const char *root);

#endif
