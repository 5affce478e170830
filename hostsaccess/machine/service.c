/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/machine/service.h"

#include "common/rule/match.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/machine/pam.h"
#include "hostsaccess/machine/setting.h"
#include "hostsaccess/machine/stack.h"
#include "hostsaccess/tool/memory.h"

#include <string.h>

/* What a daemon tells as PAM_RHOST. */
enum tells {
	TELLS_ADDRESS,   /* the address, there or elsewhere, or no client */
	TELLS_CONFIRMED, /* a name that it has confirmed, if that is set */
	TELLS_CALLER,    /* what its caller says; some confirm names */
	TELLS_ANYTHING,  /* what the name server of the client says */
	TELLS_ITSELF,    /* the name of its own host */
};

#define PROFTPD "proftpd"

/* As tests/e2e/daemons finds them, and tests/e2e/sshd that of sshd. */
static const struct service {
	const char *name;
	enum tells tells;
	const char *hint;
} rows[] = {
    {"sshd", TELLS_ADDRESS, NULL},
    {"vsftpd", TELLS_ADDRESS, NULL},
    {"dovecot", TELLS_ADDRESS, NULL},
    {"su", TELLS_ADDRESS, NULL},
    {"su-l", TELLS_ADDRESS, NULL},
    {"cron", TELLS_ADDRESS, NULL},
    {PROFTPD, TELLS_CONFIRMED,
     "ProFTPD tells the address with UseReverseDNS off"},
    {"login", TELLS_CALLER, "telnetd confirms names with -U only"},
    {"remote", TELLS_CALLER, "telnetd confirms names with -U only"},
    {"rlogin", TELLS_ANYTHING, "in.rlogind never confirms names"},
    {"pure-ftpd", TELLS_ITSELF, "only ALL and UNKNOWN match"},
};
#define SERVICES (sizeof(rows) / sizeof(*rows))

_Static_assert(SERVICES <= SERVICES_MAX, "too many services");

bool
service_tells_address(struct ha_slice name)
{
	for (size_t i = 0; i < SERVICES; i++)
		if (ha_slice_is(name, rows[i].name))
			return rows[i].tells == TELLS_ADDRESS;
	return false;
}

void
services_token(struct services *services, const struct ha_token *token,
	       const struct ha_pattern *host)
{
	if (token->group > 0 || token->except)
		return;
	for (size_t i = 0; !token->client && i < SERVICES; i++)
		if (ha_slice_is(token->left, rows[i].name))
			services->named[i] = true;
	if (!token->client || !host)
		return;
	if (host->kind == HA_PATTERN_ALL || host->kind == HA_PATTERN_UNKNOWN)
		services->anybody = true;
	services->hosts = true;
}

bool
service_is_listed(const struct ha_rule *rule, const char *daemon)
{
	struct ha_request request;
	struct ha_matcher matcher = {.request = &request};
	enum ha_status status;
	enum ha_match match;

	ha_request_init(&request, NULL);
	ha_request_set_daemon(&request, ha_slice_of(daemon));
	status = ha_match_daemons(&matcher, rule, &match);
	memory_check(status);
	return status == HA_OK && match != HA_MATCH_NO;
}

bool
service_is_named(const struct ha_rule *rule, const char *daemon)
{
	return !rule->nul && service_is_listed(rule, daemon);
}

/*
 * Whether RULE speaks of service INDEX.  Most of those who write ALL do not
 * think of login, which is on every console, and of callers that it may have.
 */
static bool
speaks_of(const struct services *services, const struct ha_rule *rule,
	  size_t index)
{
	return (rows[index].tells != TELLS_CALLER || services->named[index]) &&
	       service_is_named(rule, rows[index].name);
}

/* Whether a rule that names hosts may have no effect with what ROW tells. */
static bool
may_be_idle(const struct service *row, bool allows)
{
	return row->tells == TELLS_ITSELF ||
	       (row->tells != TELLS_ADDRESS && allows);
}

void
services_rule(struct services *services, const struct ha_rule *rule,
	      bool allows)
{
	bool names_hosts = services->hosts && !services->anybody;

	for (size_t i = 0; names_hosts && i < SERVICES; i++)
		if (!services->idle[i] && may_be_idle(&rows[i], allows))
			services->idle[i] = speaks_of(services, rule, i);
	memset(services->named, 0, sizeof(services->named));
	services->hosts = services->anybody = false;
}

/* What is checked: service INDEX, which tells TELLS by its configuration. */
struct job {
	const struct services *services;
	const struct stack_check *check;
	size_t index;
	const char *service; /* its PAM service */
	enum tells tells;
	bool called; /* a line calls the module */
	bool told;   /* that rules may have no effect: said once */
};

/*
 * Looks at whether rhost=confirmed, with which ENTRY decides, is right.  Where
 * it is not the service's OWN line that has it, it may be there for others.
 */
