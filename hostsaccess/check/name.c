/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "hostsaccess/check/name.h"

#include "hostsaccess/check/address.h"
#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/ipv6.h"
#include "hostsaccess/check/option_guess.h"
#include "hostsaccess/check/placeholder.h"
#include "hostsaccess/check/range.h"
#include "hostsaccess/finding/hint.h"

#include <netdb.h>
#include <pwd.h>
#include <string.h>

/* IPv6 text with wildcards, which a list file may hold. */
static bool
is_ipv6_wildcard(struct ha_slice token)
{
	static const char letters[] = "0123456789abcdefABCDEF:.*?";

	for (size_t i = 0; i < token.size; i++)
		if (!memchr(letters, token.data[i], sizeof(letters) - 1))
			return false;
	return ha_slice_any(token, HA_C_WILDCARD);
}

bool
name_check_bytes(struct check *check, struct ha_slice token,
		 struct ha_place place)
{
	struct hint hint = {.size = 0};

	if (ha_slice_is(token, "\\") || /* line_check_end() tells of it */
	    ha_slice_all(token, HA_C_HOST_NAME | HA_C_WILDCARD) ||
	    is_ipv6_wildcard(token) || ha_slice_find(token, '[') < token.size ||
	    ha_slice_find(token, ']') < token.size)
		return false;
	if (placeholder_is(token)) {
		check_find(check, placeholder_finding(token, !check->rule),
			   place, token, NULL);
		return true;
	}
	if (!range_hint(check, token, &hint) &&
	    !range_hint_signs(token, &hint) && !ipv6_hint(&hint, token) &&
	    !(range_is_dash(token) && range_hint_words(check, token, &hint)))
		guess_byte(&hint, token);
	check_find(check, FINDING_ODD_BYTE, place, token, &hint);
	return true;
}

/* Names of logins that hardly any host has, whatever this machine knows. */
static bool
is_login(struct ha_slice token)
{
	static const char *const names[] = {
	    "root", "toor", "ec2-user", "www-data", "nobody", "administrator"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (ha_slice_is(token, names[i]))
			return true;
	return false;
}

/* Names of daemons that hardly any host has. */
static bool
is_daemon(struct ha_slice token)
{
	static const char *const names[] = {"sshd",    "vsftpd", "proftpd",
					    "rpcbind", "mountd", "portmap",
					    "slapd",   "xinetd"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (ha_slice_is(token, names[i]))
			return true;
	return false;
}

/* Whether an account of this machine has the name TOKEN. */
static bool
is_user(struct check *check, struct ha_slice token)
{
	char name[64];

	return !check->said[FINDING_USER_NAME] &&
	       ha_slice_copy(token, name, sizeof(name)) &&
	       check->users_asked++ < CHECK_USERS_MAX && getpwnam(name);
}

/* Words of other languages; those that make a range show its nets. */
static bool
check_foreign(struct check *check, struct ha_slice token, struct ha_place place)
{
	const char *advice = guess_no_keyword(token);
	struct hint hint = {.size = 0};

	if (!advice)
		return false;
	if (!ha_slice_starts(ha_slice_of(advice), ha_slice_of("a range")) ||
	    !range_hint_words(check, token, &hint))
		hint_add(&hint, "%s", advice);
	check_find(check, FINDING_NO_KEYWORD, place, token, &hint);
	return true;
}

/* Names of daemons and of logins in the place of hosts. */
static bool
check_no_host(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct hint hint = {.size = 0};

	if (is_daemon(token)) {
		check_find(check, FINDING_CLIENT_DAEMON, place, token, NULL);
		return true;
	}
	if (!is_login(token))
		return false;
	hint_add(&hint,
		 "clients are hosts; who logs in is said behind a second ':', "
		 "by \"ALL: require user=%.*s\"",
		 (int)token.size, token.data);
	check_find(check, FINDING_LOGIN_NAME, place, token, &hint);
	return true;
}

/* Keywords and options among the clients of a rule. */
static bool
check_words(struct check *check, struct ha_slice token, struct ha_place place)
{
	static const char *const verdicts[] = {
	    "allow",    "deny",     "permit",  "accept",  "reject",
	    "allowed",  "denied",   "banned",  "blocked", "permitted",
	    "accepted", "rejected", "refused", "ban",     "block"};
	const char *keyword = guess_keyword(token);
	struct hint hint = {.size = 0};

	if (check_foreign(check, token, place))
		return true;
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++) {
		if (!ha_slice_is(token, verdicts[i]))
			continue;
		hint_add(&hint, "did you mean \": %s\"?",
			 option_nearest(token));
		check_find(check, FINDING_OPTION_WORD, place, token, &hint);
		return true;
	}
	if (!keyword)
		return check_no_host(check, token, place);
	hint_mean(&hint, ha_slice_of(keyword));
	check_find(check, FINDING_MISSPELT_KEYWORD, place, token, &hint);
	return true;
}

void
name_check(struct check *check, struct ha_slice token, struct ha_place place)
{
	struct hint hint = {.size = 0};
	bool dotted = ha_slice_any(token, HA_C_DOT);
	bool glued = ha_slice_starts(token, ha_slice_of("EXCEPT"));
	/* diagnose.c tells of a range in brackets */
	bool range = ha_slice_find(token, '[') == token.size;

	if (name_check_bytes(check, token, place))
		return;
	if (placeholder_is(token)) {
		/* likewise of a placeholder with a bracket */
		if (range && ha_slice_find(token, ']') == token.size)
			check_find(check,
				   placeholder_finding(token, !check->rule),
				   place, token, NULL);
		return;
	}
	range = (range && range_hint(check, token, &hint)) ||
		address_hex_hint(&hint, token);
	if (range || address_resembles(token)) {
		if (!range && ha_slice_find(token, '-') < token.size)
			hint_add(&hint, "a range is written as nets");
		else if (!range)
			address_letters_hint(&hint, token);
		check_find(check, FINDING_NAME_ADDRESS, place, token, &hint);
	} else if (!check->rule && ha_slice_is(token, "EXCEPT")) {
		check_find(check, FINDING_LIST_EXCEPT, place, token, &hint);
	} else if ((!dotted || glued) && check->rule &&
		   !check_words(check, token, place) && check->machine &&
		   is_user(check, token)) {
		hint_add(&hint,
			 "if who logs in is meant, write \"ALL: require "
			 "user=%.*s\"",
			 (int)token.size, token.data);
		check_find(check, FINDING_USER_NAME, place, token, &hint);
	}
}

#ifdef HAVE_INNETGR
static bool
knows_netgroup(const char *group, struct hint *hint)
{
	bool known = setnetgrent(group);

	(void)hint;
	endnetgrent();
	return known;
}
#else
static bool
knows_netgroup(const char *group, struct hint *hint)
{
	(void)group;
	hint_add(hint, "%sthe C library of this build has no netgroups",
		 hint->size > 0 ? "; " : "");
	return false;
}
#endif

void
name_check_netgroup(struct check *check, struct ha_slice token,
		    struct ha_place place)
{
	struct ha_slice group = ha_slice_from(token, 1);
	struct ha_slice left = ha_slice_head(group, ha_slice_find(group, '/'));
	struct ha_address address;
	struct hint hint = {.size = 0};
	char name[256];

	if (!ha_slice_copy(group, name, sizeof(name)) ||
	    check->users_asked++ >= CHECK_USERS_MAX)
		return;
	if (ha_address_parse(ha_slice_unbracket(left), &address))
		hint_mean(&hint, group);
	if (!knows_netgroup(name, &hint))
		check_find(check, FINDING_NETGROUP_MISSING, place, token,
			   &hint);
}
