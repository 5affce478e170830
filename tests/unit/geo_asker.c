/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "tests/unit/geo_asker.h"

#include "common/request/request.h"
#include "common/request/system_resolver.h"
#include "tests/unit/process.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

/* The resolver that is asked, and where what it says is kept. */
struct asker {
	struct ha_system_resolver system;
	struct ha_resolver resolver;
	struct geo_asked *asked;
};

static enum ha_lookup
ask_system(void *context, enum ha_geo_kind kind,
	   const struct ha_address *address, struct ha_geo *geo)
{
	struct asker *asker = context;

	asker->asked->resolver_asked = true;
	asker->asked->lookup =
	    asker->resolver.geo_of(asker->resolver.context, kind, address, geo);
	asker->asked->geo = *geo;
	return asker->asked->lookup;
}

void
geo_ask(struct geo_asked *asked, enum ha_geo_kind kind, const char *address)
{
	struct asker asker = {.asked = asked};
	const struct ha_resolver front = {.geo_of = ask_system,
					  .context = &asker};
	struct ha_request request;
	int files = open_files();
	const char *text;

	ha_system_resolver_init(&asker.system,
				asked->time_ms ? asked->time_ms : GEO_PATIENT,
				&asker.resolver);
	asker.system.geo_files = asked->files;
	ha_request_init(&request, &front);
	ha_endpoint_set_address(&request.client, ha_slice_of(address));
	asked->resolver_asked = false;
	asked->geo = (struct ha_geo){0};
	asked->lookup =
	    ha_request_geo(&request, &request.client, kind, S("x"), &text);
	snprintf(asked->trouble, sizeof(asked->trouble), "%s",
		 ha_request_trouble(&request));
	if (strstr(asked->trouble, "of this kind"))
		asked->geo.fault = HA_GEO_TEREDO;
	assert_int_equal(open_files(), files);
	assert_no_child();
	if (asked->lookup == HA_LOOKUP_FOUND)
		assert_string_equal(text, asked->geo.text);
	assert_int_equal(asked->lookup == HA_LOOKUP_FAILED,
			 asked->trouble[0] != '\0');
}

void
geo_ask_once(const char *files, enum ha_geo_kind kind, const char *text,
	     struct ha_geo_answer *answer)
{
	struct ha_address address;
	const struct ha_geo_question question = {kind, &address, files, true};
	struct timespec deadline;
	struct ha_child child;

	assert_true(ha_address_parse(ha_slice_of(text), &address));
	ha_deadline_set(&deadline, GEO_PATIENT);
	assert_int_equal(
	    ha_child_start(&child, HA_CHILD_COMPUTES, ha_find_geo, &question),
	    HA_OK);
	*answer = (struct ha_geo_answer){.geo.fault = HA_GEO_NOT_ASKED};
	ha_child_read(&child, &deadline, answer, sizeof(*answer));
	ha_child_end(&child);
	assert_no_child();
}

/* What EXPECTED of geo_assert() is called. */
static const char *
word_of(enum ha_geo_fault fault)
{
	switch (fault) {
	case HA_GEO_NO_FAULT:
		return "found";
	case HA_GEO_NOT_ASKED:
		return "no answer";
	case HA_GEO_NO_LIBRARY:
		return "no library";
	case HA_GEO_NO_FILE:
		return "no file";
	case HA_GEO_UNREADABLE:
		return "unreadable";
	case HA_GEO_BROKEN:
		return "broken";
	case HA_GEO_UNSETTLED:
		return "unsettled";
	case HA_GEO_OTHER:
		return "other";
	case HA_GEO_NO_RECORD:
		return "-";
	case HA_GEO_TEREDO:
		return "teredo";
	}
	return "?";
}

/* Whether TEXT is what KIND can be. */
static bool
is_sound(enum ha_geo_kind kind, const char *text)
{
	unsigned long number;

	if (kind == HA_GEO_ASN)
		return ha_slice_number(ha_slice_of(text), 10, UINT32_MAX,
				       &number) &&
		       number > 0;
	return strlen(text) == 2 && text[0] >= 'A' && text[0] <= 'Z' &&
	       text[1] >= 'A' && text[1] <= 'Z';
}

void
geo_assert(enum ha_lookup lookup, const struct ha_geo *geo,
	   enum ha_geo_kind kind, const char *expected)
{
	switch (lookup) {
	case HA_LOOKUP_FOUND:
		assert_true(is_sound(kind, geo->text));
		assert_int_equal(geo->fault, HA_GEO_NO_FAULT);
		assert_string_equal(geo->text, expected);
		break;
	case HA_LOOKUP_NONE:
		assert_string_equal("none", expected);
		break;
	case HA_LOOKUP_FAILED:
		assert_string_equal(geo->text, "");
		assert_string_equal(word_of(geo->fault), expected);
		break;
	}
}

bool
geo_can_ask(void)
{
#if HAVE_MAXMINDDB_H
	return true;
#else
	print_error("NOT RUN: databases of networks: built without "
		    "libmaxminddb\n");
	return false;
#endif
}

void
geo_settle(void)
{
	const struct timespec time = {0, 60000000};

	nanosleep(&time, NULL);
}

void
geo_age(const char *path)
{
	const struct timespec times[2] = {{1577836800, 0}, {1577836800, 0}};

	assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}
