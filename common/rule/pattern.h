/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Pattern: one token against one fact or one end of the connection
 * (hosts_access(5), PATTERNS).
 */
#ifndef HA_PATTERN_H
#define HA_PATTERN_H

#include "common/base/diagnostic.h"
#include "common/request/request.h"
#include "common/rule/predicate.h"

enum ha_pattern_kind {
	HA_PATTERN_NEVER = 0, /* malformed: matches nothing */
	HA_PATTERN_ALL,
	HA_PATTERN_KNOWN,
	HA_PATTERN_UNKNOWN,
	HA_PATTERN_PARANOID,
	HA_PATTERN_LOCAL,
	HA_PATTERN_NETGROUP,  /* @GROUP */
	HA_PATTERN_LIST,      /* /FILE; ha_list_match() reads it */
	HA_PATTERN_PREDICATE, /* NAME=VALUE, of a NAME that predicate.h has */
	HA_PATTERN_NET,       /* net/mask, [IPv6], [IPv6]/length, IPv6 */
	HA_PATTERN_WILDCARD,
	HA_PATTERN_SUFFIX,    /* .SUFFIX */
	HA_PATTERN_PREFIX,    /* PREFIX. */
	HA_PATTERN_FULL_NAME, /* NAME. with its final dot */
	HA_PATTERN_PORT,      /* a number as daemon: the server's port */
	HA_PATTERN_TEXT,      /* anything else: equality */
};

struct ha_pattern {
	enum ha_pattern_kind kind;
	struct ha_slice text;
	bool numeric; /* looks like an address: never compared with names */
	struct ha_net net; /* of HA_PATTERN_NET */
	/*
	 * NET is of IPv4 and written with bits outside its mask: only HOST,
	 * which is what is written, matches for certain.
	 */
	bool host_bits;
	struct ha_address host;
	unsigned long port; /* of HA_PATTERN_PORT */
	/* Of HA_PATTERN_PREDICATE: it, and what is asked of it. */
	const struct ha_predicate *predicate;
	struct ha_slice value;
	bool malformed; /* VALUE is none */
};

/*
 * Reads TOKEN, not empty, as the pattern of a host (the client, or the host
 * of user@host and daemon@host).  What is malformed becomes
 * HA_PATTERN_NEVER, and SINK hears why, at PLACE.
 */
void ha_pattern_of_host(struct ha_slice token, struct ha_place place,
			const struct ha_sink *sink, struct ha_pattern *pattern);

/* Likewise, as tcp_wrappers does, to which no NAME=VALUE is a condition. */
void ha_pattern_of_plain_host(struct ha_slice token, struct ha_place place,
			      const struct ha_sink *sink,
			      struct ha_pattern *pattern);

/* Reads TOKEN as the pattern of a remote user, of user@host. */
void ha_pattern_of_user(struct ha_slice token, struct ha_pattern *pattern);

/* Reads TOKEN as the pattern of a daemon: a name, or a port. */
void ha_pattern_of_daemon(struct ha_slice token, struct ha_pattern *pattern);

/*
 * Returns whether PATTERN, of a host, means just the addresses of a net, of one
 * perhaps, *NET: also N.N., N.N.* and a lone address.
 */
bool ha_pattern_net(const struct ha_pattern *pattern, struct ha_net *net);

/* Returns whether PATTERN is of a kind that compares text, and matches TEXT. */
bool ha_pattern_match_text(const struct ha_pattern *pattern,
			   struct ha_slice text);

/*
 * Return whether PATTERN, of a kind that compares text, can match the name of
 * some host, as request.h knows them; or the text of some address.
 */
bool ha_pattern_may_be_name(const struct ha_pattern *pattern);
bool ha_pattern_may_be_address(const struct ha_pattern *pattern);

/* Returns whether PATTERN, of any kind, is text that can be neither. */
bool ha_pattern_out_of_reach(const struct ha_pattern *pattern);

/*
 * Matches PATTERN, of any kind but HA_PATTERN_LIST, against ENDPOINT of
 * REQUEST; looks up what it needs, and nothing that it cannot match.  If the
 * endpoint may have one of several addresses, and they do not agree, that is
 * undecided; so is a match by a claim that nobody has confirmed, and whatever
 * is asked of who cannot be read.
 */
enum ha_match ha_pattern_match_host(const struct ha_pattern *pattern,
				    struct ha_request *request,
				    struct ha_endpoint *endpoint);

/* Matches PATTERN, of a user or daemon, against FACT. */
bool ha_pattern_match_fact(const struct ha_pattern *pattern,
			   const struct ha_fact *fact);

/* Returns whether PATTERN, a port, is that of the server of REQUEST. */
bool ha_pattern_match_port(const struct ha_pattern *pattern,
			   const struct ha_request *request);

/*
 * Returns A or B: what is undecided does not matter if the other is true.  If
 * both are undecided, of their reasons the one that counts.  What is unlikely
 * does not matter if the other is more than that.
 */
enum ha_match ha_match_or(enum ha_match a, enum ha_match b);

/* Returns A and B: yes, no, or undecided, with the reason that counts. */
enum ha_match ha_match_and(enum ha_match a, enum ha_match b);

#endif
