/* SPDX-License-Identifier: BSD-3-Clause */
/* Warn: what tcpd_warn() does, for this library. */
#ifndef LIBWRAP_WARN_H
#define LIBWRAP_WARN_H

/* Logs "warning: " and what printf(3) makes of FORMAT, escaped. */
void warn_tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
