/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/condition_source.h"

#include "common/rule/predicate.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/machine/sources.h"

#include <string.h>
#include <time.h>

#define YEAR ((time_t)365 * 24 * 60 * 60)

void
condition_find(const struct condition *condition, enum finding_id id,
	       const struct hint *hint)
{
	check_find(condition->check, id, condition->place, condition->text,
		   hint);
}

/* Tells that the databases FILES for KIND cannot be asked, or are old. */
static void
try_files(const struct condition *condition, enum ha_geo_kind kind,
	  const char *files)
{
	struct hint hint = {.size = 0};
	char why[SOURCE_WHY_MAX];
	struct ha_geo geo;
	struct tm day;
	time_t built;

	if (!source_try_geo(kind, files, &geo, why)) {
		hint_add(&hint, "%s", why);
		condition_find(condition, FINDING_CONDITION_SOURCE, &hint);
		return;
	}
	built = (time_t)geo.built;
	if (built > 0 && time(NULL) - built > YEAR && gmtime_r(&built, &day)) {
		strftime(why, sizeof(why), "%F", &day);
		hint_add(&hint, "it is of %s", why);
		condition_find(condition, FINDING_CONDITION_OLD, &hint);
	}
}

/* Likewise, once for all rules, of all that these are asked with. */
static void
try_geo(const struct condition *condition, enum ha_geo_kind kind)
{
	struct check *check = condition->check;

	if (check->tried_geo[kind])
		return;
	check->tried_geo[kind] = true;
	for (size_t i = 0; i < check->geo_count; i++)
		try_files(condition, kind, check->geo_files[i]);
}

/* Whether VALUE was tried before; it counts then. */
static bool
was_tried(struct check *check, struct ha_slice value)
{
	size_t count = check->tried_count;

	for (size_t i = 0; i < count; i++)
		if (ha_slice_is(value, check->tried[i]))
			return true;
	if (count == CHECK_TRIED_MAX ||
	    !ha_slice_copy(value, check->tried[count],
			   sizeof(check->tried[count])))
		return true;
	check->tried_count++;
	return false;
}

/*
 * Tells that the name servers do not say of VALUE what they should.  Files that
 * are given may be another machine's.
 */
static void
try_names(const struct condition *condition, struct ha_slice value, bool list)
{
	struct check *check = condition->check;
	struct hint hint = {.size = 0};
	char name[HA_NAME_MAX + 1], why[SOURCE_WHY_MAX];

	if (check->nodns) {
		condition_find(condition, FINDING_CONDITION_NODNS, NULL);
		return;
	}
	value = ha_slice_head(value, ha_slice_find(value, '/'));
	if (check->given || was_tried(check, value) ||
	    !ha_slice_copy(value, name, sizeof(name)))
		return;
	if (list ? source_try_dnsbl(name, why) : source_try_name(name, why))
		return;
	hint_add(&hint, "%s", why);
	condition_find(
	    condition,
	    list ? FINDING_CONDITION_SOURCE : FINDING_CONDITION_FORWARD, &hint);
}

void
condition_try(const struct condition *condition,
	      const struct ha_predicate *predicate, struct ha_slice value)
{
	switch (predicate->kind) {
	case HA_PREDICATE_COUNTRY:
		try_geo(condition, HA_GEO_COUNTRY);
		break;
	case HA_PREDICATE_CONTINENT:
		try_geo(condition, HA_GEO_CONTINENT);
		break;
	case HA_PREDICATE_ASN:
		try_geo(condition, HA_GEO_ASN);
		break;
	case HA_PREDICATE_FORWARD:
	case HA_PREDICATE_DNSBL:
		try_names(condition, value,
			  predicate->kind == HA_PREDICATE_DNSBL);
		break;
	}
}
