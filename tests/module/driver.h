/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Driver: calls of the built module, through the real libpam, as rows of a
 * table.
 *
 * Each row has a new folder with the PAM file and the rule files; "~" stands
 * for it in the texts of the row, also in the expected ones.
 */
#ifndef DRIVER_H
#define DRIVER_H

#include "tests/module/recorder.h"

#include <security/pam_appl.h>
#include <stdbool.h>
#include <stddef.h>

enum call {
	ACCOUNT,
	AUTH,
	SETCRED,
	OPEN_SESSION,
	CLOSE_SESSION,
	PASSWORD,
};

/* An item that is not set, where NULL has another meaning. */
extern const char UNSET[];

struct scenario {
	const char *name;
	/*
	 * The PAM file, where MODULE is the module with its arguments; NULL:
	 * the module alone, and RESULT is what it returns.
	 */
	const char *stack;
	/*
	 * Arguments of the module behind allowfile=~/hosts.allow and
	 * denyfile=~/hosts.deny, or in place of them if BARE.
	 */
	const char *arguments;
	bool bare;
	/*
	 * Texts of ~/hosts.allow, ~/hosts.deny and ~/list; NULL: no file, or
	 * an empty one if the arguments name it.
	 */
	const char *allow, *deny, *list;
	/* Makes other files in FOLDER. */
	void (*prepare)(const char *folder);
	const char *service;        /* NULL: sshd */
	const char *user;           /* NULL: root */
	const char *rhost;          /* NULL: 192.0.2.10 */
	const char *ruser;          /* NULL: not set */
	const char *ssh_connection; /* NULL: not set */
	enum call call;
	int flags;
	/* What is expected. */
	int result;
	const char *log; /* as recorder.log; NULL: nothing */
	/* "TEXT\n" of each error message, "?TEXT\n" of others; NULL: nothing */
	const char *said;
	const char *audit;   /* as recorder.audit; NULL: not looked at */
	const char *lookups; /* as recorder.lookups; NULL: not looked at */
};

/* The usual refusal, of the rule "ALL: ALL" in ~/hosts.deny. */
#define REFUSED \
	"authpriv.warning refused connect from 192.0.2.10 (192.0.2.10): " \
	"service=sshd user=root rule=~/hosts.deny:1 \"ALL: ALL\"\n"
/* What a refused client is told, who has ADDRESS, or nobody knows which. */
#define SAID(address) \
	"Access from " address \
	" is refused by this system's host access rules.\n"
#define SAID_UNKNOWN "Access is refused by this system's host access rules.\n"
#define SENTENCE SAID("192.0.2.10")

/*
 * Runs COUNT rows as tests of a group; returns the number of failures.  Ends
 * the program if that takes minutes.
 */
int driver_run(const char *group, const struct scenario *rows, size_t count);

/* The rows of a table and their number, as driver_run() takes them. */
#define ROWS(table) table, sizeof(table) / sizeof(*(table))

/*
 * Runs TEST with each of COUNT rows as its state, without a limit of time.  A
 * row has SIZE bytes and begins with a struct scenario.
 */
int driver_test(const char *group, void (*test)(void **state), const void *rows,
		size_t size, size_t count);

#define SIZED_ROWS(table) \
	table, sizeof(*(table)), sizeof(table) / sizeof(*(table))

/*
 * The single steps of a row, for tests that need more than a table.  Errors
 * of the machine end the test program.
 */
struct driver {
	const struct scenario *row;
	char *folder;
	pam_handle_t *pamh;
	char *said;
};

/* Makes the folder and its files; begins the PAM transaction. */
void driver_start(struct driver *driver, const struct scenario *row);

/* Calls libpam as row->call says; returns what row->result speaks of. */
int driver_call(struct driver *driver);

/* Returns how much differs from what the row expects, and prints that. */
int driver_differences(const struct driver *driver, int result);

/* Ends the transaction and removes the folder. */
void driver_stop(struct driver *driver);

/* Writes SIZE bytes of DATA to the file NAME in FOLDER. */
void driver_write(const char *folder, const char *name, const void *data,
		  size_t size);

/* Returns a copy of TEXT with every FROM replaced by TO, to be freed. */
char *driver_replace(const char *text, const char *from, const char *to);

#endif
