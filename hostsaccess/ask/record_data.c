/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/ask/record_data.h"

#include <string.h>

struct ha_place
record_keep_place(struct record *record, struct ha_place place)
{
	if (!place.file)
		return place;
	if (!record->file || strcmp(record->file, place.file) != 0)
		record->file =
		    arena_keep(&record->texts, ha_slice_of(place.file)).data;
	place.file = record->file;
	return place;
}
