/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/whole.h"

#include "hostsaccess/check/guess.h"
#include "hostsaccess/check/placeholder.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/machine/machine.h"
#include "hostsaccess/machine/service.h"

static const struct ha_slice nothing = {"", 0};

/* Whether the rule of CHECK is for sshd; found out once for all its tokens. */
static bool
asks_sshd(struct check *check)
{
	struct whole *whole = &check->whole;

	if (!whole->asked)
		whole->for_sshd = service_is_listed(check->rule, "sshd");
	whole->asked = true;
	return whole->for_sshd;
}

/* Whether NET of IPv4, or of IPv6, has the address of this host itself. */
static bool
has_loopback(const struct ha_net *net, const char *text)
{
	struct ha_address address;

	return ha_address_parse(ha_slice_of(text), &address) &&
	       ha_net_contains(net, &address);
}

/* Notes whether HOST, of an allowing rule, is this host by IPv4 or IPv6. */
static void
note_loopback(struct whole *whole, const struct ha_pattern *host,
	      struct ha_place place)
{
	struct ha_net net;

	if (!ha_pattern_net(host, &net) && host->kind != HA_PATTERN_NET) {
		/* a name may have both addresses, and a list any */
		whole->loopback_v6 = true;
		return;
	}
	if (host->kind == HA_PATTERN_NET)
		net = host->net;
	if (has_loopback(&net, "::1"))
		whole->loopback_v6 = true;
	if (has_loopback(&net, "127.0.0.1") && net.mask[0] == 0xff &&
	    whole->loopback.line == 0)
		whole->loopback = place;
}

void
whole_token(struct check *check, const struct ha_token *token,
	    const struct ha_pattern *host)
{
	struct whole *whole = &check->whole;

	if (!token->client && token->split)
		whole->server = true;
	if (!token->client || !host || token->group > 0 || token->except)
		return;
	whole->all = whole->all || host->kind == HA_PATTERN_ALL;
	if (host->kind == HA_PATTERN_NEVER || ha_pattern_out_of_reach(host) ||
	    placeholder_is(token->host) || guess_no_keyword(token->host))
		return;
	whole->reachable = true;
	if (!check->deny_file && check->saying->decision == HA_ALLOW &&
	    asks_sshd(check))
		note_loopback(whole, host,
			      ha_rule_place(check->rule, token->host));
}

/* Whether the client list of RULE has an EXCEPT. */
static bool
has_except(const struct ha_rule *rule)
{
	struct ha_slice rest = rule->clients, word;

	while (ha_token_next(&rest, &word))
		if (ha_slice_is(word, "EXCEPT"))
			return true;
	return false;
}

/* Notes whether the rule is one of some that allow, or one that refuses. */
static void
note_part(struct check *check, bool allows)
{
	const struct ha_rule *rule = check->rule;
	struct whole *whole = &check->whole;
	bool open = whole->all && allows && !has_except(rule);

	/* where everybody is allowed on purpose, there is nothing to say */
	if (!allows || open || check->saying->may_fail)
		whole->refuses_some = true;
	else if (whole->allows.line == 0 && !check->deny_file)
		whole->allows = ha_rule_place(
		    rule, ha_slice_trim(rule->clients, HA_C_SEPARATOR));
}

void
whole_rule(struct check *check)
{
	const struct ha_rule *rule = check->rule;
	struct whole *whole = &check->whole;
	bool allows = check->saying->decision == HA_ALLOW;
	struct ha_slice text = ha_slice_trim(rule->line->text, HA_C_BLANK);

	if (check->deny_file && allows && whole->all &&
	    !check->saying->may_fail && has_except(rule))
		check_find(check, FINDING_DENY_ALLOWS,
			   ha_rule_place(rule, text), text, NULL);
	if (rule->nul) {
		/* it lets nobody in, and whom it refuses is not certain */
	} else if (!asks_sshd(check)) {
		whole->lets_in = whole->lets_in || (allows && whole->server);
	} else {
		note_part(check, allows);
		if (whole->reachable && (allows || check->saying->may_fail))
			whole->lets_in = true;
		else if (whole->all && !allows && !has_except(rule) &&
			 whole->refuses.line == 0) {
			whole->refuses = ha_rule_place(rule, text);
			whole->nobody = !whole->lets_in;
		}
	}
	whole->all = whole->reachable = whole->asked = false;
	whole->server = false;
}

void
whole_aclexec(struct check *check)
{
	if (check->aclexec.line == 0 || check->deny_rules ||
	    check->saying->decision != HA_REFUSE)
		return;
	check->deny_rules =
	    check->aclexec_daemon[0] == '\0' ||
	    service_is_listed(check->rule, check->aclexec_daemon);
}

void
whole_check(struct check *check)
{
	const struct whole *whole = &check->whole;

	if (check->machine && whole->allows.line > 0 && !whole->refuses_some)
		findings_add(check->findings, FINDING_ALLOW_ONLY, whole->allows,
			     nothing,
			     "\"sshd: ALL\" in hosts.deny refuses them");
	if (whole->nobody && (!check->machine ||
			      machine_has(check->machine, ha_slice_of("sshd"))))
		findings_add(check->findings, FINDING_NOBODY, whole->refuses,
			     nothing,
			     "a rule such as \"sshd: 192.0.2.\" in hosts.allow "
			     "lets some in");
	if (whole->loopback.line > 0 && !whole->loopback_v6 &&
	    whole->refuses.line > 0)
		findings_add(check->findings, FINDING_LOOPBACK_V6,
			     whole->loopback, nothing, "add [::1]");
}
