/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Option: what a matching rule does besides its file's verdict
 * (hosts_options(5)).
 */
#ifndef HA_OPTION_H
#define HA_OPTION_H

#include "common/command.h"
#include "common/request.h"
#include "common/syntax.h"
#include "common/verdict.h"

/* Which option runs a command. */
enum ha_command_kind {
	HA_COMMAND_ACLEXEC,
	HA_COMMAND_SPAWN,
	HA_COMMAND_TWIST,
};

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
};

/* What options are carried out with. */
struct ha_option_context {
	/* Of whom %-letters speak; NULL: options are only checked. */
	struct ha_request *request;
	const struct ha_effects *effects;   /* NULL: nothing is carried out */
	const struct ha_resolver *resolver; /* of accounts: option_value.h */
	/* The open file of the rule; NULL: nobody asks whether to trust it. */
	struct ha_source *source;
	bool root_only; /* trust root alone, not the effective user, too */
	bool noexec;    /* options with commands are errors */
	const struct ha_sink *sink;
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
	bool acted;       /* what must not be done again was done */
	int severity;     /* syslog(3) facility|level, or -1 */
	unsigned skipped; /* enum ha_option: not carried out */
	unsigned idle;    /* enum ha_option: without effect under PAM */
};

/* One option as written: KEYWORD [=] [VALUE]. */
struct ha_option_field {
	struct ha_slice text;
	struct ha_slice keyword;
	struct ha_slice value;
	struct ha_slice comment; /* behind the value, from its '#' on */
	bool followed;           /* by a ':' and another field */
	bool comment_colon;      /* a ':' stands in the comment */
	unsigned idle; /* enum ha_option: it has no effect under PAM */
};

/*
 * Takes the next option from the front of *REST, which may be empty, and fills
 * *FIELD: up to a ':' that no backslash stands before, or up to the end.  *REST
 * is then what stands behind the ':', nothing behind a comment.
 */
void ha_option_next(struct ha_slice *rest, struct ha_option_field *field);

/*
 * Reads the options of RULE from left to right, until one is wrong or the end,
 * carries each out as CONTEXT says, and fills *OPTIONS.  One that is wrong is
 * the result HA_OPTIONS_ERROR, and the sink of CONTEXT hears why.  `user` and
 * `group` look their names up; where that fails, the result is
 * HA_OPTIONS_LOOKUP, and the sink hears of it, too.  Returns HA_OK, or
 * HA_ERR_MEMORY: *OPTIONS then speaks of those before.
 */
enum ha_status ha_options_read(const struct ha_rule *rule,
			       const struct ha_option_context *context,
			       struct ha_options *options);

#endif
