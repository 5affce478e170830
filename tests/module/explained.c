/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What the module does by the lines of a PAM file, and what `hostsaccess
 * explain` says of it that reads the same file and no option about rules.
 */
#include "tests/module/driver.h"
#include "tests/support/must.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* What explain returns, and words that its answer has; "~": the folder. */
struct explained {
	struct scenario scenario;
	int status;
	const char *words;
};

#define TYPED "TYPE required "
/* A line that asks PLAIN files, and one that asks OTHERS as well. */
#define PLAIN TYPED "MODULE\n"
#define OTHERS TYPED "MODULE denyfile=~/list\n"

static const struct explained rows[] = {
    {{"refused by the file of the line", PLAIN, .deny = "sshd: 192.0.2.10\n",
      .result = PAM_PERM_DENIED},
     1,
     "REFUSED: sshd from 192.0.2.10\nby ~/hosts.deny:1"},
    {{"allowed by the file of the line", PLAIN, .deny = "sshd: 192.0.2.11\n",
      .result = PAM_SUCCESS},
     0,
     "/other:1 account: ~/hosts.allow, ~/hosts.deny"},
    {{"two pairs, the second refuses", PLAIN OTHERS, .deny = "",
      .list = "ALL: ALL\n", .result = PAM_PERM_DENIED},
     1,
     "/other:2 account: ~/hosts.allow, ~/list: refused by ~/list:1"},
    {{"two pairs, the first refuses", OTHERS PLAIN, .deny = "",
      .list = "ALL: ALL\n", .result = PAM_PERM_DENIED},
     1,
     "/other:2 account: ~/hosts.allow, ~/hosts.deny: allowed"},
    {{"two pairs, none refuses", PLAIN OTHERS, .deny = "", .list = "",
      .result = PAM_SUCCESS},
     0,
     "One of them that refuses is enough."},
    {{"another name", PLAIN, "daemon=ftpd", .deny = "ftpd: ALL\n",
      .result = PAM_PERM_DENIED},
     1,
     "~/hosts.deny, daemon ftpd: refused"},
    {{"another name, allowed", PLAIN, "daemon=ftpd", .deny = "sshd: ALL\n",
      .result = PAM_SUCCESS},
     0,
     "ALLOWED: "},
    {{"a file of settings", PLAIN, "conf=~/list", true,
      .list = "allowfile=~/hosts.allow\ndenyfile=~/hosts.deny\n", .allow = "",
      .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED},
     1,
     "by ~/hosts.deny:1"},
    {{"the line over the settings", PLAIN, "conf=~/list",
      .list = "denyfile=/nowhere\nsshd: strict\n", .deny = "ALL ALL\n",
      .result = PAM_SERVICE_ERR},
     2,
     "strict: refused, for an error"},
    {{"settings for another daemon", PLAIN, "conf=~/list",
      .list = "ftpd: strict\n", .deny = "ALL ALL\n", .result = PAM_SUCCESS},
     0,
     "ALLOWED: "},
    {{"settings that are unusable", PLAIN, "conf=~/list",
      .list = "allowfile=a\n", .deny = "", .result = PAM_SERVICE_ERR},
     2,
     "REFUSED: "},
    {{"strict", PLAIN, "strict", .deny = "ALL ALL\n",
      .result = PAM_SERVICE_ERR},
     2,
     "REFUSED: "},
    {{"noexec", PLAIN, "noexec", .deny = "ALL: ALL: spawn /bin/true\n",
      .result = PAM_PERM_DENIED},
     1,
     "noexec: refused"},
    {{"permissive", PLAIN, "permissive", .deny = "ALL: ALL\n",
      .result = PAM_SUCCESS},
     1,
     "but let in: permissive"},
    {{"permissive, misspelt", PLAIN, "permisive", .deny = "ALL: ALL\n",
      .result = PAM_PERM_DENIED},
     1,
     "permisive: unknown; ignored; clients are refused for real; did you "
     "mean \"permissive\"?"},
    {{"permissive with a value", PLAIN, "permissive=yes", .deny = "ALL: ALL\n",
      .result = PAM_PERM_DENIED},
     1,
     "did you mean \"permissive\"?"},
    {{"one of two lines is permissive", PLAIN TYPED "MODULE permissive\n",
      .deny = "ALL: ALL\n", .result = PAM_PERM_DENIED},
     1,
     "REFUSED: sshd from 192.0.2.10\nby "},
    {{"a file that is not absolute", PLAIN, "allowfile=etc/hosts.allow", true,
      .result = PAM_SERVICE_ERR},
     1,
     "did you mean \"allowfile=/etc/hosts.allow\"?"},
    {{"a file that is not there", PLAIN, "denyfile=~/nothing", .deny = "",
      .result = PAM_SERVICE_ERR},
     2,
     "~/nothing: cannot be read: No such file"},
    {{"nobody told, and norhost=deny", PLAIN, "norhost=deny", .deny = "",
      .rhost = "unknown", .result = PAM_PERM_DENIED},
     1,
     "norhost=deny refuses"},
    {{"nobody told", PLAIN, .deny = "ALL: UNKNOWN\n", .rhost = "unknown",
      .result = PAM_PERM_DENIED},
     1,
     "by ~/hosts.deny:1"},
    {{"a name that is confirmed", PLAIN, "rhost=confirmed nodns",
      .allow = "ALL: a.example.org\n", .deny = "ALL: ALL\n", .service = "ftpd",
      .rhost = "a.example.org", .result = PAM_SUCCESS},
     0,
     "ALLOWED: ftpd from a.example.org"},
    {{"a control that lets in",
      "TYPE optional MODULE\n" TYPED "pam_permit.so\n", .deny = "ALL: ALL\n",
      .result = PAM_SUCCESS},
     1,
     "but the control of the line lets refused clients in"},
    {{"no line of the module", TYPED "pam_permit.so\n", .deny = "",
      .result = PAM_SUCCESS},
     0,
     "nothing obeys them by PAM"},
};

