/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Clock: for LD_PRELOAD.  The time is what stands in the file that CLOCK_FILE
 * names in the environment at the start, in seconds since 1970.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* A copy: sshd clears its environment. */
static char path[PATH_MAX];

__attribute__((constructor)) static void
keep_path(void)
{
	const char *value = getenv("CLOCK_FILE");

	if (value != NULL)
		snprintf(path, sizeof(path), "%s", value);
}

static time_t
real_time(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

time_t
time(time_t *result)
{
	FILE *file = path[0] != '\0' ? fopen(path, "r") : NULL;
	time_t now = real_time();
	char line[32];

	if (file != NULL) {
		if (fgets(line, sizeof(line), file) != NULL)
			now = strtoll(line, NULL, 10);
		fclose(file);
	}
	if (result != NULL)
		*result = now;
	return now;
}
