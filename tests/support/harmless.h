/* SPDX-License-Identifier: BSD-3-Clause */
/* What of a client's words may reach a shell. */
#ifndef HARMLESS_H
#define HARMLESS_H

#include <stdbool.h>
#include <string.h>

/* Returns true if a shell takes BYTE as it is, wherever it stands in a word. */
static inline bool
is_harmless(int byte)
{
	static const char harmless[] = "abcdefghijklmnopqrstuvwxyz"
				       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "0123456789!@%-_=+:,./";

	return byte && strchr(harmless, byte);
}

#endif
