/* SPDX-License-Identifier: BSD-3-Clause */
/* Option context: what options are carried out with, and what comes of it. */
#ifndef HA_OPTION_CONTEXT_H
#define HA_OPTION_CONTEXT_H

#include "common/base/diagnostic.h"
#include "common/base/trace.h"
#include "common/option/command.h"
#include "common/request/request.h"

/* Options that a verdict may say were skipped or left alone (bits). */
enum ha_option {
	HA_OPTION_ACLEXEC = 1 << 0,
	HA_OPTION_BANNERS = 1 << 1,
	HA_OPTION_SETENV = 1 << 2,
	HA_OPTION_SPAWN = 1 << 3,
	HA_OPTION_TWIST = 1 << 4,
	HA_OPTION_GROUP = 1 << 5,
	HA_OPTION_KEEPALIVE = 1 << 6,
	HA_OPTION_LINGER = 1 << 7,
	HA_OPTION_NICE = 1 << 8,
	HA_OPTION_RFC931 = 1 << 9,
	HA_OPTION_UMASK = 1 << 10,
	HA_OPTION_USER = 1 << 11,
	HA_OPTION_END = 1 << 12, /* none: it ends them */
};

/* Those that change a process or its socket: not under PAM. */
#define HA_OPTIONS_OF_PROCESS \
	(HA_OPTION_GROUP | HA_OPTION_KEEPALIVE | HA_OPTION_LINGER | \
	 HA_OPTION_NICE | HA_OPTION_RFC931 | HA_OPTION_UMASK | HA_OPTION_USER)

/* Which option runs a command. */
enum ha_command_kind {
	HA_COMMAND_ACLEXEC,
	HA_COMMAND_SPAWN,
	HA_COMMAND_TWIST,
};

/* Returns the keyword of OPTION, one bit. */
const char *ha_option_name(enum ha_option option);

/* Returns the option that runs commands of KIND. */
enum ha_option ha_command_option(enum ha_command_kind kind);

/*
 * Who carries options out.  All texts are terminated and live only for the
 * call.  The functions are called in the order of the options.
 */
struct ha_effects {
	/* Runs TEXT, a shell command, with ENVIRONMENT. */
	enum ha_run (*run)(void *context, enum ha_command_kind kind,
			   const char *text, char *const *environment);
	/* Sets a variable of the session; false: there is no memory for it. */
	bool (*set_variable)(void *context, const char *name,
			     const char *value);
	/* Tells the client TEXT. */
	void (*show_banner)(void *context, const char *text);
	void *context;
	/*
	 * Those of HA_OPTION_GROUP and the ones behind it that the front end
	 * carries out by itself; the others are checked and left alone.
	 */
	unsigned carried_out; /* enum ha_option */
	/*
	 * Carries OPTION of these out, with VALUE, which is sound and may be
	 * "".  False: it cannot, and then nobody is to be served.
	 */
	bool (*carry_out)(void *context, enum ha_option option,
			  struct ha_slice value);
};

/* What options are carried out with. */
struct ha_option_context {
	/* Of whom %-letters speak; NULL: options are only checked. */
	struct ha_request *request;
	bool assume; /* conditions are not asked: they hold */
	bool dry;    /* they are asked, and nothing is carried out */
	const struct ha_effects *effects;   /* NULL: nothing is carried out */
	const struct ha_resolver *resolver; /* of accounts: option_value.h */
	/* The open file of the rule; NULL: nobody asks whether to trust it. */
	struct ha_source *source;
	bool root_only;     /* trust root alone, not the effective user, too */
	bool noexec;        /* options with commands are errors */
	bool no_conditions; /* there is no option `require` */
	const struct ha_sink *sink;
	const struct ha_trace *trace; /* hears of conditions; may be NULL */
};

enum ha_options_result {
	HA_OPTIONS_NONE, /* neither allow nor deny: the verdict of the file */
	HA_OPTIONS_ALLOW,
	HA_OPTIONS_DENY,
	HA_OPTIONS_TWIST,  /* a command instead of the service */
	HA_OPTIONS_ERROR,  /* refuses; the sink heard why */
	HA_OPTIONS_LOOKUP, /* likewise: an account could not be looked up */
};

/* What the last aclexec of a rule said. */
enum ha_aclexec {
	HA_ACLEXEC_NONE, /* there is none */
	HA_ACLEXEC_YES,
	HA_ACLEXEC_NO,
	HA_ACLEXEC_UNDECIDED, /* the command was not run, or not to its end */
};

struct ha_options {
	enum ha_options_result result;
	enum ha_aclexec aclexec;
	bool requires;          /* a condition is among them */
	enum ha_match required; /* of all `require`; NO: the rest is not read */
	bool acted;             /* what must not be done again was done */
	int severity;           /* syslog(3) facility|level, or -1 */
	unsigned skipped;       /* enum ha_option: not carried out */
	unsigned left_alone;    /* enum ha_option: nobody carries them out */
};

#endif
