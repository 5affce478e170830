/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/module/driver.h"

#include "tests/support/must.h"
#include "tests/support/open_files.h"
#include "tests/support/remove_tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char UNSET[] = "";

/*
 * libpam does not pass PAM_IGNORE on.  Here the module alone decides, unless
 * it is ignored: then pam_deny.so does, by a result that ours never gives.
 */
static const struct {
	const char *type;
	int (*function)(pam_handle_t *pamh, int flags);
	int ignored;
} calls[] = {
    [ACCOUNT] = {"account", pam_acct_mgmt, PAM_AUTH_ERR},
    [AUTH] = {"auth", pam_authenticate, PAM_AUTH_ERR},
    [SETCRED] = {"auth", pam_setcred, PAM_CRED_ERR},
    [OPEN_SESSION] = {"session", pam_open_session, PAM_SESSION_ERR},
    [CLOSE_SESSION] = {"session", pam_close_session, PAM_SESSION_ERR},
    [PASSWORD] = {"password", pam_chauthtok, PAM_AUTHTOK_ERR},
};

static const char visible_stack[] =
    "TYPE [success=done ignore=ignore default=die] MODULE\n"
    "TYPE required pam_deny.so\n";

char *
driver_replace(const char *text, const char *from, const char *to)
{
	size_t size = 0;
	char *result = NULL;
	FILE *out = open_memstream(&result, &size);
	const char *found;

	must(out, "open_memstream");
	while ((found = strstr(text, from))) {
		fwrite(text, 1, (size_t)(found - text), out);
		fputs(to, out);
		text = found + strlen(from);
	}
	fputs(text, out);
	must(fclose(out) == 0, "fclose");
	return result;
}

/* Replaces *TEXT by a copy in which TO stands for FROM. */
static void
substitute(char **text, const char *from, const char *to)
{
	char *result = driver_replace(*text, from, to);

	free(*text);
	*text = result;
}

/* Returns a copy of TEXT, NULL as "", with FROM replaced by TO. */
static char *
copy(const char *text, const char *from, const char *to)
{
	return driver_replace(text ? text : "", from, to);
}

void
driver_write(const char *folder, const char *name, const void *data,
	     size_t size)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	must(file && fwrite(data, 1, size, file) == size && fclose(file) == 0,
	     path);
}

/* Writes TEXT with the folder for "~", unless it is NULL. */
static void
write_text(const struct driver *driver, const char *name, const char *text)
{
	char *expanded;

	if (!text)
		return;
	expanded = copy(text, "~", driver->folder);
	driver_write(driver->folder, name, expanded, strlen(expanded));
	free(expanded);
}

/*
 * Writes the PAM file: the one of every service without a file of its own.
 */
static void
write_stack(const struct driver *driver)
{
	const struct scenario *row = driver->row;
	const char *top = getenv("HA_BUILDDIR");
	char module[PATH_MAX];
	char *stack, *line;

	must(realpath(top ? top : ".", module), "HA_BUILDDIR");
	stack = copy(row->stack ? row->stack : visible_stack, "TYPE",
		     calls[row->call].type);
	must(asprintf(&line, "%s/pam_hostsaccess/.libs/pam_hostsaccess.so%s %s",
		      module,
		      row->bare ? ""
				: " allowfile=~/hosts.allow"
				  " denyfile=~/hosts.deny",
		      row->arguments ? row->arguments : "") >= 0,
	     "asprintf");
	substitute(&stack, "MODULE", line);
	write_text(driver, "other", stack);
	free(line);
	free(stack);
}

/* The conversation: keeps what is said; a password is always "wrong". */
static int
converse(int count, const struct pam_message **messages,
	 struct pam_response **responses, void *context)
{
	struct driver *driver = context;

	recorder.busy++;
	*responses = calloc((size_t)count, sizeof(**responses));
	must(*responses, "calloc");
	for (int i = 0; i < count; i++) {
		bool error = messages[i]->msg_style == PAM_ERROR_MSG;
		char *longer;

		if (!error)
			(*responses)[i].resp = strdup("wrong");
		must(asprintf(&longer, "%s%s%s\n", driver->said,
			      error ? "" : "?", messages[i]->msg) >= 0,
		     "asprintf");
		free(driver->said);
		driver->said = longer;
	}
	recorder.busy--;
	return PAM_SUCCESS;
}

static void
set_item(const struct driver *driver, int item, const char *value)
{
	if (value && value != UNSET)
		must(pam_set_item(driver->pamh, item, value) == PAM_SUCCESS,
		     "pam_set_item");
}

