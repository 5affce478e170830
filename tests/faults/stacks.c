/* SPDX-License-Identifier: BSD-3-Clause */
#include "tests/faults/stacks.h"

#include "tests/faults/indexed.h"
#include "tests/support/mmdb.h"
#include "tests/support/open_files.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <security/pam_modules.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* A list that names another one, which matches. */
static void
write_lists(const char *folder)
{
	char *text = driver_replace("198.51.100.1\n~/second\n", "~", folder);

	driver_write(folder, "list", text, strlen(text));
	driver_write(folder, "second", "192.0.2.0/24\n", 13);
	free(text);
}

/* What sshd shows its clients. */
static void
write_banner(const char *folder)
{
	driver_write(folder, "sshd", "Hello %a\n", 9);
}

/* A rule that is longer than a block, continued in the next line. */
static void
write_long_rule(const char *folder)
{
	static char text[100 * 1024];

	memset(text, ' ', sizeof(text));
	memcpy(text, "ALL: \\\n", 7);
	memcpy(text + sizeof(text) - 11, "192.0.2.10\n", 11);
	driver_write(folder, "hosts.deny", text, sizeof(text));
}

/* Large files with indexes, of which one names lines, and one names none. */
static void
write_indexed_deny(const char *folder)
{
	write_indexed(folder, "hosts.deny", "ALL: 192.0.2.10\n");
}

static void
write_indexed_allow(const char *folder)
{
	write_indexed(folder, "hosts.allow", "ALL: .example.org\n");
}

/* A file in memory with what NET is; it is made once, and at rest later on. */
static void
link_geo(int *fd, const char *net, const char *data, const char *folder,
	 const char *name)
{
	struct mmdb mmdb = {.kind = {0}};
	char path[PATH_MAX], target[64];

	if (*fd < 0)
		*fd = memfd_create("mmdb", MFD_CLOEXEC);
	snprintf(target, sizeof(target), "/proc/self/fd/%d", *fd);
	if (lseek(*fd, 0, SEEK_END) == 0) {
		mmdb_add(&mmdb, net, data);
		mmdb_write(&mmdb, target);
	}
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	if (symlink(target, path))
		abort();
}

/* Two databases, of which the second has countries, and knows the client. */
static void
write_geo(const char *folder)
{
	static int asns = -1, countries = -1;

	link_geo(&asns, "198.51.100.0/24", "{autonomous_system_number 64500}",
		 folder, "asn.mmdb");
	link_geo(&countries, "192.0.2.0/24", "{country {iso_code 'DE'}}",
		 folder, "country.mmdb");
}

#define GEO .arguments = "geodb=~/asn.mmdb,~/country.mmdb", .prepare = write_geo

#define DENY_ALL .deny = "ALL: ALL\n"
#define DENIED .result = PAM_PERM_DENIED

