/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/request/host_name.h"

#include "common/base/text.h"
#include "common/request/resolver.h"

#include <arpa/inet.h>

/* Whether a label of TEXT, between dots, is empty. */
static bool
has_empty_label(struct ha_slice text)
{
	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] == '.' &&
		    (i == 0 || i + 1 == text.size || text.data[i + 1] == '.'))
			return true;
	return false;
}

bool
ha_name_is_sound(struct ha_slice text)
{
	char name[HA_NAME_MAX + 1];
	struct in_addr number;

	return text.size > 0 && ha_slice_copy(text, name, sizeof(name)) &&
	       ha_slice_all(text, HA_C_HOST_NAME) && !has_empty_label(text) &&
	       !ha_slice_all(text, HA_C_DIGIT | HA_C_DOT) &&
	       !inet_aton(name, &number) && !ha_slice_is(text, "unknown") &&
	       !ha_slice_is(text, "paranoid");
}

struct ha_slice
ha_name_without_dot(struct ha_slice text)
{
	bool dot = text.size > 1 && text.data[text.size - 1] == '.';

	return ha_slice_head(text, text.size - dot);
}

void
ha_name_in_zone(const struct ha_address *address, struct ha_slice zone,
		char *name, size_t size)
{
	struct ha_text text = {name, size, 0};

	if (address->family == HA_FAMILY_IPV4)
		for (int i = 3; i >= 0; i--)
			ha_text_add(&text, "%u.", address->bytes[i]);
	else
		for (int i = 15; i >= 0; i--)
			ha_text_add(&text, "%x.%x.", address->bytes[i] & 15U,
				    address->bytes[i] >> 4);
	ha_text_add(&text, "%.*s.", (int)zone.size, zone.data);
}
