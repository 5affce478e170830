/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Request: who asks for what.
 *
 * A request holds the facts that rules are matched against.  Facts that are
 * not given are looked up at most once, when a pattern first needs them.
 */
#ifndef HA_REQUEST_H
#define HA_REQUEST_H

#include "common/request/resolver.h"

enum ha_fact_state {
	HA_FACT_UNSET = 0, /* not known yet; a look-up may tell */
	HA_FACT_KNOWN,
	HA_FACT_UNKNOWN,  /* there is none (keyword UNKNOWN) */
	HA_FACT_PARANOID, /* not to be believed (keyword PARANOID) */
	HA_FACT_FAILED,   /* the look-up failed for the moment */
};

struct ha_fact {
	enum ha_fact_state state;
	struct ha_slice text; /* when known; "unknown" and so on otherwise */
};

/* Why a name that was looked up is not known. */
enum ha_name_fault {
	HA_NAME_NO_FAULT = 0,
	HA_NAME_NONE,           /* the address has no name */
	HA_NAME_UNSOUND,        /* the name is none: ha_name_is_sound() */
	HA_NAME_NO_ADDRESS,     /* the name has none of its family */
	HA_NAME_MISMATCH,       /* its addresses are not the endpoint's */
	HA_NAME_REVERSE_FAILED, /* for the moment, there is no name ... */
	HA_NAME_FORWARD_FAILED, /* ... or no address to be had */
};

/* How far what is said of an endpoint may be believed. */
enum ha_standing {
	HA_STANDING_GOOD = 0,   /* its facts are known, or confirmed */
	HA_STANDING_CLAIMED,    /* all come from a name nobody confirmed */
	HA_STANDING_UNREADABLE, /* what is said is no address and no name */
};

/* How many addresses of a name are taken into account. */
#define HA_ADDRESSES_MAX 16

/* One end of the connection.  Read it through the functions below. */
struct ha_endpoint {
	struct ha_fact address_fact;
	struct ha_address address; /* family NONE if the text is no number */
	char address_text[HA_ADDRESS_TEXT_MAX]; /* canonical, no zone */
	struct ha_fact name_fact;
	char name_text[HA_NAME_MAX + 1];
	/*
	 * The name is given, not confirmed yet.  If NAME_TEXT is "", what was
	 * claimed is no host name, and stands in UNSOUND.
	 */
	bool name_claimed;
	struct ha_slice unsound;
	bool name_vouched;    /* confirmed by whoever claims it */
	bool address_of_name; /* looked up from the claim */
	enum ha_name_fault name_fault;
	/*
	 * The addresses of a name of which nobody knows the one that it is
	 * here; the address above is one of them.  Else their count is 0.
	 */
	struct ha_address candidates[HA_ADDRESSES_MAX];
	size_t candidate_count;
	unsigned port; /* 1 to 65535, or 0 if unknown */
};

/* How many answers of conditions are remembered, and how long each may be. */
#define HA_ASKED_GEO_MAX 48
#define HA_ASKED_OTHERS_MAX 16
#define HA_ASKED_TEXT_MAX (HA_NAME_MAX + 12)
#define HA_ASKED_WHY_MAX 79

/* How much of why a condition could not be found out is kept. */
#define HA_TROUBLE_MAX 255

/*
 * What conditions have found out, so that it is asked once.  It lies on the
 * stack of threads, which may be small.
 */
struct ha_asked {
	size_t geo_count, other_count;
	char trouble[HA_TROUBLE_MAX + 1];
	struct ha_asked_geo {
		enum ha_geo_kind kind;
		struct ha_address address;
		enum ha_lookup lookup;
		char text[sizeof(((struct ha_geo *)0)->text)];
		enum ha_geo_fault fault; /* it failed */
		int error;
	} geo[HA_ASKED_GEO_MAX];
	/* Of each kind, the file that failed last. */
	char geo_files[HA_GEO_KINDS][HA_GEO_FILE_MAX + 1];
	struct ha_asked_other {
		struct ha_address address; /* of no family: of a user */
		enum ha_match match;
		char text[HA_ASKED_TEXT_MAX + 1]; /* NAME=VALUE */
		char why[HA_ASKED_WHY_MAX + 1];   /* it is undecided */
	} others[HA_ASKED_OTHERS_MAX];
};

/*
 * Who asks.  Initialise with ha_request_init(), then set what is known.
 * Slices given must live as long as the request.
 */
struct ha_request {
	struct ha_fact daemon;
	struct ha_fact user; /* the remote user, of user@host patterns */
	char user_text[HA_USER_MAX + 1]; /* as its host tells */
	struct ha_fact local_user;       /* whose account is asked for */
	struct ha_endpoint client;
	struct ha_endpoint server;
	const struct ha_resolver *resolver; /* NULL: names stay unknown */
	int64_t now;           /* seconds since 1970; 0: nobody has asked */
	bool time_is_given;    /* it is not that of the clock */
	struct ha_asked asked; /* the last member */
};

/*
 * Makes an empty request: daemon and users unknown, both ends unset.
 * RESOLVER (may be NULL) must outlive the request.
 */
void ha_request_init(struct ha_request *request,
		     const struct ha_resolver *resolver);

/*
 * Sets a fact from text as hosts_ctl(3) takes it: "unknown" and "paranoid"
 * (case apart) are those states, and empty text is "unknown" for all but
 * the daemon.
 */
