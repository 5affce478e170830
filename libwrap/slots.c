/* SPDX-License-Identifier: BSD-3-Clause */
#include "libwrap/slots.h"

#include <stdatomic.h>
#include <stdint.h>

#define SLOTS 256U

char *
slot_text(void)
{
	static char texts[SLOTS][SLOT_TEXT_MAX];
	static atomic_uint taken;

	return texts[atomic_fetch_add(&taken, 1) % SLOTS];
}

static struct slot_ends ends[SLOTS];

struct slot_ends *
slot_ends(void)
{
	static atomic_uint taken;

	return &ends[atomic_fetch_add(&taken, 1) % SLOTS];
}

bool
slot_has(const void *address)
{
	uintptr_t at = (uintptr_t)address, first = (uintptr_t)ends;

	return at >= first && at < first + sizeof(ends);
}
