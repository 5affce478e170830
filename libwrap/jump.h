/* SPDX-License-Identifier: BSD-3-Clause */
/* Jump: where process_options() and tcpd_jump() end (tcpd.h). */
#ifndef LIBWRAP_JUMP_H
#define LIBWRAP_JUMP_H

#include <setjmp.h>

/* Set by the caller with setjmp(3). */
extern jmp_buf tcpd_buf;

#endif
