/* SPDX-License-Identifier: BSD-3-Clause */
/* What conditions ask about a request, each once: part of request.h. */
#include "common/base/text.h"
#include "common/request/request.h"

#include <string.h>

void
ha_request_note_trouble(struct ha_request *request, struct ha_slice words,
			const char *why)
{
	struct ha_text text = {request->asked.trouble,
			       sizeof(request->asked.trouble), 0};

	/* Whoever reads it escapes it. */
	ha_text_add(&text, "%.*s: %s", (int)words.size, words.data, why);
}

const char *
ha_request_trouble(const struct ha_request *request)
{
	return request->asked.trouble;
}

static size_t
find_geo(const struct ha_asked *asked, enum ha_geo_kind kind,
	 const struct ha_address *address)
{
	size_t i = 0;

	while (i < asked->geo_count &&
	       (asked->geo[i].kind != kind ||
		!ha_address_equal(&asked->geo[i].address, address)))
		i++;
	return i;
}

/* Asks the resolver about ADDRESS, and writes what it says to *GEO. */
static enum ha_lookup
look_up_geo(const struct ha_resolver *resolver, enum ha_geo_kind kind,
	    const struct ha_address *address, struct ha_geo *geo)
{
	struct ha_address subject;

	*geo = (struct ha_geo){.fault = HA_GEO_NOT_ASKED};
	if (ha_geo_is_private(address))
		return HA_LOOKUP_NONE;
	if (!ha_geo_subject(address, &subject)) {
		geo->fault = HA_GEO_TEREDO;
		return HA_LOOKUP_FAILED;
	}
	if (ha_geo_is_private(&subject))
		return HA_LOOKUP_NONE;
	if (!resolver || !resolver->geo_of)
		return HA_LOOKUP_FAILED;
	return resolver->geo_of(resolver->context, kind, &subject, geo);
}

/* The place in ASKED of the answer about ADDRESS, which may be new. */
static size_t
ask_geo(struct ha_request *request, enum ha_geo_kind kind,
	const struct ha_address *address, struct ha_slice words)
{
	struct ha_asked *asked = &request->asked;
	size_t place = find_geo(asked, kind, address);
	char why[HA_TROUBLE_MAX + 1];
	struct ha_geo geo;

	if (place < asked->geo_count)
		return place;
	if (place == HA_ASKED_GEO_MAX)
		place = 0;
	else
		asked->geo_count++;
	asked->geo[place].kind = kind;
	asked->geo[place].address = *address;
	asked->geo[place].lookup =
	    look_up_geo(request->resolver, kind, address, &geo);
	memcpy(asked->geo[place].text, geo.text, sizeof(geo.text));
	if (asked->geo[place].lookup == HA_LOOKUP_FAILED) {
		ha_geo_explain(&geo, why, sizeof(why));
		ha_request_note_trouble(request, words, why);
	}
	return place;
}

enum ha_lookup
ha_request_geo(struct ha_request *request, struct ha_endpoint *endpoint,
	       enum ha_geo_kind kind, struct ha_slice words, const char **text)
{
	size_t place;

	*text = "";
	if (endpoint->address.family == HA_FAMILY_NONE) {
		ha_request_note_trouble(request, words,
					"the address is not known");
		return HA_LOOKUP_FAILED;
	}
	place = ask_geo(request, kind, &endpoint->address, words);
	*text = request->asked.geo[place].text;
	return request->asked.geo[place].lookup;
}

bool
ha_request_recall(const struct ha_request *request, struct ha_slice words,
		  const struct ha_address *address, enum ha_match *match)
{
	const struct ha_asked *asked = &request->asked;

	for (size_t i = 0; i < asked->name_count && i < HA_ASKED_NAMES_MAX; i++)
		if (ha_slice_equal(words, ha_slice_of(asked->names[i].text)) &&
		    ha_address_equal(address, &asked->names[i].address)) {
			*match = asked->names[i].match;
			return true;
		}
	return false;
}

enum ha_match
ha_request_remember(struct ha_request *request, struct ha_slice words,
		    const struct ha_address *address, enum ha_match match)
{
	struct ha_asked *asked = &request->asked;
	size_t place = asked->name_count % HA_ASKED_NAMES_MAX;

	if (!ha_slice_copy(words, asked->names[place].text,
			   sizeof(asked->names[place].text)))
		return match;
	asked->names[place].address = *address;
	asked->names[place].match = match;
	asked->name_count++;
	return match;
}
