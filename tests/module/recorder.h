/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Recorder: takes the place of what the module calls in the system, and
 * keeps it for the tests.
 *
 * A test program exports these functions (-export-dynamic), so that the
 * module, which libpam loads, finds them before those of the C library and
 * of libpam: syslog(3), pam_modutil_audit_write(3),
 * gethostbyaddr_r(3), gethostbyname2_r(3), open(2), stat(2), lstat(2) and
 * fstat(2).
 */
#ifndef RECORDER_H
#define RECORDER_H

#include <stdatomic.h>
#include <stdbool.h>

/* What the module did since recorder_clear(); never NULL. */
struct recorder {
	char *log;       /* of syslog(3): "FACILITY.LEVEL TEXT\n" each */
	char *audit;     /* of audit events: "TYPE MESSAGE RESULT\n" each */
	bool audit_asks; /* PAM_RHOST was a name then: libaudit looks it up */
	char *lookups;   /* "name ADDRESS\n" and "addresses NAME\n"; shared
			  * with the children in which the module asks */
	const char *client_name; /* of 192.0.2.18, or NULL */
	atomic_uint busy;        /* whether a function of the tests runs */
};

#define RECORDER_LOOKUPS_SIZE 4096

extern struct recorder recorder;

/* Forgets everything, also what the functions below asked for. */
void recorder_clear(void);

/*
 * Has the module, and nobody else, find FOLDER/NAME where it opens /etc/NAME.
 * FOLDER is kept by pointer.
 */
void recorder_redirect_etc(const char *folder);

/* Has the next COUNT fstat(2) of the module say that the file has changed. */
void recorder_change_files(unsigned count);

/* Has 192.0.2.18 be called NAME, which is kept by pointer. */
void recorder_name_client(const char *name);

/*
 * Has the module see when a file was changed; for it, all files are a second
 * older than they are, so that it reads them at once.
 */
void recorder_show_times(void);

/* Returns whether CALLER, a return address, lies in the module. */
bool recorder_is_module(const void *caller);

/*
 * In a program with names.c look-ups are answered from this table, and
 * nothing is ever asked of the network:
 *
 *   192.0.2.10    gw.example.net, confirmed
 *   2001:db8::10  six.example.net, confirmed
 *   192.0.2.11    liar.example.net, which has another address
 *   192.0.2.12    a failure for the moment
 *   192.0.2.13    inner, confirmed
 *   192.0.2.14    slow.example.net, confirmed; known only after 0.3 s
 *   192.0.2.15    again.example.net, whose look-up fails for the moment
 *   two.example.net has two addresses, 192.0.2.16 and 192.0.2.17
 *
 * All else is known not to exist.
 */

#endif
