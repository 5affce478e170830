/* SPDX-License-Identifier: BSD-3-Clause */
/* Export: what other programs may call and change. */
#ifndef LIBWRAP_EXPORT_H
#define LIBWRAP_EXPORT_H

#define EXPORT __attribute__((visibility("default")))

#endif
