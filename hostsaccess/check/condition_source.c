/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/condition_source.h"

#include "common/request/geo_files.h"
#include "hostsaccess/check/trust.h"
#include "hostsaccess/cover/earlier.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/machine/sources.h"
#include "hostsaccess/tool/memory.h"

#include <stdlib.h>
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

/* Whether the databases FILES for KIND were looked at: of those that are named
 * it does not matter for what. */
static bool
were_seen(const struct check *check, const char *files, enum ha_geo_kind kind)
{
	bool place = check->tried_geo[HA_GEO_COUNTRY] ||
		     check->tried_geo[HA_GEO_CONTINENT];
	bool asn = check->tried_geo[HA_GEO_ASN];

	if (files)
		return place || asn;
	return kind == HA_GEO_ASN ? asn : place;
}

/* Tells who else could have written the databases FILES for KIND. */
static void
check_trust(const struct check *check, const char *named, enum ha_geo_kind kind)
{
	struct ha_geo_files *files = memory_resize(NULL, 1, sizeof(*files));

	ha_geo_files_find(kind, named, ha_geo_folders, files);
	for (size_t i = 0; i < files->count; i++)
		trust_check_database(check->findings, files->paths[i]);
	free(files);
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
	for (size_t i = 0; i < check->geo_count; i++) {
		const char *files = check->geo_files[i];

		if (!were_seen(check, files, kind))
			check_trust(check, files, kind);
		try_files(condition, kind, files);
	}
	check->tried_geo[kind] = true;
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

/* Adds what the rule does if its list has everybody, ALL, or nobody. */
static void
hint_effect(const struct condition *condition, bool all, struct hint *hint)
{
	const struct check *check = condition->check;
	bool matches = all != (condition->negated != (check->excepts % 2 == 1));
	const char *done;

	if (!check->rule) {
		hint_add(hint, "where a list file has it, it matches %s",
			 matches ? "everybody" : "nobody");
		return;
	}
	done = check->saying->decision == HA_REFUSE ? "refused" : "let in";
	if (matches)
		hint_add(hint, "every client that the rule is about is %s",
			 done);
	else
		hint_add(hint, "nobody is %s by it", done);
}

static void
try_list(const struct condition *condition, const char *zone)
{
	struct hint hint = {.size = 0};
	char why[SOURCE_WHY_MAX];

	switch (source_ask_dnsbl(zone, why)) {
	case SOURCE_LIST_SOUND:
		break;
	case SOURCE_LIST_EMPTY:
		hint_effect(condition, false, &hint);
		condition_find(condition, FINDING_DNSBL_EMPTY, &hint);
		break;
	case SOURCE_LIST_ALL:
		hint_effect(condition, true, &hint);
		condition_find(condition, FINDING_DNSBL_ALL, &hint);
		break;
	case SOURCE_LIST_FAILED:
		hint_add(&hint, "%s", why);
		condition_find(condition, FINDING_CONDITION_SOURCE, &hint);
		break;
	}
}

static void
try_forward(const struct condition *condition, const char *name)
{
	struct hint hint = {.size = 0};
	char why[SOURCE_WHY_MAX];

	if (source_try_name(name, why))
		return;
	hint_add(&hint, "%s", why);
	condition_find(condition, FINDING_CONDITION_FORWARD, &hint);
}

/*
 * Tells that the name servers do not say of VALUE what they should.  Files that
 * are given may be another machine's.
 */
static void
try_names(const struct condition *condition, struct ha_slice value, bool list)
{
	struct check *check = condition->check;
	char name[HA_NAME_MAX + 1];

	if (check->nodns) {
		condition_find(condition, FINDING_CONDITION_NODNS, NULL);
		return;
	}
	value = ha_slice_head(value, ha_slice_find(value, '/'));
	if (check->given || was_tried(check, value) ||
	    !ha_slice_copy(value, name, sizeof(name)))
		return;
	if (list)
		try_list(condition, name);
	else
		try_forward(condition, name);
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