void ha_request_set_daemon(struct ha_request *request, struct ha_slice text);
void ha_request_set_user(struct ha_request *request, struct ha_slice text);

/*
 * Lets the remote user be looked up when a rule first asks for it, if the
 * resolver can.
 */
void ha_request_ask_user(struct ha_request *request);

/*
 * Sets the time for which is decided, in seconds since 1970; without it the
 * clock is asked when a rule first needs it.
 */
void ha_request_set_time(struct ha_request *request, int64_t now);

/* Returns the time, the same for all rules; -1 if there is no clock. */
int64_t ha_request_time(struct ha_request *request);

/* Returns the remote user, looked up on first use; never UNSET. */
const struct ha_fact *ha_request_user(struct ha_request *request);

/*
 * Sets the local user.  Any NAME counts as known, also "unknown"; an empty one
 * does not: there is no user yet.
 */
void ha_request_set_local_user(struct ha_request *request,
			       struct ha_slice name);

/*
 * Sets the address, as text.  A number becomes canonical (v4-mapped becomes
 * IPv4); other text is kept and matches as text only.
 */
void ha_endpoint_set_address(struct ha_endpoint *endpoint,
			     struct ha_slice text);

/* Likewise, of a number, whose family is not HA_FAMILY_NONE. */
void ha_endpoint_set_number(struct ha_endpoint *endpoint,
			    const struct ha_address *address);

/*
 * Sets the name, believed as it stands ("unknown" and "paranoid" are the
 * states).  Text longer than HA_NAME_MAX is kept all the same: TEXT must
 * live as long as the request.
 */
void ha_endpoint_set_name(struct ha_endpoint *endpoint, struct ha_slice text);

/*
 * Says that neither address nor name could be found out for the moment: what
 * refuses by one of them counts, and what allows does not.
 */
void ha_endpoint_set_failed(struct ha_endpoint *endpoint);

/*
 * Sets the name as a claim: it counts only once its addresses are found to
 * contain the address of the endpoint.  If that is not known, nothing is:
 * see ha_endpoint_standing().  Blanks around TEXT and its final dot are no
 * part of the name.  Text that is no host name (RFC 1123, and '_') makes it
 * paranoid.
 */
void ha_endpoint_claim_name(struct ha_endpoint *endpoint, struct ha_slice text);

/*
 * Likewise, but whoever claims the name has confirmed it: where the address is
 * not known the name counts, and its addresses are those that it may have.
 */
void ha_endpoint_vouch_name(struct ha_endpoint *endpoint, struct ha_slice text);

/*
 * Returns how far ENDPOINT may be believed.  Looks nothing up, and stays the
 * same whatever is.
 */
enum ha_standing ha_endpoint_standing(const struct ha_endpoint *endpoint);

/*
 * Returns whether nothing will be looked up for the name of ENDPOINT any more:
 * it is known, or that there is none to be believed.
 */
bool ha_endpoint_name_is_settled(const struct ha_endpoint *endpoint);

/*
 * Returns the address of CLIENT or server ENDPOINT of REQUEST, looked up
 * from its name on first use if it was not set; never UNSET.
 */
const struct ha_fact *ha_request_address(struct ha_request *request,
					 struct ha_endpoint *endpoint);

/* Takes candidate INDEX of ENDPOINT, less than the count, as its address. */
void ha_endpoint_choose(struct ha_endpoint *endpoint, size_t index);

/*
 * Returns the name, looked up from the address and confirmed on first use
 * if it was not set; never UNSET.
 */
const struct ha_fact *ha_request_name(struct ha_request *request,
				      struct ha_endpoint *endpoint);

/*
 * Finds what databases say of the address that ENDPOINT, an end of REQUEST, has
 * now, each asked once, and sets *TEXT to it.  NONE: it is private.  WORDS is
 * the condition, for ha_request_trouble().
 */
enum ha_lookup ha_request_geo(struct ha_request *request,
			      struct ha_endpoint *endpoint,
			      enum ha_geo_kind kind, struct ha_slice words,
			      const char **text);

/* One question of a condition, which is asked once in a decision. */
struct ha_asking {
	const char *name;          /* of the condition */
	struct ha_slice value;     /* of it */
	struct ha_address address; /* about which it is; of no family: a user */
	struct ha_slice words;     /* of the condition, as written */
};

/*
 * Returns whether the answer to ASKING is remembered, and then what: *MATCH; if
 * that is undecided, why is noted again.
 */
bool ha_request_recall(struct ha_request *request,
		       const struct ha_asking *asking, enum ha_match *match);

/*
 * Remembers MATCH as the answer to ASKING, and returns it; WHY, which may be
 * NULL, is noted as its reason.  What is longer than HA_ASKED_TEXT_MAX is not
 * remembered.
 */
enum ha_match ha_request_remember(struct ha_request *request,
				  const struct ha_asking *asking,
				  enum ha_match match, const char *why);

/* Notes why the condition WORDS cannot be found out. */
void ha_request_note_trouble(struct ha_request *request, struct ha_slice words,
			     const char *why);

/* Returns what was noted last, as "CONDITION: WHY"; "" if nothing was. */
const char *ha_request_trouble(const struct ha_request *request);

#endif
