/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Small index: files of any size have an index, which is made when they are
 * opened.  The program is linked with --wrap=ha_filter_open_index.
 */
#ifndef SMALL_INDEX_H
#define SMALL_INDEX_H

#include <stdbool.h>

/* From here on, if USE; else only large files that have one. */
void small_index_use(bool use);

#endif
