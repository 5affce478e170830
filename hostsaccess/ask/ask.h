/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Ask: one dry decision of the library, for whoever shows decisions.  Commands
 * of rules are not run, banners not shown, variables not set.
 */
#ifndef ASK_H
#define ASK_H

#include "common/decide/decide.h"

/* Whom to decide about, as hosts_ctl(3) takes it; "" where not known. */
struct ask_client {
	struct ha_slice daemon;
	struct ha_slice name;       /* "": looked up if a rule needs it */
	struct ha_slice address;    /* "": a name is all that a daemon tells */
	bool confirmed;             /* by the daemon that tells it */
	struct ha_slice user;       /* the remote user */
	struct ha_slice local_user; /* whose account is asked for; "": none */
	struct ha_slice server_address;
	unsigned server_port;         /* 0: not known */
	unsigned long dns_timeout_ms; /* 0: ASK_TIMEOUT_MS */
	const char *geo_files;        /* as in daemon_settings */
	int64_t at;                   /* seconds since 1970; 0: now */
};

/*
 * Fills REQUEST with the facts of CLIENT, which must outlive it.  RESOLVER
 * (may be NULL) answers what is looked up.
 */
void ask_fill(const struct ask_client *client,
	      const struct ha_resolver *resolver, struct ha_request *request);

/* How long look-ups may take for one decision, as in the module. */
#define ASK_TIMEOUT_MS 3000UL

/* What commands that are not run would have said. */
struct ask_commands {
	enum ha_run answer;
	bool asked; /* by an aclexec */
};

/*
 * Returns effects of options that are none, so that a decision is made as in
 * the module; commands end as COMMANDS, which must outlive them, says.
 */
struct ha_effects ask_effects(struct ask_commands *commands);

/* Decides CLIENT by RULES; with NODNS no name is looked up. */
void ask_decide(const struct ha_rules *rules, const struct ask_client *client,
		bool nodns, struct ha_verdict *verdict);

/*
 * Likewise, as if all commands failed; if an aclexec is asked, once more as if
 * they succeeded, which is *OTHER then.  Returns whether that is so.
 */
bool ask_both(const struct ha_rules *rules, const struct ask_client *client,
	      bool nodns, struct ha_verdict *verdict, struct ha_verdict *other);

/*
 * Whether, of two decisions that are the same, ONE says more of why than OTHER:
 * it is by a rule, and OTHER by none.
 */
bool ask_says_more(const struct ha_verdict *one,
		   const struct ha_verdict *other);

#endif
