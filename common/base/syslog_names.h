/* SPDX-License-Identifier: BSD-3-Clause */
/* Facilities and levels of syslog(3), by their names. */
#ifndef HA_SYSLOG_NAMES_H
#define HA_SYSLOG_NAMES_H

#include "common/base/slice.h"

/* A name of syslog(3). */
struct ha_syslog_name {
	const char *name; /* NULL behind the last */
	int value;
	bool unknown_to_libwrap;
};

/* Of the names for one value, the first is the one to show. */
extern const struct ha_syslog_name ha_syslog_facilities[], ha_syslog_levels[];

/*
 * Returns the facility and level of TEXT, `[FACILITY.]LEVEL` in any case of
 * letters, no facility if it names none; -1 if it names no level, or what is
 * neither.
 */
int ha_severity_of(struct ha_slice text);

/* Returns the row of NAME, in any case of letters, in NAMES, or NULL. */
const struct ha_syslog_name *ha_syslog_find(const struct ha_syslog_name *names,
					    struct ha_slice name);

#endif
