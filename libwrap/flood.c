/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/flood.h"

#include "libwrap/clock.h"

#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/random.h>

/* For how long a line stands for others like it, in seconds. */
#define WINDOW_SECONDS 10

#define LINES_MAX 256U

/* In how many places a line may stand. */
#define WAYS 8U

/*
 * Without a lock, which a process could hold at its death: if two write a line
 * at once, one more is written, or its count is that of another.
 */
struct line {
	atomic_uint key; /* 0: none yet */
	atomic_uint written;
	atomic_uint left_out;
};

/* Shared with the processes that this one forks, if there is memory for it. */
static struct line own[LINES_MAX], *lines = own;
static unsigned secret;

__attribute__((constructor)) static void
share(void)
{
	void *memory = mmap(NULL, sizeof(own), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory != MAP_FAILED)
		lines = memory;
	if (getrandom(&secret, sizeof(secret), GRND_NONBLOCK) < 0)
		secret = (unsigned)clock_ms();
}

/*
 * FNV-1a, begun with a number that nobody outside knows: who could choose a
 * text of the same key would hide a line.  Not 0.
 */
static unsigned
key_of(const char *text)
{
	unsigned key = 2166136261U ^ secret;

	for (; *text != '\0'; text++)
		key = (key ^ (unsigned char)*text) * 16777619U;
	return key ? key : 1;
}

/*
 * Returns where KEY stands, or else the place of what was written longest ago,
 * among WAYS that it may have.
 */
static struct line *
place_of(unsigned key, unsigned now)
{
	struct line *oldest = NULL;
	unsigned age_of_oldest = 0;

	for (unsigned i = 0; i < WAYS; i++) {
		struct line *line = &lines[(key + i) % LINES_MAX];
		unsigned age = now - atomic_load(&line->written);

		if (atomic_load(&line->key) == key)
			return line;
		if (!oldest || age > age_of_oldest) {
			oldest = line;
			age_of_oldest = age;
		}
	}
	return oldest;
}

bool
flood_admits(const char *text, unsigned long *left_out, unsigned long *others)
{
	const unsigned key = key_of(text);
	const unsigned now = (unsigned)clock_seconds();
	struct line *line = place_of(key, now);
	const bool same = atomic_load(&line->key) == key;

	/* Of a time to come, which another process has written, too. */
	if (same && now - atomic_load(&line->written) < WINDOW_SECONDS) {
		atomic_fetch_add(&line->left_out, 1);
		return false;
	}
	*(same ? left_out : others) = atomic_exchange(&line->left_out, 0);
	atomic_store(&line->key, key);
	atomic_store(&line->written, now);
	return true;
}
