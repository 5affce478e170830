/* SPDX-License-Identifier: BSD-3-Clause */
/* State: what a check of rule files needs everywhere. */
#ifndef CHECK_STATE_H
#define CHECK_STATE_H

#include "common/request/geo.h"
#include "common/rule/syntax.h"
#include "hostsaccess/finding/finding.h"
#include "hostsaccess/tool/progress.h"

struct cover;
struct hint;
struct lists;
struct machine;
struct saying;

/* What the rules that were read come to, for sshd. */
struct whole {
	/* Of the rule that is read: it has ALL; somebody may match it; whether
	 * it is for sshd, once that was ASKED. */
	bool all, reachable, asked, for_sshd;
	bool server;  /* of that rule: it names an address of this host */
	bool lets_in; /* a rule allows somebody */
	bool nobody;  /* there was none before all are refused */
	/* The first that refuses everybody; that allows 127.0.0.1; line 0:
	 * there is none. */
	struct ha_place refuses, loopback;
	struct ha_place allows; /* the first that allows some */
	bool refuses_some;      /* a rule refuses, or allows all on purpose */
	bool loopback_v6;       /* ::1 is, or may be, allowed as well */
};

/* How many names and lists are tried, and how many accounts looked up. */
#define CHECK_TRIED_MAX 16
#define CHECK_USERS_MAX 256
/* So many parts of a line are kept that are told of as a whole. */
#define CHECK_TOLD_MAX 8

struct check {
	struct findings *findings;
	struct cover *cover;
	struct lists *lists;     /* the list files that rules name */
	struct machine *machine; /* NULL: this machine does not matter */
	struct progress progress;
	bool as_libwrap;             /* for daemons that know no PAM */
	bool deny_file;              /* which rule file is read */
	const struct ha_rule *rule;  /* that is looked at; NULL: a list file */
	const struct saying *saying; /* what the rule says */
	bool except;                 /* behind an EXCEPT of its list */
	unsigned excepts;            /* behind how many of them */
	bool list_opens;             /* of a list file: see check_opens() */
	bool has_paranoid;           /* a client of the rule is PARANOID */
	struct ha_slice unknown; /* the first host that is UNKNOWN, or none */
	/* The first aclexec of the allow file; line 0: there is none. */
	struct ha_place aclexec;
	char aclexec_daemon[64]; /* the first one of its rule, or "": any */
	bool deny_rules;         /* a rule refuses whom it turns away */
	bool nodns;              /* the settings say that */
	/* Each that the rules are asked with, as in daemon_settings. */
	const char *const *geo_files;
	size_t geo_count;
	/* What conditions ask, and was tried. */
	bool tried_geo[HA_GEO_ASN + 1];
	char tried[CHECK_TRIED_MAX][256];
	size_t tried_count;
	bool given;        /* the rule file is not where it will be */
	const char *input; /* where the file "-" is kept, or NULL */
	struct whole whole;
	unsigned long users_asked; /* accounts that were looked up */
	/* Parts of that line of which all is said by one finding. */
	struct ha_slice told[CHECK_TOLD_MAX];
	size_t told_count;
	bool said[FINDING_COUNT];   /* of the line that is read */
	bool taught[FINDING_COUNT]; /* of the file that is read */
};

/* Shows what is held, and takes LINE, or NULL, as the line that follows. */
void check_next_line(struct check *check, const struct ha_line *line);

/*
 * Whether who does not match the token that is looked at may be let in for
 * that: it is of those whom a rule refuses, or of the exceptions of one that
 * allows.
 */
bool check_opens(const struct check *check);

/* Begins another file. */
void check_next_file(struct check *check);

/* Says nothing more of PART of the line that is read: a finding tells it all.
 */
void check_tell(struct check *check, struct ha_slice part);

/* Returns whether TEXT begins in such a part. */
bool check_is_told(const struct check *check, struct ha_slice text);

/*
 * Adds the finding ID about TEXT at PLACE, with HINT, which may be NULL or
 * empty.  A note is made once for a line, and once for a file if it tells
 * what a word means.
 */
void check_find(struct check *check, enum finding_id id, struct ha_place place,
		struct ha_slice text, const struct hint *hint);

#endif
