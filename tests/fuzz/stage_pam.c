/* SPDX-License-Identifier: BSD-3-Clause */
/* In the place of libpam and syslog(3). */
#undef _FORTIFY_SOURCE /* would make a macro of syslog() */

#include "tests/fuzz/stage.h"

#include "common/request/address.h"

#include <errno.h>
#include <security/pam_ext.h>
#include <security/pam_modutil.h>
#include <stdarg.h>
#include <string.h>
#include <syslog.h>

struct stage stage;

/* PAM_RHOST: as in libpam, a copy of its own, which goes when it is set. */
static char *rhost;

static void
set_rhost(const char *text)
{
	free(rhost);
	rhost = text ? strdup(text) : NULL;
	FUZZ_REQUIRE(!text || rhost);
}

/* The one thing that is kept with the handle. */
static struct {
	void *data;
	void (*cleanup)(pam_handle_t *pamh, void *data, int error);
} kept;

/* Whether A and B, which may be NULL, are the same. */
static bool
is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

void
stage_run(const struct scene *scene, bool failing, struct outcome *outcome)
{
	const char **words = (const char **)scene->arguments;

	stage = (struct stage){scene, outcome, failing, {0}, scene->changes};
	outcome->line_count = 0;
	outcome->said = 0;
	outcome->failures = 0;
	outcome->allow_failed = false;
	outcome->descriptors = 0;
	set_rhost(scene->rhost);
	stage_open(scene);
	outcome->result = scene->function((pam_handle_t *)&stage, scene->flags,
					  scene->argument_count, words);
	stage.scene = NULL;
	outcome->keeps_host = is_same(rhost, scene->rhost) && !kept.data;
}

bool
stage_fails(enum scene_call call)
{
	const struct scene_failure *failure;
	unsigned long count;

	if (!stage.scene || !stage.failing)
		return false;
	failure = &stage.scene->failures[call];
	count = ++stage.counts[call];
	if (failure->first == 0 || count < failure->first ||
	    count > failure->last)
		return false;
	stage.outcome->failures++;
	errno = failure->error;
	return true;
}

int
pam_get_item(const pam_handle_t *pamh, int type, const void **item)
{
	(void)pamh;
	if (stage_fails(SCENE_PAM_ITEM))
		return PAM_BUF_ERR;
	*item = NULL;
	if (type == PAM_SERVICE)
		*item = stage.scene->service ? stage.scene->service : "sshd";
	if (type == PAM_USER)
		*item = stage.scene->user;
	if (type == PAM_RUSER)
		*item = stage.scene->ruser;
	if (type == PAM_RHOST)
		*item = rhost;
	return PAM_SUCCESS;
}

int
pam_set_item(pam_handle_t *pamh, int type, const void *item)
{
	(void)pamh;
	FUZZ_REQUIRE(type == PAM_RHOST);
	set_rhost(item);
	return PAM_SUCCESS;
}

int
pam_set_data(pam_handle_t *pamh, const char *name, void *data,
	     void (*cleanup)(pam_handle_t *pamh, void *data, int error))
{
	FUZZ_REQUIRE(strncmp(name, "pam_hostsaccess_", 16) == 0);
	if (kept.data)
		kept.cleanup(pamh, kept.data, PAM_DATA_REPLACE);
	kept.data = data;
	kept.cleanup = cleanup;
	return PAM_SUCCESS;
}

int
pam_get_data(const pam_handle_t *pamh, const char *name, const void **data)
{
	(void)pamh;
	(void)name;
	*data = kept.data;
	return kept.data ? PAM_SUCCESS : PAM_NO_MODULE_DATA;
}

const char *
pam_getenv(pam_handle_t *pamh, const char *name)
{
	(void)pamh;
	FUZZ_REQUIRE(strcmp(name, "SSH_CONNECTION") == 0);
	return stage.scene->connection;
}

int
pam_putenv(pam_handle_t *pamh, const char *variable)
{
	(void)pamh;
	FUZZ_REQUIRE(variable[0] != '=' && strchr(variable, '='));
	return PAM_SUCCESS;
}

int
pam_prompt(pam_handle_t *pamh, int style, char **response, const char *format,
	   ...)
{
	(void)pamh;
	FUZZ_REQUIRE(style == PAM_ERROR_MSG || style == PAM_TEXT_INFO);
	(void)format;
	FUZZ_REQUIRE(!response);
	stage.outcome->said++;
	return PAM_SUCCESS;
}

/* Libaudit would look up what is no address. */
int
pam_modutil_audit_write(pam_handle_t *pamh, int type, const char *message,
			int result)
{
	struct ha_address address;

	(void)pamh;
	(void)type;
	(void)message;
	FUZZ_REQUIRE(result == PAM_PERM_DENIED);
	FUZZ_REQUIRE(!rhost || rhost[0] == '\0' ||
		     ha_address_parse(ha_slice_of(rhost), &address));
	return PAM_SUCCESS;
}

static void __attribute__((format(printf, 1, 0)))
record(const char *format, va_list arguments)
{
	struct outcome *outcome = stage.outcome;
	size_t count = outcome->line_count++;

	if (count < STAGE_LINES_MAX)
		FUZZ_REQUIRE(vsnprintf(outcome->lines[count], STAGE_LINE_MAX,
				       format, arguments) < STAGE_LINE_MAX);
}

void
syslog(int priority, const char *format, ...)
{
	va_list arguments;

	FUZZ_REQUIRE(priority & LOG_FACMASK);
	va_start(arguments, format);
	record(format, arguments);
	va_end(arguments);
}

void __attribute__((format(printf, 3, 4)))
__syslog_chk(int priority, int flag, const char *format, ...);

void
__syslog_chk(int priority, int flag, const char *format, ...)
{
	va_list arguments;

	(void)priority, (void)flag;
	va_start(arguments, format);
	record(format, arguments);
	va_end(arguments);
}
