/* SPDX-License-Identifier: BSD-3-Clause */
/* Ask: the name of one host, for whoever asks outside of a decision. */
#ifndef LIBWRAP_ASK_H
#define LIBWRAP_ASK_H

#include "libwrap/endpoint.h"

/* Finds the name of the address of HOST, and writes it there if it counts. */
void ask_name(struct host_info *host);

#endif
