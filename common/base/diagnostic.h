/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Diagnostics: what is wrong in a rule file, as data.
 *
 * The library never prints or logs.  Who wants to hear of faults passes a
 * sink; each diagnostic names the place, the text, the fault and its effect.
 */
#ifndef HA_DIAGNOSTIC_H
#define HA_DIAGNOSTIC_H

#include "common/base/slice.h"

enum ha_severity {
	HA_NOTE,    /* works as written, but may not be what was meant */
	HA_WARNING, /* read otherwise than tcp_wrappers reads it */
	HA_ERROR,   /* broken: a line, token or option without its effect */
	HA_FATAL,   /* a file that no decision can be made with */
};

/* A position in a rule or list file; 0 stands for "the whole". */
struct ha_place {
	const char *file;
	unsigned long line;   /* physical line, from 1 */
	unsigned long column; /* byte in that line, from 1 */
};

/*
 * Every fault that the library reports: X(id, severity, name, message).
 * The name is stable; the message says the fault and what comes of it.
 */
#define HA_DIAGNOSTICS(X) \
	X(FILE_UNREADABLE, FATAL, "unreadable", "cannot be read") \
	X(FILE_UNSTABLE, FATAL, "file-unstable", "changes while it is read") \
	X(FILE_LINE_LENGTH, FATAL, "line-too-long", \
	  "a line is longer than 1 MiB") \
	X(SETTINGS_UNSAFE, FATAL, "settings-unsafe", \
	  "others could have written the settings") \
	X(SETTINGS_DOUBT, FATAL, "settings-doubt", \
	  "it is not certain which rule files the settings mean") \
	X(LIST_MISSING, ERROR, "list-missing", \
	  "no such list file; matches nothing") \
	X(LIST_NESTING, FATAL, "list-nesting", \
	  "list files nest too deeply or name themselves") \
	X(LINE_NUL, ERROR, "nul", \
	  "the line holds a NUL byte; it counts for refusals only") \
	X(LINE_SEPARATOR, ERROR, "missing-separator", \
	  "no ':' after the daemon list; the line is ignored") \
	X(LINE_COMMENT_COLON, ERROR, "comment-colon", \
	  "a ':' follows '#' in the daemon list; the line is ignored") \
	X(DAEMONS_EMPTY, ERROR, "empty-daemon-list", \
	  "the daemon list is empty; the rule never matches") \
	X(CLIENTS_EMPTY, ERROR, "empty-client-list", \
	  "the client list is empty; the rule never matches") \
	X(EXCEPT_FIRST, ERROR, "except-first", \
	  "nothing stands before EXCEPT; the list never matches") \
	X(EXCEPT_EMPTY, ERROR, "except-empty", \
	  "nothing stands after EXCEPT; nothing is excluded") \
	X(HOST_EMPTY, ERROR, "empty-host", \
	  "nothing stands after '@'; never matches") \
	X(BRACKET_UNBALANCED, ERROR, "brackets", \
	  "brackets stand around a whole token only; read as plain text") \
	X(BRACKET_NO_ADDRESS, ERROR, "bad-bracket", \
	  "no IPv6 address or net between the brackets; never matches") \
	X(NET_BAD, ERROR, "bad-net", \
	  "not an address before '/'; never matches") \
	X(NET_BAD_MASK, ERROR, "mask-junk", \
	  "no usable mask after '/'; never matches") \
	X(NET_MASK_TRAILER, ERROR, "mask-trailer", \
	  "text after the prefix length is ignored") \
	X(NET_HOST_BITS, WARNING, "net-hostbits", \
	  "bits of the address lie outside the mask; the address matches, " \
	  "the rest of the net counts for refusals only") \
	X(SUFFIX_ADDRESS, ERROR, "suffix-address", \
	  "a suffix matches names, never addresses; never matches") \
	X(COUNTRY, ERROR, "bad-country", \
	  "no country of ISO 3166-1; counts for refusals only") \
	X(CONTINENT, ERROR, "bad-continent", \
	  "not AF, AN, AS, EU, NA, OC or SA; counts for refusals only") \
	X(ASN, ERROR, "bad-asn", \
	  "no number of an autonomous system; counts for refusals only") \
	X(FORWARD, ERROR, "bad-forward", \
	  "no name with a dot, or no length from /48 to /64 behind it; " \
	  "counts " \
	  "for refusals only") \
	X(DNSBL, ERROR, "bad-dnsbl", \
	  "no zone of a DNS list; counts for refusals only") \
	X(CONDITION_SERVER, ERROR, "server-condition", \
	  "a condition is about clients, and this is the address of a " \
	  "server; " \
	  "counts for refusals only") \
	X(OPTION_MISSING, ERROR, "missing-option", \
	  "missing option name; refuses whom the rule matches") \
	X(OPTION_UNKNOWN, ERROR, "unknown-option", \
	  "unknown option; refuses whom the rule matches") \
	X(OPTION_VALUE_MISSING, ERROR, "option-value-missing", \
	  "the option requires a value; refuses whom the rule matches") \
	X(OPTION_VALUE_EXTRA, ERROR, "option-value-extra", \
	  "the option takes no value; refuses whom the rule matches") \
	X(OPTION_NOT_LAST, ERROR, "option-not-last", \
	  "the option must be the last one; refuses whom the rule matches") \
	X(OPTION_VALUE_BAD, ERROR, "option-value-bad", \
	  "bad value of the option; refuses whom the rule matches") \
	X(OPTION_COMMENT_COLON, ERROR, "option-comment-colon", \
	  "a ':' follows '#'; refuses whom the rule matches") \
	X(OPTION_ACLEXEC, ERROR, "aclexec", \
	  "not carried out; the rule does not match, and behind it only " \
	  "rules that refuse count") \
	X(OPTION_EXPANSION, ERROR, "expansion-length", \
	  "longer than 64 KiB when expanded; refuses whom the rule matches") \
	X(OPTION_NOEXEC, ERROR, "noexec", \
	  "commands are not to be run; refuses whom the rule matches") \
	X(OPTION_UNTRUSTED, ERROR, "untrusted-file", \
	  "others could have written this file: the option is not carried " \
	  "out; refuses whom the rule matches") \
	X(OPTION_FAILED, ERROR, "option-failed", \
	  "could not be carried out; refuses whom the rule matches") \
	X(OPTION_VARIABLES, ERROR, "too-many-variables", \
	  "more variables than 32; refuses whom the rule matches") \
	X(CONDITION_UNKNOWN, ERROR, "unknown-condition", \
	  "no such condition; refuses whom the rule matches") \
	X(CONDITION_VALUE, ERROR, "condition-value", \
	  "bad value of the condition; refuses whom the rule matches") \
	X(CONDITION_NEGATED, ERROR, "condition-negated", \
	  "a time takes no '!='; refuses whom the rule matches") \
	X(CONDITION_TIME, ERROR, "condition-time", \
	  "no time, such as 202612011200Z or 2026-12-01; refuses whom the " \
	  "rule " \
	  "matches") \
	X(CONDITION_ZONE, ERROR, "condition-zone", \
	  "a time without Z or a zone such as +0100; refuses whom the rule " \
	  "matches") \
	X(CONDITION_QUOTE, ERROR, "condition-quote", \
	  "a quote without its partner; refuses whom the rule matches") \
	X(EXPANSION_LETTER, WARNING, "unknown-letter", \
	  "no such %-letter; it vanishes") \
	X(EXPANSION_NAME, ERROR, "variable-name", \
	  "expands to no name of a variable; refuses whom the rule matches") \
	X(BANNER, ERROR, "banner", "the banner cannot be shown") \
	X(BANNER_UNTRUSTED, ERROR, "untrusted-banner", \
	  "others could have written the banner; refuses whom the rule " \
	  "matches") \
	X(TRUST_UNKNOWN, ERROR, "trust-unknown", \
	  "whether others could have written the file cannot be found out; " \
	  "refuses whom the rule matches") \
	X(OPTION_USER, ERROR, "unknown-user", \
	  "no such user; refuses whom the rule matches") \
	X(OPTION_GROUP, ERROR, "unknown-group", \
	  "no such group; refuses whom the rule matches") \
	X(OPTION_LOOKUP, ERROR, "lookup-failed", \
	  "the user or group could not be looked up; refuses whom the rule " \
	  "matches")

enum ha_diagnostic_id {
	HA_D_NONE = 0,
#define HA_DIAGNOSTIC_ENUM(id, severity, name, message) HA_D_##id,
	HA_DIAGNOSTICS(HA_DIAGNOSTIC_ENUM)
#undef HA_DIAGNOSTIC_ENUM
};

struct ha_diagnostic {
	enum ha_diagnostic_id id;
	struct ha_place place;
	struct ha_slice text; /* what is meant, as written; may be empty */
	int error;            /* errno value, or 0 */
};

/*
 * Receives one diagnostic, which lives only for the call.  A sink may be
 * NULL where one is asked for.
 */
struct ha_sink {
	void (*receive)(void *context, const struct ha_diagnostic *diagnostic);
	void *context;
};

/* Return the severity, the stable name and the message of ID. */
enum ha_severity ha_diagnostic_severity(enum ha_diagnostic_id id);
const char *ha_diagnostic_name(enum ha_diagnostic_id id);
const char *ha_diagnostic_message(enum ha_diagnostic_id id);

/* Passes a diagnostic of these parts to SINK, if there is one. */
void ha_diagnose(const struct ha_sink *sink, enum ha_diagnostic_id id,
		 struct ha_place place, struct ha_slice text, int error);

#endif
