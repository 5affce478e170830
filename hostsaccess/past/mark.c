/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/past/mark.h"

#include "common/base/syslog_names.h"
#include "common/request/address.h"
#include "hostsaccess/past/scan.h"

bool
mark_is_severity(struct ha_slice word)
{
	size_t size = 0;
	struct ha_slice facility, level;

	while (size < word.size && word.data[size] != '.' &&
	       word.data[size] != ':')
		size++;
	facility = ha_slice_head(word, size);
	facility = ha_slice_head(facility, ha_slice_find(facility, '|'));
	level = ha_slice_from(word, size + 1);
	return ha_syslog_find(ha_syslog_levels, level) != NULL &&
	       (ha_slice_is(facility, "security") || /* FreeBSD */
		ha_syslog_find(ha_syslog_facilities, facility) != NULL);
}

/* Takes OPEN from the front of WORD, and CLOSE from its end. */
static bool
take_between(struct ha_slice *word, char open, char close)
{
	if (word->size < 3 || word->data[0] != open ||
	    word->data[word->size - 1] != close)
		return false;
	*word = (struct ha_slice){word->data + 1, word->size - 2};
	return true;
}

bool
mark_is(struct ha_slice word)
{
	struct ha_address address;

	if (take_between(&word, '<', '>'))
		return mark_is_severity(word) ||
		       ha_slice_all(word, HA_C_DIGIT | HA_C_DOT);
	if (take_between(&word, '(', ')'))
		return ha_address_parse(word, &address);
	take_between(&word, '[', ']');
	return mark_is_severity(word);
}

bool
mark_is_instance(struct ha_slice word)
{
	if (!scan_take(&word, "i-") || (word.size != 8 && word.size != 17))
		return false;
	for (size_t i = 0; i < word.size; i++)
		if (scan_digit(word.data[i]) == 16)
			return false;
	return true;
}
