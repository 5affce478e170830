/* SPDX-License-Identifier: BSD-3-Clause */
/* What conditions ask about a request, each once: part of request.h. */
#include "common/base/text.h"
#include "common/request/request.h"

#include <stdio.h>
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

/* Notes for WORDS why ONE, of ASKED, has no answer. */
static void
note_geo(struct ha_request *request, const struct ha_asked_geo *one,
	 struct ha_slice words)
{
	struct ha_geo geo = {.fault = one->fault, .error = one->error};
	char why[HA_TROUBLE_MAX + 1];

	memcpy(geo.file, request->asked.geo_files[one->kind], sizeof(geo.file));
	ha_geo_explain(&geo, why, sizeof(why));
	ha_request_note_trouble(request, words, why);
}

/* The answer about ADDRESS, which may be new. */
static const struct ha_asked_geo *
ask_geo(struct ha_request *request, enum ha_geo_kind kind,
	const struct ha_address *address, struct ha_slice words)
{
	struct ha_asked *asked = &request->asked;
	size_t place = find_geo(asked, kind, address);
	bool is_known = place < asked->geo_count;
	struct ha_asked_geo *one;
	struct ha_geo geo;

	if (place == HA_ASKED_GEO_MAX)
		place = 0;
	else if (!is_known)
		asked->geo_count++;
	one = &asked->geo[place];
	if (!is_known) {
		*one = (struct ha_asked_geo){.kind = kind, .address = *address};
		one->lookup =
		    look_up_geo(request->resolver, kind, address, &geo);
		one->fault = geo.fault;
		one->error = geo.error;
		memcpy(one->text, geo.text, sizeof(one->text));
		if (one->lookup == HA_LOOKUP_FAILED)
			memcpy(asked->geo_files[kind], geo.file,
			       sizeof(geo.file));
	}
	if (one->lookup == HA_LOOKUP_FAILED)
		note_geo(request, one, words);
	return one;
}

enum ha_lookup
ha_request_geo(struct ha_request *request, struct ha_endpoint *endpoint,
	       enum ha_geo_kind kind, struct ha_slice words, const char **text)
{
	const struct ha_asked_geo *one;

	*text = "";
	if (endpoint->address.family == HA_FAMILY_NONE) {
		ha_request_note_trouble(request, words,
					"the address is not known");
		return HA_LOOKUP_FAILED;
	}
	one = ask_geo(request, kind, &endpoint->address, words);
	*text = one->text;
	return one->lookup;
}

/* Writes the key of ASKING to TEXT; false if it is too long. */
static bool
write_key(const struct ha_asking *asking, char text[HA_ASKED_TEXT_MAX + 1])
{
	int size =
	    snprintf(text, HA_ASKED_TEXT_MAX + 1, "%s=%.*s", asking->name,
		     (int)asking->value.size, asking->value.data);

	return size >= 0 && size <= HA_ASKED_TEXT_MAX;
}

/* Whether OTHER, of which the key is TEXT, is the answer to ASKING. */
static bool
is_answer(const struct ha_asked_other *other, const char *text,
	  const struct ha_asking *asking)
{
	return strcmp(other->text, text) == 0 &&
	       ha_address_equal(&other->address, &asking->address);
}

bool
ha_request_recall(struct ha_request *request, const struct ha_asking *asking,
		  enum ha_match *match)
{
	const struct ha_asked *asked = &request->asked;
	char text[HA_ASKED_TEXT_MAX + 1];

	if (!write_key(asking, text))
		return false;
	for (size_t i = 0; i < asked->other_count && i < HA_ASKED_OTHERS_MAX;
	     i++) {
		const struct ha_asked_other *other = &asked->others[i];

		if (!is_answer(other, text, asking))
			continue;
		*match = other->match;
		if (other->why[0] != '\0')
			ha_request_note_trouble(request, asking->words,
						other->why);
		return true;
	}
	return false;
}

enum ha_match
ha_request_remember(struct ha_request *request, const struct ha_asking *asking,
		    enum ha_match match, const char *why)
{
	struct ha_asked *asked = &request->asked;
	struct ha_asked_other *other =
	    &asked->others[asked->other_count % HA_ASKED_OTHERS_MAX];

	if (why)
		ha_request_note_trouble(request, asking->words, why);
	if (!write_key(asking, other->text)) {
		other->text[0] = '\0';
		return match;
	}
	other->address = asking->address;
	other->match = match;
	snprintf(other->why, sizeof(other->why), "%s", why ? why : "");
	asked->other_count++;
	return match;
}
