/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Wrap: the built drop-in for libwrap.so.0, which is loaded here, and what it
 * finds of the system.
 *
 * A test program exports these functions (-export-dynamic), so that the
 * library finds them before those of the C library: syslog(3),
 * clock_gettime(2), open(2), stat(2) and lstat(2).
 */
#ifndef WRAP_H
#define WRAP_H

#include "libwrap/tcpd.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <setjmp.h>
#include <stdbool.h>

/* The functions of the library, and its variables by address. */
struct wrap {
	__typeof__(clean_exit) *clean_exit;
	__typeof__(eval_client) *eval_client;
	__typeof__(eval_hostaddr) *eval_hostaddr;
	__typeof__(eval_hostinfo) *eval_hostinfo;
	__typeof__(eval_hostname) *eval_hostname;
	__typeof__(eval_port) *eval_port;
	__typeof__(eval_server) *eval_server;
	__typeof__(eval_user) *eval_user;
	__typeof__(hosts_access) *hosts_access;
	__typeof__(hosts_ctl) *hosts_ctl;
	__typeof__(process_options) *process_options;
	__typeof__(refuse) *refuse;
	__typeof__(request_init) *request_init;
	__typeof__(request_set) *request_set;
	__typeof__(rfc931) *rfc931;
	__typeof__(shell_cmd) *shell_cmd;
	__typeof__(sock_host) *sock_host;
	__typeof__(sock_hostaddr) *sock_hostaddr;
	__typeof__(sock_hostname) *sock_hostname;
	int *allow_severity, *deny_severity, *hosts_access_verbose;
	int *rfc931_timeout, *resident, *dry_run;
	char **hosts_allow_table, **hosts_deny_table;
	struct tcpd_context *tcpd_context;
	jmp_buf *tcpd_buf;
};

extern struct wrap wrap;

/*
 * Fixtures of a group: a new folder (tests/unit/folder.h), and the library,
 * which finds ~/security where it opens /etc/security.
 */
int wrap_make(void **state);
int wrap_remove(void **state);

/*
 * Begins a row: writes ~/hosts.allow and ~/hosts.deny, with the folder's path
 * for each '~'; NULL is an empty file.  They are at rest at once: to the
 * library all files are a second older.  It finds its variables as a program
 * does at its start; what it remembers is out of date; the log is empty.
 */
void wrap_begin(const char *allow, const char *deny);

/* Writes settings for the library; NULL: there are none. */
void wrap_settings(const char *text);

/*
 * Returns what was logged, by children too, and told: "FACILITY.LEVEL TEXT\n"
 * each, with '~' for the path of the folder.
 */
const char *wrap_log(void);
void wrap_clear_log(void);

/* Adds a line to the log, for what else is expected; as printf(3). */
void wrap_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Tells "NAME: TEXT" of the file NAME in the folder; without one, no text. */
void wrap_tell_file(const char *name);

/* Lets time pass for what the library remembers; deadlines stay. */
void wrap_forward(long seconds);

/*
 * Makes *REQUEST one of the daemon "in.test" from the client 192.0.2.10, and
 * returns it.
 */
struct request_info *wrap_client(struct request_info *request);

/*
 * Runs WORK(CONTEXT) in a child, for a minute at most, which ends with what it
 * returns.  Returns the status of waitpid(2).
 */
int wrap_child(int (*work)(const void *context), const void *context);

#define assert_log(expected) assert_string_equal(wrap_log(), expected)

/*
 * Each returns 0, or, having said how the two differ, 1: the sum of a table is
 * the number of what went wrong.  Behind a '*' the log may go on as it
 * likes.
 */
unsigned wrap_differ(const char *what, long long value, long long expected);
unsigned wrap_log_differs(const char *expected);

#endif