static void
set_items(const struct driver *driver)
{
	const struct scenario *row = driver->row;
	char *connection;

	set_item(driver, PAM_SERVICE, row->service);
	set_item(driver, PAM_USER, row->user ? row->user : "root");
	set_item(driver, PAM_RUSER, row->ruser);
	set_item(driver, PAM_RHOST, row->rhost ? row->rhost : "192.0.2.10");
	if (!row->ssh_connection)
		return;
	must(asprintf(&connection, "SSH_CONNECTION=%s", row->ssh_connection) >=
		     0 &&
		 pam_putenv(driver->pamh, connection) == PAM_SUCCESS,
	     "pam_putenv");
	free(connection);
}

void
driver_start(struct driver *driver, const struct scenario *row)
{
	const char *parent = getenv("TMPDIR");
	struct pam_conv conversation = {converse, driver};

	*driver = (struct driver){.row = row, .said = calloc(1, 1)};
	must(driver->said &&
		 asprintf(&driver->folder, "%s/module.XXXXXX",
			  parent ? parent : "/tmp") >= 0 &&
		 mkdtemp(driver->folder),
	     "mkdtemp");
	recorder_clear();
	recorder_redirect_etc(driver->folder);
	write_stack(driver);
	/* What the arguments name is to be there. */
	write_text(driver, "hosts.allow",
		   row->allow || row->bare ? row->allow : "");
	write_text(driver, "hosts.deny",
		   row->deny || row->bare ? row->deny : "");
	write_text(driver, "list", row->list);
	if (row->prepare)
		row->prepare(driver->folder);
	must(pam_start_confdir("sshd", NULL, &conversation, driver->folder,
			       &driver->pamh) == PAM_SUCCESS,
	     "pam_start_confdir");
	set_items(driver);
}

int
driver_call(struct driver *driver)
{
	const struct scenario *row = driver->row;
	int result = calls[row->call].function(driver->pamh, row->flags);

	return !row->stack && result == calls[row->call].ignored ? PAM_IGNORE
								 : result;
}

void
driver_stop(struct driver *driver)
{
	pam_end(driver->pamh, PAM_SUCCESS);
	recorder_clear();
	must(remove_tree(driver->folder) == 0, driver->folder);
	free(driver->folder);
	free(driver->said);
}

/* Counts a difference of two texts, and prints them. */
static int
differ(const struct driver *driver, const char *what, const char *actual,
       const char *expected)
{
	char *seen = copy(actual, driver->folder, "~");
	int different = strcmp(seen, expected ? expected : "") != 0;

	if (different)
		print_error("%s:\n  is       %s\n  expected %s\n", what, seen,
			    expected ? expected : "");
	free(seen);
	return different;
}

int
driver_differences(const struct driver *driver, int result)
{
	const struct scenario *row = driver->row;
	int count = result != row->result;

	if (count)
		print_error("result: is %d (%s), expected %d\n", result,
			    pam_strerror(driver->pamh, result), row->result);
	count += differ(driver, "log", recorder.log, row->log);
	count += differ(driver, "said", driver->said, row->said);
	if (row->audit)
		count += differ(driver, "audit", recorder.audit, row->audit);
	if (row->lookups)
		count +=
		    differ(driver, "lookups", recorder.lookups, row->lookups);
	return count;
}

static void
run_row(void **state)
{
	struct driver driver;
	int open_before, open_behind, differences;

	driver_start(&driver, *state);
	open_before = open_files();
	differences = driver_differences(&driver, driver_call(&driver));
	open_behind = open_files();
	driver_stop(&driver);
	assert_int_equal(differences, 0);
	assert_int_equal(open_behind, open_before);
}

int
driver_test(const char *group, void (*test)(void **state), const void *rows,
	    size_t size, size_t count)
{
	struct CMUnitTest *tests = calloc(count, sizeof(*tests));
	int failures;

	must(tests, "calloc");
	for (size_t i = 0; i < count; i++) {
		const struct scenario *row =
		    (const void *)((const char *)rows + i * size);
		const struct CMUnitTest one = {row->name, test, NULL, NULL,
					       (void *)row};

		memcpy(&tests[i], &one, sizeof(one));
	}
	failures = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
	free(tests);
	return failures;
}

int
driver_run(const char *group, const struct scenario *rows, size_t count)
{
	int failures;

	alarm(900);
	failures = driver_test(group, run_row, rows, sizeof(*rows), count);
	alarm(0);
	return failures;
}
