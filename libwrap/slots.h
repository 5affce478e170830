/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Slots: room for what the interface lets a function return, and nobody frees.
 * Each lasts until many others have been taken, by whichever thread.
 */
#ifndef LIBWRAP_SLOTS_H
#define LIBWRAP_SLOTS_H

#include "libwrap/tcpd.h"

#include <stdbool.h>

/* The longest text: USER@HOST. */
#define SLOT_TEXT_MAX (2 * STRING_LENGTH + 1)

/* Both ends of a socket. */
struct slot_ends {
	struct sockaddr_storage client, server;
};

char *slot_text(void);
struct slot_ends *slot_ends(void);

/* Returns whether ADDRESS lies in what slot_ends() returns. */
bool slot_has(const void *address);

#endif
