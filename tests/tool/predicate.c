/* SPDX-License-Identifier: BSD-3-Clause */
/* What explain says of predicates; this one stands in the place of all. */
#include "common/rule/predicate.h"

#include "hostsaccess/explain/words.h"
#include "tests/unit/unit.h"

#include <stdlib.h>

static enum ha_diagnostic_id
any_value(struct ha_slice value)
{
	(void)value;
	return HA_D_NONE;
}

const struct ha_predicate ha_predicates[] = {
    {"last", HA_PREDICATE_COUNTRY, "hosts with the last byte ", any_value,
     NULL},
    {.name = NULL},
};

static void
predicates_have_words(void **state)
{
	char *text;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	(void)state;
	assert_non_null(stream);
	explain_words(stream, S("u@last=9"), true, false);
	assert_int_equal(fclose(stream), 0);
	assert_string_equal(text, "the user u (as the client says) at: "
				  "hosts with the last byte 9");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(predicates_have_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
