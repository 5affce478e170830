/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Model: rules as every language of hostsaccess(8), CONVERT, has them: in an
 * order, the first that matches decides, and whoever matches none is let in.
 *
 * What a language has and the model has not becomes a term that nobody can say,
 * so that say.h finds it wherever it stands.
 */
#ifndef CONVERT_MODEL_H
#define CONVERT_MODEL_H

#include "hostsaccess/net/ranges.h"
#include "hostsaccess/tool/arena.h"

enum term_kind {
	TERM_UNSAID = 0, /* in no other language */
	TERM_ALL,
	TERM_EXCEPT, /* what follows is taken out of what stands before */
	/* of clients */
	TERM_NET,      /* one address, too */
	TERM_NAME,     /* the name of a host */
	TERM_SUFFIX,   /* names that end so: .example.org */
	TERM_WILDCARD, /* names, or addresses of IPv4, with '*' and '?' */
	TERM_FORWARD,  /* the addresses that a name has when somebody asks */
	TERM_NETGROUP, /* hosts of a group, without its '@' */
	TERM_LOCAL, /* who logs in on this machine, over no network: LOCAL, or
		       the name of a terminal */
	/* of users */
	TERM_USER,
	TERM_GROUP, /* its members */
	TERM_USERS, /* users by '*' and '?' */
};

/* One word of a list.  The texts are terminated and last as long as rules. */
struct term {
	uint8_t kind; /* enum term_kind */
	/* Of TERM_NET: enum ha_family, prefix length, address. */
	uint8_t family, length, bytes[16];
	const char *text; /* as written; "" for a net */
	const char *why;  /* of TERM_UNSAID: why nobody can say it */
};

/*
 * A list: groups with TERM_EXCEPT between them.  The first group, but for what
 * matches the rest, read likewise.
 */
struct terms {
	struct term *terms;
	size_t count;
};

struct converted_rule {
	bool grants;
	bool local; /* ALL also means who comes over no network */
	struct terms users, clients;
	const char *file;
	unsigned long line;
	const char *text; /* the line as written, or "" */
};

/* What cannot be said. */
struct unsaid {
	const char *file, *text, *why;
	unsigned long line;
	bool refusal; /* of whom it would have refused */
};

/* Begin it with {0}. */
struct rules_model {
	struct arena arena;
	struct converted_rule *rules;
	size_t count;
	struct unsaid *unsaid;
	size_t unsaid_count;
};

/* Frees all of MODEL. */
void model_free(struct rules_model *model);

/* Returns a terminated copy of TEXT that lives as long as MODEL. */
const char *model_keep(struct rules_model *model, struct ha_slice text);

/* Adds RULE, whose lists become those of MODEL. */
void model_add(struct rules_model *model, const struct converted_rule *rule);

/* Notes that TEXT, of LINE in FILE, cannot be said for the reason WHY. */
void model_unsaid(struct rules_model *model, const char *file,
		  unsigned long line, const char *text, const char *why,
		  bool refusal);

/* Frees what LIST holds. */
void terms_free(struct terms *list);

/* Adds TERM to LIST. */
void terms_add(struct terms *list, struct term term);

/* Adds a term of KIND with TEXT, which is kept by pointer. */
void terms_add_text(struct terms *list, enum term_kind kind, const char *text);

/* Adds one that nobody can say, for the reason WHY. */
void terms_add_unsaid(struct terms *list, const char *text, const char *why);

/* Adds the net of the first LENGTH bits of ADDRESS, as it was written. */
void terms_add_net(struct terms *list, const struct ha_address *address,
		   unsigned length);

/*
 * Adds the addresses of IPv4 that begin with TEXT: one to MAX parts in digits,
 * each with a dot behind it.  False, and nothing is added, if it is none.
 */
bool terms_add_beginning(struct terms *list, struct ha_slice text,
			 unsigned max);

/* Adds the net NET; false, and nothing is added, if its mask is no length. */
bool terms_add_masked(struct terms *list, const struct ha_net *net);

/* Returns whether LIST is ALL and nothing else. */
bool terms_are_all(const struct terms *list);

/* Returns how many groups LIST has: one, and one for each EXCEPT. */
size_t terms_groups(const struct terms *list);

/*
 * Sets SET, which the caller frees, to the addresses that LIST, of clients,
 * means, in order.  Terms that are neither nets nor ALL count for nothing.
 */
void terms_addresses(const struct terms *list, struct ranges *set);

/* Adds the nets of SET to LIST. */
void terms_add_ranges(struct terms *list, const struct ranges *set);

/* Returns whether every term of LIST is a net. */
bool terms_are_nets(const struct terms *list);

/* Room for the text of a net. */
#define NET_TEXT_MAX (HA_ADDRESS_TEXT_MAX + sizeof("/128"))

/* Writes the net of the first LENGTH bits of BYTES, as ADDRESS[/LENGTH]. */
void net_text(enum ha_family family, const uint8_t bytes[16], unsigned length,
	      char text[NET_TEXT_MAX]);

/* Likewise TERM, a net. */
void term_net_text(const struct term *term, char text[NET_TEXT_MAX]);

/* Returns the text of TERM, that of a net written to BUFFER. */
const char *term_text(const struct term *term, char buffer[NET_TEXT_MAX]);

#endif
