/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * geo FILE ADDRESS: what a look-up of a country costs, and its parts, as
 * minimum and median of many, in microseconds.
 */
#include "common/base/child.h"
#include "common/request/geo_read.h"
#include "common/request/system_resolver.h"

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROUNDS 501

static const char *file;
static struct ha_address address;

static double
now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void
read_once(void)
{
	struct ha_geo geo = {.fault = HA_GEO_NO_FAULT};

	ha_geo_read(file, HA_GEO_COUNTRY, &address, &geo);
}

/* What a child tells of itself. */
struct parts {
	double first, again;
};

static void
read_twice(int fd, const void *context)
{
	double start = now_us(), between;
	struct parts parts;

	(void)context;
	read_once();
	between = now_us();
	read_once();
	parts = (struct parts){between - start, now_us() - between};
	ha_child_write(fd, &parts, sizeof(parts));
}

static void
do_nothing(int fd, const void *context)
{
	const struct parts parts = {0, 0};

	(void)context;
	ha_child_write(fd, &parts, sizeof(parts));
}

/* Runs WORK in a child; returns how long that takes, and sets *PARTS. */
static double
in_child(void (*work)(int fd, const void *context), struct parts *parts)
{
	double start = now_us();
	struct timespec deadline;
	struct ha_child child;

	ha_deadline_set(&deadline, 10000);
	if (ha_child_start(&child, HA_CHILD_COMPUTES, work, NULL) != HA_OK ||
	    ha_child_read(&child, &deadline, parts, sizeof(*parts)) != HA_OK)
		err(2, "child");
	ha_child_end(&child);
	return now_us() - start;
}

static double
look_up(void)
{
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	double start = now_us();
	struct ha_geo geo;

	ha_system_resolver_init(&system, 10000, &resolver);
	system.geo_files = file;
	if (resolver.geo_of(resolver.context, HA_GEO_COUNTRY, &address, &geo) !=
	    HA_LOOKUP_FOUND)
		errx(2, "%s: not found: %s", file,
		     ha_geo_fault_text(geo.fault));
	return now_us() - start;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
print(const char *name, double *times)
{
	qsort(times, ROUNDS, sizeof(*times), compare);
	printf("%-36s%8.1f%8.1f\n", name, times[0], times[ROUNDS / 2]);
}

int
main(int count, char **words)
{
	static double child[ROUNDS], library[ROUNDS], open[ROUNDS], all[ROUNDS];
	struct parts parts;

	if (count != 3 || !ha_address_parse(ha_slice_of(words[2]), &address))
		errx(2, "usage: geo FILE ADDRESS");
	file = words[1];
	for (size_t i = 0; i < ROUNDS; i++) {
		child[i] = in_child(do_nothing, &parts);
		in_child(read_twice, &parts);
		open[i] = parts.again;
		library[i] = parts.first - parts.again;
		all[i] = look_up();
	}
	print("a child", child);
	print("the library", library);
	print("to open the file, and look up", open);
	print("all: what a decision waits for", all);
	return 0;
}
