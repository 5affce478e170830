/* SPDX-License-Identifier: BSD-3-Clause */
/* In the place of the resolver, of the user database and of commands. */
#include "tests/fuzz/stage.h"
#include "tests/support/host_dns.h"
#include "tests/support/host_lookup.h"

#include "common/base/child.h"
#include "common/option/command.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <netdb.h>
#include <pwd.h>
#include <resolv.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* No process has this number. */
#define NO_PID INT_MAX

ssize_t __real_read(int fd, void *buffer, size_t size);

/* Leaves of what is in the pipe ENDS no more than the scene wants. */
static void
tear(const int ends[2])
{
	static char answer[65536];
	ssize_t size = __real_read(ends[0], answer, sizeof(answer));

	FUZZ_REQUIRE(size > 0);
	if ((size_t)size > stage.scene->answer_size)
		size = (ssize_t)stage.scene->answer_size;
	FUZZ_REQUIRE(write(ends[1], answer, (size_t)size) == size);
}

enum ha_status __wrap_ha_child_start(struct ha_child *child,
				     enum ha_child_work kind,
				     void (*work)(int fd, const void *context),
				     const void *context);

/* A look-up is made in this process. */
enum ha_status
__wrap_ha_child_start(struct ha_child *child, enum ha_child_work kind,
		      void (*work)(int fd, const void *context),
		      const void *context)
{
	int ends[2];

	if (stage_fails(SCENE_CHILD))
		return HA_ERR_IO;
	FUZZ_REQUIRE(kind == HA_CHILD_COMPUTES);
	FUZZ_REQUIRE(pipe2(ends, O_CLOEXEC) == 0);
	stage.outcome->descriptors += 2;
	work(ends[1], context);
	if (stage.failing && stage.scene->tears)
		tear(ends);
	close(ends[1]);
	*child = (struct ha_child){NO_PID, ends[0]};
	return HA_OK;
}

int __wrap_ha_child_end_quietly(int fd);
int __wrap_setrlimit(int resource, const struct rlimit *limit);

/* What a child does to itself is not done to this process. */
int
__wrap_ha_child_end_quietly(int fd)
{
	return fd;
}

int
__wrap_setrlimit(int resource, const struct rlimit *limit)
{
	(void)resource;
	(void)limit;
	return 0;
}

enum ha_run __wrap_ha_command_run(const struct ha_command *command,
				  struct ha_run_detail *detail);

/* The first byte of a command says how it ends; it prints itself. */
enum ha_run
__wrap_ha_command_run(const struct ha_command *command,
		      struct ha_run_detail *detail)
{
	*detail = (struct ha_run_detail){0};
	FUZZ_REQUIRE(command->timeout_ms >= 100);
	FUZZ_REQUIRE(!stage.scene->untrusted);
	FUZZ_REQUIRE(!scene_has_argument(stage.scene, "noexec"));
	FUZZ_REQUIRE(strncmp(command->environment[0], "PATH=", 5) == 0);
	if (command->output)
		snprintf(command->output, command->output_size, "%s",
			 command->text);
	switch (command->text[0]) {
	case '+':
		detail->status = 1 << 8;
		return HA_RUN_FAILURE;
	case ',':
		detail->status = 9;
		return HA_RUN_ERROR;
	case '=':
		detail->timeout = 1;
		return HA_RUN_ERROR;
	case '/':
		detail->error = EAGAIN;
		return HA_RUN_ERROR;
	default:
		return HA_RUN_SUCCESS;
	}
}

/* Returns whether there is an ANSWER, or else makes *ERROR what is said. */
static bool
has_answer(const struct host_lookup *lookup, const char *answer, int *error)
{
	if (answer && strcmp(answer, "FAILED") == 0)
		*error = host_lookup_fail(lookup, EAGAIN, TRY_AGAIN);
	else
		*error = host_lookup_fail(lookup, 0, HOST_NOT_FOUND);
	return *lookup->host_error != TRY_AGAIN && answer && answer[0] != '\0';
}

int
gethostbyaddr_r(const void *restrict bytes, socklen_t size, int family,
		struct hostent *restrict entry, char *restrict room,
		size_t room_size, struct hostent **restrict found,
		int *restrict host_error)
{
	struct host_lookup lookup = {entry, room, room_size, found, host_error};
	int error;

	(void)bytes;
	FUZZ_REQUIRE(size == (family == AF_INET ? 4 : 16));
	return has_answer(&lookup, stage.scene->reverse, &error)
		   ? host_lookup_name(&lookup, stage.scene->reverse)
		   : error;
}

int
gethostbyname2_r(const char *restrict name, int family,
		 struct hostent *restrict entry, char *restrict room,
		 size_t room_size, struct hostent **restrict found,
		 int *restrict host_error)
{
	struct host_lookup lookup = {entry, room, room_size, found, host_error};
	int error;

	FUZZ_REQUIRE(name[0] != '\0');
	return has_answer(&lookup, stage.scene->forward, &error)
		   ? host_lookup_addresses(&lookup, name, family,
					   stage.scene->forward)
		   : error;
}

#ifdef __GLIBC__
/* Where nss-resolve(8) is asked, DNS bears out what it says. */
int
res_query(const char *name, int class, int type, unsigned char *answer,
	  int size)
{
	(void)name;
	(void)class;
	(void)type;
	(void)answer;
	(void)size;
	h_errno = HOST_NOT_FOUND;
	return -1;
}
#else
int
res_query(const char *name, int class, int type, unsigned char *answer,
	  int size)
{
	(void)class;
	return host_dns_answer(name, type, answer, size);
}
#endif

int
setnetgrent(const char *group)
{
	return group[0] != '\0' && group[0] != '-';
}

int
innetgr(const char *group, const char *host, const char *user,
	const char *domain)
{
	(void)user, (void)domain;
	return group[0] == host[0];
}

int
gethostname(char *name, size_t size)
{
	snprintf(name, size, "here");
	return 0;
}

int
getpwnam_r(const char *restrict name, struct passwd *restrict entry,
	   char *restrict buffer, size_t size, struct passwd **restrict result)
{
	*result = NULL;
	if (stage_fails(SCENE_GETPW))
		return errno;
	snprintf(buffer, size, "%s", name);
	*entry = (struct passwd){.pw_name = buffer};
	*result = strcmp(name, "root") == 0 ? entry : NULL;
	return 0;
}

int
getgrnam_r(const char *restrict name, struct group *restrict entry,
	   char *restrict buffer, size_t size, struct group **restrict result)
{
	*result = NULL;
	if (stage_fails(SCENE_GETGR))
		return errno;
	snprintf(buffer, size, "%s", name);
	*entry = (struct group){.gr_name = buffer};
	*result = strcmp(name, "root") == 0 ? entry : NULL;
	return 0;
}