/* Runs explain about ROW in FOLDER.  *OUTPUT, to be freed, is what it says. */
static int
explain(const struct scenario *row, const char *folder, char **output)
{
	const char *top = getenv("HA_BUILDDIR");
	char *command, buffer[65536];
	FILE *stream;
	size_t size;

	must(asprintf(&command,
		      "exec '%s/hostsaccess/hostsaccess' explain --pam='%s' "
		      "%s '%s' 2>&1",
		      top ? top : ".", folder,
		      row->service ? row->service : "sshd",
		      row->rhost ? row->rhost : "192.0.2.10") > 0,
	     "asprintf");
	stream = popen(command, "re");
	must(stream, "popen");
	size = fread(buffer, 1, sizeof(buffer) - 1, stream);
	buffer[size] = '\0';
	*output = driver_replace(buffer, folder, "~");
	free(command);
	return WEXITSTATUS(pclose(stream));
}

static void
run_row(void **state)
{
	const struct explained *row = *state;
	struct driver driver;
	int result, status;
	char *output;

	driver_start(&driver, &row->scenario);
	if (!row->scenario.allow)
		driver_write(driver.folder, "hosts.allow", "", 0);
	driver_write(driver.folder, "sshd", "", 0);
	driver_write(driver.folder, "ftpd", "", 0);
	result = driver_call(&driver);
	status = explain(&row->scenario, driver.folder, &output);
	driver_stop(&driver);
	if (status != row->status || !strstr(output, row->words))
		print_error("%s\nexit %d\n", output, status);
	assert_int_equal(result, row->scenario.result);
	assert_int_equal(status, row->status);
	assert_non_null(strstr(output, row->words));
	free(output);
}

int
main(void)
{
	return driver_test("explained", run_row, SIZED_ROWS(rows));
}