const struct scenario stacks[] = {
    {"ALL", DENY_ALL, DENIED},
    {"ALL, auth", DENY_ALL, .call = AUTH, DENIED},
    {"ALL, session", DENY_ALL, .call = OPEN_SESSION, DENIED},
    {"ALL, a name", .rhost = "two.example.net", DENY_ALL, DENIED},
    {"ALL, a name and an address", .rhost = "gw.example.net",
     .ssh_connection = "192.0.2.10 1 203.0.113.1 22", DENY_ALL, DENIED},
    {"an address", .deny = "ALL: 192.0.2.10\n", DENIED},
    {"a net", .deny = "ALL: 192.0.2.0/24\n", DENIED},
    {"an IPv6 net", .rhost = "2001:db8::10", .deny = "ALL: [2001:db8::]/32\n",
     DENIED},
    {"a server", .ssh_connection = "192.0.2.10 1 203.0.113.1 22",
     .deny = "sshd@203.0.113.1: ALL\n", DENIED},
    {"a long rule", .prepare = write_long_rule, DENIED},
    {"an index", .prepare = write_indexed_deny, DENIED},
    {"an index of hosts.allow", .prepare = write_indexed_allow, DENY_ALL,
     DENIED},
    {"not in hosts.allow",
     .allow = "# x\nALL: 198.51.100.1 [2001:db8::]/32\nsshd: 10.\n", DENY_ALL,
     DENIED},
    {"a list file", .deny = "ALL: ~/list\n", .list = "192.0.2.0/24\n", DENIED},
    {"a list in a list", .deny = "ALL: ~/list\n", .prepare = write_lists,
     DENIED},
    {"not in a list file", .allow = "ALL: ~/list\n", .list = "198.51.100.1\n",
     DENY_ALL, DENIED},
    {"EXCEPT a list", .deny = "ALL: ALL EXCEPT ~/list\n",
     .list = "198.51.100.1\n", DENIED},
    {"allowed EXCEPT a list", .allow = "ALL: ALL EXCEPT ~/list\n",
     .list = "192.0.2.10\n", DENY_ALL, DENIED},
    {"a name", .deny = "ALL: .example.net\n", DENIED},
    {"not a name in hosts.allow", .allow = "ALL: .example.org\n", DENY_ALL,
     DENIED},
    {"EXCEPT a name", .deny = "ALL: ALL EXCEPT .example.org\n", DENIED},
    {"allowed EXCEPT a name", .allow = "ALL: ALL EXCEPT .example.net\n",
     DENY_ALL, DENIED},
    {"a name that is a lie", .rhost = "192.0.2.11",
     .allow = "ALL: .example.net\n", DENY_ALL, DENIED},
    {"PARANOID", .rhost = "192.0.2.11", .deny = "ALL: PARANOID\n", DENIED},
    {"UNKNOWN", .rhost = "192.0.2.30", .deny = "ALL: UNKNOWN\n", DENIED},
    {"not UNKNOWN", .allow = "ALL: UNKNOWN PARANOID\n", DENY_ALL, DENIED},
    {"a name not known for the moment", .rhost = "192.0.2.12",
     .deny = "ALL: .example.net\n", DENIED},
    {"addresses of a name", .rhost = "two.example.net",
     .deny = "ALL: 192.0.2.16 192.0.2.17\n", DENIED},
    {"an address of a name", .rhost = "two.example.net",
     .allow = "ALL: 192.0.2.16\n", DENY_ALL, DENIED},
    {"a country", GEO, .deny = "ALL: country=DE\n", DENIED},
    {"not a country in hosts.allow", GEO, .allow = "ALL: country=FR\n",
     DENY_ALL, DENIED},
    {"EXCEPT a country", GEO, .deny = "ALL: ALL EXCEPT country=FR\n", DENIED},
    {"allowed EXCEPT a country", GEO, .allow = "ALL: ALL EXCEPT country=DE\n",
     DENY_ALL, DENIED},
    {"a country that is not known", GEO, .rhost = "198.51.100.1",
     .deny = "ALL: country=FR\n", DENIED},
    {"allowed EXCEPT one that is not known", GEO, .rhost = "198.51.100.1",
     .allow = "ALL: ALL EXCEPT country=FR\n", DENY_ALL, DENIED},
    {"aclexec that fails", .allow = "ALL: ALL: aclexec exit 1\n", DENY_ALL,
     DENIED},
    {"aclexec", .deny = "ALL: ALL: aclexec exit 0\n", DENIED},
    {"spawn", .deny = "ALL: ALL: spawn \\:\n", DENIED},
    {"twist", .deny = "ALL: ALL: twist echo %c\n", DENIED},
    {"setenv", .deny = "ALL: ALL: setenv NAME %n: spawn \\:\n", DENIED},
    {"setenv, deny", .allow = "ALL: ALL: setenv NAME %n: deny\n", DENIED},
    {"banners", .prepare = write_banner, .deny = "ALL: ALL: banners ~\n",
     DENIED},
    {"deny", .allow = "ALL: ALL: severity local3.crit: deny\n", DENIED},
    {"an option error", .allow = "ALL: ALL: umask 9\n", DENIED},
    {"strict", .arguments = "strict", .allow = "ALL: ALL\nbroken\n",
     .result = PAM_SERVICE_ERR},
};
const size_t stacks_count = sizeof(stacks) / sizeof(*stacks);

