/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/source/skim_client.h"

#include <string.h>

void
ha_skim_set_word(struct ha_slice text, uint64_t *word, uint64_t *word_of)
{
	static const char ones[] = "\xff\xff\xff\xff\xff\xff\xff\xff";
	size_t size = text.size < sizeof(*word) ? text.size : sizeof(*word);

	*word = *word_of = 0;
	if (size == 0)
		return;
	memcpy(word, text.data, size);
	memcpy(word_of, ones, size);
}

/* Sets what is known of the name of ENDPOINT. */
static void
prepare_name(const struct ha_endpoint *endpoint, struct ha_skim *skim)
{
	skim->names = ha_endpoint_name_is_settled(endpoint);
	if (endpoint->name_fact.state == HA_FACT_KNOWN)
		skim->name = endpoint->name_fact.text;
}

void
ha_skim_prepare(const struct ha_endpoint *endpoint, struct ha_skim *skim)
{
	const struct ha_address *address = &endpoint->address;
	const struct ha_slice text = endpoint->address_fact.text;
	const uint8_t *bytes = address->bytes;

	*skim = (struct ha_skim){
	    .usable = endpoint->address_fact.state == HA_FACT_KNOWN &&
		      address->family != HA_FAMILY_NONE &&
		      endpoint->candidate_count == 0 &&
		      ha_endpoint_standing(endpoint) == HA_STANDING_GOOD,
	    .ipv4 = address->family == HA_FAMILY_IPV4};
	skim->last = bytes[skim->ipv4 ? 3 : 15];
	if (skim->ipv4)
		skim->quad = (uint32_t)bytes[0] << 24 |
			     (uint32_t)bytes[1] << 16 |
			     (uint32_t)bytes[2] << 8 | bytes[3];
	for (size_t i = 0; i < 8 && !skim->ipv4; i++)
		skim->group[i] =
		    (uint16_t)(bytes[2 * i] << 8 | bytes[2 * i + 1]);
	ha_skim_set_word(text, &skim->text, &skim->text_of);
	prepare_name(endpoint, skim);
}
