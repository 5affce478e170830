/* SPDX-License-Identifier: BSD-3-Clause */
/* Arguments: how a command is called (hostsaccess(8), OPTIONS). */
#ifndef TOOL_ARGUMENTS_H
#define TOOL_ARGUMENTS_H

#include "common/decide/rules.h"

/* The exit status of every command that was called or fed wrongly. */
#define STATUS_USAGE 2

/* Options that commands may take (bits). */
enum argument {
	ARGUMENT_ALLOW_FILE = 1 << 0,
	ARGUMENT_BATCH = 1 << 1,
	ARGUMENT_DENY_FILE = 1 << 2,
	ARGUMENT_JSON = 1 << 3,
	ARGUMENT_NODNS = 1 << 4,
	ARGUMENT_NOEXEC = 1 << 5,
	ARGUMENT_PAM = 1 << 6,
	ARGUMENT_RHOST = 1 << 7,
	ARGUMENT_STRICT = 1 << 8,
	ARGUMENT_USER = 1 << 9,
	ARGUMENT_WTMP = 1 << 10,
	ARGUMENT_CHECK = 1 << 11,
	ARGUMENT_REMOVE = 1 << 12,
	ARGUMENT_CONF = 1 << 13,
	ARGUMENT_AS_LIBWRAP = 1 << 14,
	ARGUMENT_LAST = 1 << 15,
	ARGUMENT_LOG = 1 << 16,
	ARGUMENT_ME = 1 << 17,
	ARGUMENT_SERVICE = 1 << 18,
	ARGUMENT_BY_RULE = 1 << 19,
	ARGUMENT_SINCE = 1 << 20,
	ARGUMENT_TOP = 1 << 21,
	/* of check, about what it shows */
	ARGUMENT_ALL = 1 << 22,
	ARGUMENT_FAIL_ON = 1 << 23,
	ARGUMENT_IGNORE = 1 << 24,
	ARGUMENT_LIBWRAP = 1 << 25,
	ARGUMENT_NO_LIBWRAP = 1 << 26,
	ARGUMENT_QUIET = 1 << 27,
	ARGUMENT_TYPE = 1 << 28,
	/* of all that decide */
	ARGUMENT_AT = 1 << 29,
	ARGUMENT_GEODB = 1 << 30,
};

/* Likewise, of those that change rules. */
#define ARGUMENT_DRY_RUN (UINT64_C(1) << 31)
#define ARGUMENT_EXPIRED (UINT64_C(1) << 32)
#define ARGUMENT_FORCE (UINT64_C(1) << 33)
#define ARGUMENT_FIRST (UINT64_C(1) << 34)
#define ARGUMENT_FOR (UINT64_C(1) << 35)
#define ARGUMENT_NOTE (UINT64_C(1) << 36)
#define ARGUMENT_UNTIL (UINT64_C(1) << 37)
#define ARGUMENT_QUICK (UINT64_C(1) << 38)
#define ARGUMENT_CONFIRM (UINT64_C(1) << 39)
#define ARGUMENT_KEEP (UINT64_C(1) << 40)
#define ARGUMENT_REVERT (UINT64_C(1) << 41)
#define ARGUMENT_STATE (UINT64_C(1) << 42)
/* Likewise, about what logs say. */
#define ARGUMENT_CHART (UINT64_C(1) << 43)
#define ARGUMENT_HITS (UINT64_C(1) << 44)

/* Likewise, of convert. */
#define ARGUMENT_AGGREGATE (UINT64_C(1) << 45)
#define ARGUMENT_DAEMON (UINT64_C(1) << 46)
#define ARGUMENT_FORMAT (UINT64_C(1) << 47) /* --from */
#define ARGUMENT_LISTSEP (UINT64_C(1) << 48)
#define ARGUMENT_NODEFGROUP (UINT64_C(1) << 49)
#define ARGUMENT_PARTIAL (UINT64_C(1) << 50)
#define ARGUMENT_REFUSE_CONNECTION (UINT64_C(1) << 51)
#define ARGUMENT_TO (UINT64_C(1) << 52)
#define ARGUMENT_FIELDSEP (UINT64_C(1) << 53)

/* What a command line says. */
struct arguments {
	/* The files are named, the standard ones unless others are given. */
	struct ha_rules rules;
	uint64_t given;         /* enum argument */
	const char *pam_folder; /* NULL: --pam without a folder, or no --pam */
	const char *service;    /* of PAM; NULL: none */
	const char *log;        /* NULL: none */
	const char *user;       /* NULL: none */
	const char *conf;       /* of settings; NULL: the standard one */
	const char *wtmp;       /* the standard one unless another is given */
	const char *since;      /* a time; NULL: none */
	int64_t at;             /* of --at, seconds since 1970; 0: now */
	const char *geo_files; /* paths between commas; NULL: as settings say */
	const char *top;       /* a number; NULL: none */
	int64_t until;    /* of --until or --for, seconds since 1970; 0: none */
	const char *note; /* of a new rule; NULL: none */
	unsigned long confirm; /* seconds; 0: nobody need */
	const char *state;     /* a folder; NULL: the standard one */
	bool confirmed;        /* of --rhost, else it is false */
	const char *fail_on;   /* error, warning, note; NULL: warning */
	const char *ignore;    /* names of findings; NULL: none */
	bool deny_type;        /* of --type, if that is given */
	const char *from, *to; /* names of formats; NULL: none */
	const char *daemon;    /* NULL: none */
	const char *fieldsep;  /* bytes between fields; NULL: the usual one */
	const char *listsep;   /* bytes between words; NULL: the usual ones */
	char *const *words;    /* those that are no options */
	int count;
};

struct command {
	const char *name;
	uint64_t options;  /* enum argument: those that it takes */
	const char *usage; /* how it is called, lines */
	/* Returns the exit status (hostsaccess(8), EXIT STATUS). */
	int (*run)(const struct arguments *arguments);
};

/*
 * Runs COMMAND with ARGV, whose first word is its name and is not looked at.
 * Asked for help, or called wrongly, it says so instead.  Returns the exit
 * status.
 */
int command_run(const struct command *command, int argc, char **argv);

/*
 * Says FAULT to standard error, and where to read how COMMAND is called.
 * Returns STATUS_USAGE.
 */
int usage_error(const struct command *command, const char *fault);

#endif