static void
check_confirmed(const struct job *job, const struct stack_entry *entry,
		bool own)
{
	static const struct ha_slice text = {"rhost=confirmed", 15};
	const char *hint = rows[job->index].hint;

	switch (job->tells) {
	case TELLS_ADDRESS:
	case TELLS_ITSELF:
		if (own)
			findings_add(job->check->findings,
				     FINDING_PAM_CONFIRMED_IDLE, entry->place,
				     text, NULL);
		break;
	case TELLS_CALLER:
		findings_add(job->check->findings, FINDING_PAM_CONFIRMED_CALLER,
			     entry->place, text, "%s", hint);
		break;
	case TELLS_ANYTHING:
		findings_add(job->check->findings, FINDING_PAM_CONFIRMED,
			     entry->place, text, "%s", hint);
		break;
	case TELLS_CONFIRMED:
		break;
	}
}

/* Says whether rules have no effect for whoever comes by a line. */
static void
check_rules(struct job *job, const struct stack_entry *entry, bool confirmed)
{
	const struct service *row = &rows[job->index];
	bool own = job->tells == TELLS_ITSELF;

	if (job->told || !job->services->idle[job->index] ||
	    job->tells == TELLS_ADDRESS || (confirmed && !own))
		return;
	findings_add(job->check->findings,
		     own ? FINDING_PAM_OWN_NAME : FINDING_PAM_UNCONFIRMED,
		     entry->place, ha_slice_of(row->name), "%s", row->hint);
	job->told = true;
}

/* Looks at CALL, which ENTRY of STACK is. */
static void
check_call(struct job *job, const struct stack *stack,
	   const struct stack_entry *entry, const struct call *call)
{
	const struct daemon_settings *values = &call->settings.values;
	bool own = strcmp(stack->files[0], entry->place.file) == 0 &&
		   call_has_word(call, "rhost", "confirmed");

	job->called = true;
	if (values->rhost_confirmed)
		check_confirmed(job, entry, own);
	if (!values->daemon && stack_call_asks(call, job->check))
		check_rules(job, entry, values->rhost_confirmed);
}

static void
check_type(struct job *job, const struct calls *calls, enum stack_type type)
{
	struct stack stack;

	stack_read(job->check->folders, job->service, type, &stack);
	for (size_t i = 0; i < stack.count; i++) {
		const struct stack_entry *entry = &stack.entries[i];
		const struct call *call = stack_call_of(calls, entry, type);

		if (call && stack_is_ours(entry))
			check_call(job, &stack, entry, call);
	}
	/* those of each service together */
	findings_next_line(job->check->findings, NULL);
	stack_free(&stack);
}

/* Whether VALUE is what ProFTPD reads as off (pr_str_is_boolean()). */
static bool
is_off(struct ha_slice value)
{
	return ha_slice_is(value, "off") || ha_slice_is(value, "no") ||
	       ha_slice_is(value, "false") || ha_slice_is(value, "0");
}

/* What service INDEX tells. */
static enum tells
tells_of(size_t index, const char *proftpd_conf)
{
	struct setting setting;

	if (rows[index].tells == TELLS_CONFIRMED &&
	    setting_read(proftpd_conf, "UseReverseDNS", &setting) &&
	    is_off(ha_slice_of(setting.value)))
		return TELLS_ADDRESS;
	return rows[index].tells;
}

/* ProFTPD asks others, too, unless its configuration says otherwise. */
static void
check_proftpd(const char *proftpd_conf, struct findings *findings)
{
	struct setting setting;

	if (!setting_read(proftpd_conf, "AuthOrder", &setting) ||
	    ha_slice_is(ha_slice_of(setting.value), "mod_auth_pam.c*"))
		return;
	findings_add(findings, FINDING_PROFTPD_ORDER, setting.place,
		     ha_slice_of(setting.value), NULL);
	findings_next_line(findings, NULL);
}

void
services_check(const struct services *services, const struct names *names,
	       const struct stack_check *check, const char *proftpd_conf)
{
	for (size_t i = 0; i < SERVICES; i++) {
		const char *service =
		    names_service(names, ha_slice_of(rows[i].name));
		struct job job = {.services = services,
				  .check = check,
				  .index = i,
				  .service = service ? service : rows[i].name,
				  .tells = tells_of(i, proftpd_conf)};
		struct calls calls;

		calls_read(check->folders, ha_slice_of(job.service),
			   check->arguments, NULL, &calls);
		for (enum stack_type type = 0; type < STACK_PASSWORD; type++)
			check_type(&job, &calls, type);
		calls_free(&calls);
		if (job.called &&
		    ha_slice_is(ha_slice_of(rows[i].name), PROFTPD))
			check_proftpd(proftpd_conf, check->findings);
	}
}
