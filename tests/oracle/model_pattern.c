/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/oracle/model_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/*
 * R4.44: a number up to 65535 (modulo 2^32) is a port, never a name.  Returns
 * whether TOKEN is one; *PORT then tells which.
 */
static bool
is_port(const char *token, unsigned *port)
{
	char *end;

	*port = (unsigned)strtoul(token, &end, 10);
	return end != token && *end == '\0' && *port <= 65535;
}

static bool
is_daemon(const struct model_run *run, const char *token)
{
	unsigned port;

	if (is_port(token, &port))
		return run->server_port != 0 && port == run->server_port;
	return model_text_matches(run, token, run->daemon);
}

enum model_answer
model_daemon_token(struct model_run *run, char *token)
{
	char *host = model_cut(run, token, 1, '@');

	if (!is_daemon(run, token))
		return MODEL_NO;
	if (host == NULL)
		return MODEL_YES;
	return model_host_matches(run, host, &run->server, 0);
}

enum model_answer
model_client_token(struct model_run *run, char *token)
{
	char *host = model_cut(run, token, 1, '@');
	enum model_answer answer;

	if (host == NULL)
		return model_host_matches(run, token, &run->client, 0);
	answer = model_host_matches(run, host, &run->client, 0);
	if (answer == MODEL_NO || answer == MODEL_FAULT)
		return answer;
	return model_text_matches(run, token, run->user) ? answer : MODEL_NO;
}

/* Whether all of TEXT is made of the bytes of SET. */
static bool
made_of(const char *text, const char *set)
{
	return text[strspn(text, set)] == '\0';
}

static bool
has_wildcard(const char *pattern)
{
	return strpbrk(pattern, "*?") != NULL;
}

/* Whether PATTERN is [...]. */
static bool
is_bracketed(const char *pattern)
{
	const size_t size = strlen(pattern);

	return size > 1 && pattern[0] == '[' && pattern[size - 1] == ']' &&
	       !has_wildcard(pattern);
}

/* Takes the brackets off PATTERN; returns what is inside. */
static char *
inside_brackets(char *pattern)
{
	pattern[strlen(pattern) - 1] = '\0';
	return pattern + 1;
}

static bool
ends_in_dot(const char *pattern)
{
	return pattern[0] != '\0' && pattern[strlen(pattern) - 1] == '.';
}

static enum model_answer
answer_of(bool matches)
{
	return matches ? MODEL_YES : MODEL_NO;
}

/* R4.17 to R4.28: PATTERN/MASK. */
static enum model_answer
in_net(const struct model_run *run, char *pattern, const char *mask,
       const struct model_host *host)
{
	struct model_number client;
	char shown[MODEL_FACT_SIZE];

	model_number_client(run, host->address, &client, shown);
	if (is_bracketed(pattern))
		return model_number_in_v6(run, inside_brackets(pattern), mask,
					  &client);
	return model_number_in_v4(run, pattern, mask, &client);
}

/* [net/length], or a net without brackets. */
static enum model_answer
in_whole_net(const struct model_run *run, char *net,
	     const struct model_host *host)
{
	struct model_number client;
	char shown[MODEL_FACT_SIZE];
	char *slash = strchr(net, '/');

	if (slash == NULL)
		return MODEL_NO;
	*slash = '\0';
	model_number_client(run, host->address, &client, shown);
	return model_number_in_v6(run, net, slash + 1, &client);
}

/* Whether a name may be compared as text: not the words for none. */
static bool
is_name(const char *name)
{
	return !model_is_word(name);
}

/* The row prefix-name: a name with or without its final dot. */
static bool
same_full_name(const char *pattern, const char *name)
{
	const size_t size = strlen(pattern);

	return is_name(name) && strlen(name) >= size - 1 &&
	       strncasecmp(pattern, name, strlen(name)) == 0;
}

/* What the text of an address and a name is compared with in a pattern. */
struct scope {
	bool address;
	bool name;
};

static struct scope
scope_of(const struct model_run *run, const char *pattern)
{
	struct scope scope = {.address = true,
			      .name = !made_of(pattern, "0123456789./")};

	if (has_wildcard(pattern)) {
		if (model_on(run, MODEL_WILDCARD_NUMERIC) &&
		    made_of(pattern, "0123456789.*?") &&
		    strpbrk(pattern, "0123456789") != NULL)
			scope.name = false;
	} else if (pattern[0] == '.') {
		if (model_on(run, MODEL_SUFFIX_ADDRESS))
			scope.address = false;
	} else if (ends_in_dot(pattern)) {
		if (model_on(run, MODEL_PREFIX_NAME) && scope.name)
			scope.address = false;
	} else if (is_bracketed(pattern)) {
		if (model_on(run, MODEL_V6_NAME))
			scope.name = false;
	}
	return scope;
}

