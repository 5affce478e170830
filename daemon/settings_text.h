/* SPDX-License-Identifier: BSD-3-Clause */
/* Settings text: what a file of settings says, as its lines. */
#ifndef DAEMON_SETTINGS_TEXT_H
#define DAEMON_SETTINGS_TEXT_H

#include <stddef.h>
#include <sys/stat.h>

/* A line of the file, and where it stands. */
struct daemon_setting {
	struct daemon_setting *next;
	unsigned long line;
	const char *fault; /* why it is no word; NULL: it is one */
	size_t key;        /* how much of WORD stands before the '=' */
	char *word;        /* behind TEXT, and the daemon in front of it */
	char text[];       /* of the daemon; "": for all */
};

/* What a file says. */
struct daemon_settings_text {
	struct daemon_setting *first, **end;
	struct stat status; /* of the file; st_nlink 0: there is none */
	const char *why;    /* more about the fault of the file, or NULL */
};

#endif
