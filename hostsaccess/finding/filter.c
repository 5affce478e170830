/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/finding/filter.h"

/* Takes the next name from the front of *REST, with commas between them. */
static struct ha_slice
next_name(struct ha_slice *rest)
{
	struct ha_slice name = ha_slice_head(*rest, ha_slice_find(*rest, ','));

	*rest = ha_slice_from(*rest, name.size + 1);
	return name;
}

/* Whether there is a finding of the name NAME. */
static bool
is_known(struct ha_slice name)
{
	static const char *const library[] = {
#define DIAGNOSTIC_NAME(id, severity, name, message) name,
	    HA_DIAGNOSTICS(DIAGNOSTIC_NAME)
#undef DIAGNOSTIC_NAME
	};

	for (size_t i = 0; i < sizeof(library) / sizeof(*library); i++)
		if (ha_slice_same(name, ha_slice_of(library[i])))
			return true;
	for (size_t i = 0; i < FINDING_COUNT; i++)
		if (ha_slice_same(
			name, ha_slice_of(finding_name((enum finding_id)i))))
			return true;
	return false;
}

bool
findings_ignore(struct findings *findings, const char *names,
		struct ha_slice *unknown)
{
	struct ha_slice rest = ha_slice_of(names);

	do {
		*unknown = next_name(&rest);
		if (!is_known(*unknown))
			return false;
	} while (rest.size > 0);
	findings->ignore = names;
	return true;
}

bool
filter_ignores(const struct findings *findings, const char *name)
{
	struct ha_slice rest = {"", 0};

	if (findings->ignore)
		rest = ha_slice_of(findings->ignore);
	while (rest.size > 0)
		if (ha_slice_same(next_name(&rest), ha_slice_of(name)))
			return true;
	return false;
}

bool
filter_is_of_libwrap(enum finding_id id)
{
	static const enum finding_id ids[] = {
	    FINDING_BOM,
	    FINDING_COMMENT_INDENTED,
	    FINDING_COMMENT_INLINE,
	    FINDING_COMMENT_OPTION,
	    FINDING_COMMENT_WORDS,
	    FINDING_CONDITION_LIBWRAP,
	    FINDING_CONDITION_UNKNOWN,
	    FINDING_LAST_NEWLINE,
	    FINDING_LINE_LENGTH,
	    FINDING_LIST_COMMENT,
	    FINDING_LIST_FILE,
	    FINDING_MAPPED,
	    FINDING_NET_ALL_ONES,
	    FINDING_NET_ZERO,
	    FINDING_PREFIX_NAME,
	    FINDING_REQUIRE_LIBWRAP,
	    FINDING_SEVERITY_NAMES,
	    FINDING_V6_BARE,
	    FINDING_V6_INNER,
	    FINDING_V6_NAME,
	    FINDING_V6_TEXT,
	    FINDING_WILDCARD_END,
	    FINDING_WILDCARD_NUMERIC,
	    FINDING_WILDCARD_WORDS,
	    FINDING_ZONE,
	};

	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++)
		if (ids[i] == id)
			return true;
	return false;
}
