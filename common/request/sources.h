/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Sources: what the C library asks for hosts, by nsswitch.conf(5).
 *
 * If it cannot read one, it goes on to the next one, and may come to the end
 * that there is no such name.
 */
#ifndef HA_SOURCES_H
#define HA_SOURCES_H

/* How far that end counts. */
enum ha_end {
	HA_END_COUNTS,
	HA_END_IS_NONE,     /* a file could not be read */
	HA_END_IS_DOUBTFUL, /* a name server may have failed */
};

enum ha_end ha_sources_end(void);

#endif
