/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/change/stock.h"

#include "hostsaccess/machine/loader.h"
#include "hostsaccess/machine/names.h"
#include "hostsaccess/machine/obey.h"

bool
stock_asks(const struct meet *meet)
{
	struct obey_place place;
	struct obey obey;
	bool asks;

	if (meet->daemon_pattern.kind != HA_PATTERN_TEXT)
		return loader_has_stock_wrap("");
	obey_place_find(PAM_FOLDER, NULL, &place);
	obey_read(&place.machine, meet->daemon, NULL, NULL, &obey);
	asks =
	    obey_by_wrap(&obey) && obey.program.wrap.wrap == LOADER_WRAP_STOCK;
	obey_free(&obey);
	return asks;
}