static bool
name_matches(const struct model_run *run, const char *pattern, const char *name)
{
	if (model_on(run, MODEL_PREFIX_NAME) && pattern[0] != '.' &&
	    !has_wildcard(pattern) && ends_in_dot(pattern))
		return same_full_name(pattern, name);
	return model_text_matches(run, pattern, name);
}

static bool
address_matches(const struct model_run *run, char *pattern,
		const struct model_host *host)
{
	struct model_number client;
	char shown[MODEL_FACT_SIZE];

	model_number_client(run, host->address, &client, shown);
	if (is_bracketed(pattern))
		return model_number_is(run, inside_brackets(pattern), &client);
	return model_text_matches(run, pattern, shown);
}

/*
 * An IPv6 address or net without brackets is a number by the rows v6-text
 * and v6-bare.  Returns whether PATTERN is one; *ANSWER then tells whether it
 * is HOST's.
 */
static bool
is_bare_v6(const struct model_run *run, char *pattern,
	   const struct model_host *host, enum model_answer *answer)
{
	const bool net = strchr(pattern, '/') != NULL;
	struct model_number client;
	char shown[MODEL_FACT_SIZE];

	if (has_wildcard(pattern) || ends_in_dot(pattern) ||
	    !model_on(run, net ? MODEL_V6_BARE : MODEL_V6_TEXT) ||
	    !model_number_is_bare(run, pattern))
		return false;
	if (net) {
		*answer = in_whole_net(run, pattern, host);
		return true;
	}
	model_number_client(run, host->address, &client, shown);
	*answer = answer_of(model_number_is(run, pattern, &client) ||
			    (!model_on(run, MODEL_V6_NAME) &&
			     model_text_matches(run, pattern, host->name)));
	return true;
}

/* R4.33: the name, or with the row the address too, but never the words. */
static bool
in_netgroup(const struct model_run *run, const char *group,
	    const struct model_host *host)
{
	struct model_number client;
	char shown[MODEL_FACT_SIZE];

	if (!model_on(run, MODEL_NETGROUP_ADDRESS))
		return !run->rules->no_netgroups &&
		       run->rules->netgroup_has(group, host->name);
	model_number_client(run, host->address, &client, shown);
	return (is_name(host->name) &&
		run->rules->netgroup_has(group, host->name)) ||
	       (client.family != MODEL_NO_NUMBER &&
		run->rules->netgroup_has(group, shown));
}

static bool
is_known(const struct model_host *host)
{
	return !model_same(host->address, "unknown") && is_name(host->name);
}

static bool
is_local(const struct model_host *host)
{
	return is_name(host->name) && strchr(host->name, '.') == NULL;
}

/* The last of the tests of 4a: the texts of address and name. */
static enum model_answer
text_matches(const struct model_run *run, char *pattern,
	     const struct model_host *host)
{
	const struct scope scope = scope_of(run, pattern);

	if (model_on(run, MODEL_V6_INNER) && is_bracketed(pattern) &&
	    strchr(pattern, '/') != NULL)
		return in_whole_net(run, inside_brackets(pattern), host);
	return answer_of(
	    (scope.name && name_matches(run, pattern, host->name)) ||
	    (scope.address && address_matches(run, pattern, host)));
}

enum model_answer
model_host_matches(struct model_run *run, char *pattern,
		   struct model_host *host, int depth)
{
	enum model_answer answer;
	char *mask;

	if (pattern[0] == '/')
		return model_list_file(run, pattern, host, depth + 1);
	if (pattern[0] == '@')
		return answer_of(in_netgroup(run, pattern + 1, host));
	if (model_same(pattern, "KNOWN"))
		return answer_of(is_known(host));
	if (model_same(pattern, "LOCAL"))
		return answer_of(is_local(host));
	if (is_bare_v6(run, pattern, host, &answer))
		return answer;
	mask = model_cut(run, pattern, 0, '/');
	return mask != NULL ? in_net(run, pattern, mask, host)
			    : text_matches(run, pattern, host);
}
