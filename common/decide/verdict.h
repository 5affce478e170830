/* SPDX-License-Identifier: BSD-3-Clause */
/* Verdict: what was decided, by which rule, and why; all as data. */
#ifndef HA_VERDICT_H
#define HA_VERDICT_H

#include "common/base/diagnostic.h"
#include "common/base/status.h"

/* Zero is not yes: who forgets to decide has not allowed. */
enum ha_decision {
	HA_UNDECIDED = 0,
	HA_REFUSE,
	HA_ALLOW,
};

enum ha_reason {
	HA_REASON_NONE = 0,
	HA_REASON_RULE,        /* the rule at `place` matched */
	HA_REASON_DEFAULT,     /* no rule matched: allowed */
	HA_REASON_OPTION,      /* it matched, and its options are in error */
	HA_REASON_ACCOUNT,     /* likewise: no answer about an account */
	HA_REASON_TWIST,       /* it matched, and twist serves nobody */
	HA_REASON_LOOKUP,      /* a look-up that it needs failed: refused */
	HA_REASON_UNCONFIRMED, /* by what nobody has confirmed: refused */
	HA_REASON_NUL,         /* by a line that holds a NUL: refused */
	HA_REASON_HOST_BITS,   /* by one of two readings of a net: refused */
	HA_REASON_NO_USER,     /* by a user, before there is one: refused */
	HA_REASON_TIME,        /* by a time that is not certain: refused */
	HA_REASON_MALFORMED,   /* by a condition nobody can read: refused */
	HA_REASON_COMMAND, /* an aclexec that it needs did not run: refused */
	HA_REASON_FILE,    /* `fault` in a file: refused */
	HA_REASON_MEMORY,  /* no memory: refused */
	HA_REASON_NO_HOST, /* the caller refuses who has no address */
	HA_REASON_CALLER,  /* the caller's settings are unusable: refused */
};

/* A text of outside origin, cut to what a log line can bear. */
#define HA_EXCERPT_MAX 511
struct ha_excerpt {
	char bytes[HA_EXCERPT_MAX];
	size_t size;
	bool cut; /* the text was longer */
};

/* What is wrong with a file, and where: a diagnostic that outlives it. */
struct ha_fault {
	enum ha_diagnostic_id id; /* HA_D_NONE: nothing */
	struct ha_excerpt file;
	unsigned long line, column; /* 0: the whole */
	struct ha_excerpt text;
	int error; /* errno value, or 0 */
};

struct ha_verdict {
	enum ha_decision decision;
	enum ha_reason reason;
	/* The deciding rule: file as configured, first line; else all 0. */
	struct ha_place place;
	struct ha_excerpt rule; /* its text, continuations joined */
	int severity;          /* syslog(3) facility|level of the rule, or -1 */
	unsigned skipped;      /* enum ha_option: not carried out */
	unsigned left_alone;   /* enum ha_option: nobody carries them out */
	bool acted;            /* options did what must not be done again */
	struct ha_fault fault; /* with HA_REASON_FILE */
};

/* Returns what logs and JSON texts call REASON (pam_hostsaccess(8), LOG). */
const char *ha_reason_name(enum ha_reason reason);

/* Returns whether VERDICT is that of an error, which refuses, and of no rule.
 */
bool ha_verdict_is_fault(const struct ha_verdict *verdict);

/* Makes *EXCERPT of TEXT, cut if need be. */
void ha_excerpt_set(struct ha_excerpt *excerpt, struct ha_slice text);

/* Makes *FAULT of DIAGNOSTIC. */
void ha_fault_set(struct ha_fault *fault,
		  const struct ha_diagnostic *diagnostic);

/*
 * Returns the diagnostic that FAULT was made of, which lasts as long as FAULT
 * and FILE, where the name of its file is written.
 */
struct ha_diagnostic ha_fault_diagnostic(const struct ha_fault *fault,
					 char file[HA_EXCERPT_MAX + 1]);

#endif
