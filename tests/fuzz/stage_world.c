/* SPDX-License-Identifier: BSD-3-Clause */
/* In the place of the resolver, of the user database and of commands. */
#include "stage.h"

#include "address.h"
#include "child.h"
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pwd.h>
#include <string.h>
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

static int
failure_of(const char *answer)
{
	return answer && strcmp(answer, "FAILED") == 0 ? EAI_AGAIN : EAI_NONAME;
}

int
getnameinfo(const struct sockaddr *restrict address, socklen_t size,
	    char *restrict host, socklen_t host_size, char *restrict service,
	    socklen_t service_size, int flags)
{
	const char *name = stage.scene->reverse;
	int error = failure_of(name);

	(void)address, (void)size, (void)service, (void)service_size;
	FUZZ_REQUIRE(flags & NI_NAMEREQD);
	if (error == EAI_AGAIN || !name || name[0] == '\0')
		return error;
	snprintf(host, host_size, "%s", name);
	return 0;
}

/* Addresses of one answer. */
#define ANSWERS_MAX 24

static struct answer {
	struct addrinfo info;
	struct sockaddr_in6 address;
} answers[ANSWERS_MAX];

/* Makes ANSWER the address TEXT. */
static bool
make_answer(struct ha_slice text, struct answer *answer)
{
	struct sockaddr_in *in = (void *)&answer->address;
	struct ha_address address;

	if (!ha_address_parse(text, &address))
		return false;
	*answer = (struct answer){.info.ai_addr = (void *)&answer->address};
	if (address.family == HA_FAMILY_IPV4) {
		in->sin_family = AF_INET;
		memcpy(&in->sin_addr, address.bytes, 4);
	} else {
		answer->address.sin6_family = AF_INET6;
		memcpy(&answer->address.sin6_addr, address.bytes, 16);
	}
	return true;
}

int
getaddrinfo(const char *restrict name, const char *restrict service,
	    const struct addrinfo *restrict hints,
	    struct addrinfo **restrict list)
{
	const char *text = stage.scene->forward;
	struct ha_slice rest = ha_slice_of(text ? text : "");
	struct addrinfo **end = list;
	size_t count = 0;

	(void)service, (void)hints;
	FUZZ_REQUIRE(name[0] != '\0');
	if (rest.size == 0 || failure_of(text) == EAI_AGAIN)
		return failure_of(text);
	while (rest.size > 0 && count < ANSWERS_MAX) {
		size_t size = ha_slice_find(rest, ' ');

		if (make_answer(ha_slice_head(rest, size), &answers[count])) {
			*end = &answers[count++].info;
			end = &(*end)->ai_next;
		}
		rest = ha_slice_from(rest, size + 1);
	}
	return 0;
}

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
	(void)buffer, (void)size;
	*result = NULL;
	if (stage_fails(SCENE_GETPW))
		return errno;
	*result = strcmp(name, "root") == 0 ? entry : NULL;
	return 0;
}

int
getgrnam_r(const char *restrict name, struct group *restrict entry,
	   char *restrict buffer, size_t size, struct group **restrict result)
{
	(void)buffer, (void)size;
	*result = NULL;
	if (stage_fails(SCENE_GETGR))
		return errno;
	*result = strcmp(name, "root") == 0 ? entry : NULL;
	return 0;
}
