/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/given.h"

#include "hostsaccess/tool/memory.h"
#include "hostsaccess/tool/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Returns how much of NAME stands before the last WORD in it, or -1. */
static long
last_word(struct ha_slice name, const char *word)
{
	for (size_t at = name.size; at-- > 0;)
		if (ha_slice_starts(ha_slice_from(name, at), ha_slice_of(word)))
			return (long)at;
	return -1;
}

bool
given_is_deny(const struct arguments *arguments, const char *file)
{
	const char *slash = strrchr(file, '/');
	struct ha_slice name = ha_slice_of(slash ? slash + 1 : file);

	if (arguments->given & ARGUMENT_TYPE)
		return arguments->deny_type;
	return last_word(name, "deny") > last_word(name, "allow");
}

bool
given_are_pair(const struct arguments *arguments, struct ha_rules *rules)
{
	bool first;

	if (arguments->count != 2 || strcmp(arguments->words[0], "-") == 0 ||
	    strcmp(arguments->words[1], "-") == 0)
		return false;
	first = given_is_deny(arguments, arguments->words[0]);
	if (first == given_is_deny(arguments, arguments->words[1]))
		return false;
	rules->allow_file = arguments->words[first ? 1 : 0];
	rules->deny_file = arguments->words[first ? 0 : 1];
	rules->allow_optional = rules->deny_optional = false;
	return true;
}

/* Says what has failed with standard input, and ends the program. */
static void __attribute__((noreturn)) fail(void)
{
	output_message(stderr, "hostsaccess check: standard input: %m");
	exit(STATUS_USAGE);
}

const char *
given_input(void)
{
	static char path[32];
	int fd = memfd_create("hosts", MFD_CLOEXEC);
	char buffer[65536];
	ssize_t size;

	if (fd < 0)
		fail();
	for (;;) {
		size = read(STDIN_FILENO, buffer, sizeof(buffer));
		if (size == 0)
			break;
		if (size < 0 && errno == EINTR)
			continue;
		if (size < 0 || write(fd, buffer, (size_t)size) != size)
			fail();
	}
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	return path;
}