static int descriptors;

void
stack_prepare(struct stack_call *call, const struct driver *driver)
{
	static const char *const names[] = {
	    [ACCOUNT] = "pam_sm_acct_mgmt",
	    [AUTH] = "pam_sm_authenticate",
	    [OPEN_SESSION] = "pam_sm_open_session",
	};
	const char *top = getenv("HA_BUILDDIR");
	char module[PATH_MAX], *next, *words;
	void *library, *function;

	snprintf(module, sizeof(module),
		 "%s/pam_hostsaccess/.libs/pam_hostsaccess.so",
		 top ? top : ".");
	library = dlopen(module, RTLD_NOW | RTLD_NOLOAD);
	function = library ? dlsym(library, names[driver->row->call]) : NULL;
	if (!function || dlclose(library) ||
	    asprintf(&words, "allowfile=~/hosts.allow denyfile=~/hosts.deny %s",
		     driver->row->arguments ? driver->row->arguments : "") < 0)
		abort();
	memset(call, 0, sizeof(*call));
	memcpy(&call->function, &function, sizeof(function));
	call->words = driver_replace(words, "~", driver->folder);
	free(words);
	for (words = strtok_r(call->words, " ", &next); words;
	     words = strtok_r(NULL, " ", &next))
		call->argv[call->argc++] = words;
	descriptors = open_files();
}

int
stack_call(const struct stack_call *call, const struct driver *driver)
{
	const char *argv[8];

	memcpy(argv, call->argv, sizeof(argv));
	return call->function(driver->pamh, 0, call->argc, argv);
}

/*
 * What the module keeps with the handle.  Libpam would keep nothing, as it
 * does not know that a module calls it.
 */
static struct {
	void *data;
	void (*cleanup)(pam_handle_t *pamh, void *data, int error);
} kept;

static void
keep(void *data, void (*cleanup)(pam_handle_t *pamh, void *data, int error))
{
	if (kept.data)
		kept.cleanup(NULL, kept.data, PAM_DATA_REPLACE);
	kept.data = data;
	kept.cleanup = cleanup;
}

int
pam_set_data(pam_handle_t *pamh, const char *name, void *data,
	     void (*cleanup)(pam_handle_t *pamh, void *data, int error))
{
	(void)pamh;
	(void)name;
	keep(data, cleanup);
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

void
stack_forget(struct stack_call *call)
{
	keep(NULL, NULL);
	free(call->words);
}

/* Whether the log says that the client is refused, and what failed. */
static bool
is_logged(const struct scenario *row, int result, int error)
{
	bool rule = strstr(recorder.log, "refused connect from ") != NULL;
	bool fault = strstr(recorder.log, "; refused: ") != NULL;

	if (result == PAM_PERM_DENIED)
		return rule;
	if (result == PAM_BUF_ERR)
		return fault && strstr(recorder.log, ": out of memory; ");
	return fault && (error == 0 || result == row->result ||
			 strstr(recorder.log, strerror(error)));
}

const char *
stack_fault(const struct scenario *row, int result, int error)
{
	if (result == PAM_SUCCESS || result == PAM_IGNORE)
		return "ALLOWED";
	if (error == 0 && result != row->result)
		return "wrong result";
	if (result != PAM_PERM_DENIED && result != PAM_SERVICE_ERR &&
	    result != PAM_BUF_ERR)
		return "strange result";
	if (!is_logged(row, result, error))
		return "the log does not say why";
	if (recorder.audit_asks)
		return "libaudit looks the name up";
	if (open_files() != descriptors)
		return "a descriptor is left";
	if (waitpid(-1, NULL, WNOHANG | __WALL) != -1 || errno != ECHILD)
		return "a child is left";
	return NULL;
}
