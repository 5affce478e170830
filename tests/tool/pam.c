/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * PAM stacks: which line before another may skip it, held against the real
 * libpam.  Lines with pam_permit.so succeed; the line with pam_deny.so fails,
 * so that the stack succeeds only if that is skipped.
 */
#include "check_pam.h"

#include "../unit/folder.h"
#include "../unit/unit.h"

#include <security/pam_appl.h>

#define PERMIT "pam_permit.so\n"
#define DENY "auth required pam_deny.so\n"

/* Of other folders than its own libpam reads files by their paths only. */
static const struct row {
	const char *name, *text; /* with '~' for the folder */
	bool skipped;
	bool asks; /* libpam agrees; else another answer than success skips */
} rows[] = {
    {"required", "auth required " PERMIT DENY, false, true},
    {"requisite", "auth requisite " PERMIT DENY, false, true},
    {"optional", "auth optional " PERMIT DENY, false, true},
    {"sufficient", "auth sufficient " PERMIT DENY, true, true},
    {"sufficient behind it", DENY "auth sufficient " PERMIT, false, true},
    {"done", "auth [success=done default=bad] " PERMIT DENY, true, true},
    {"done by default", "auth [default=done] " PERMIT DENY, true, true},
    {"done only if it is ignored", "auth [success=ok ignore=done] " PERMIT DENY,
     true, false},
    {"a jump over it", "auth [success=1 default=bad] " PERMIT DENY, true, true},
    {"a jump to it",
     "auth [success=1 default=bad] " PERMIT "auth required " PERMIT DENY, false,
     true},
    {"a jump over it from afar",
     "auth [success=2 default=bad] " PERMIT "auth required " PERMIT DENY, true,
     true},
    {"a jump by default only", "auth [success=ok default=1] " PERMIT DENY, true,
     false},
    {"another type", "account sufficient " PERMIT DENY, false, true},
    {"sufficient in an include", "auth include ~/sufficient\n" DENY, true,
     true},
    {"sufficient in an @include", "@include ~/sufficient\n" DENY, true, true},
    {"sufficient in a substack", "auth substack ~/sufficient\n" DENY, false,
     true},
    {"sufficient in a substack of an include", "auth include ~/nested\n" DENY,
     false, true},
    {"a substack is one step",
     "auth [success=1 default=bad] " PERMIT "auth substack ~/two\n" DENY, false,
     true},
    {"and can be skipped",
     "auth [success=2 default=bad] " PERMIT "auth substack ~/two\n" DENY, true,
     true},
    {"an include is as many as its lines",
     "auth [success=2 default=bad] " PERMIT "auth include ~/two\n" DENY, false,
     true},
    {"a jump cannot leave a substack", "auth substack ~/jump\n" DENY, false,
     false},
    {"in a substack, behind what suffices", "auth substack ~/sufficient-deny\n",
     true, true},
    {"a jump over the substack that it is in",
     "auth [success=1 default=bad] " PERMIT "auth substack ~/deny\n", true,
     true},
    {"case, a minus, a continuation", "-AUTH \\\n SUFFICIENT \\\n " PERMIT DENY,
     true, true},
    {"a comment", "#auth sufficient " PERMIT "auth required " PERMIT DENY,
     false, true},
    {"brackets and blanks", "auth [ success = done default=bad ] " PERMIT DENY,
     false, false},
};

static const struct {
	const char *name, *text;
} included[] = {
    {"sufficient", "auth sufficient " PERMIT},
    {"nested", "auth substack ~/sufficient\n"},
    {"two", "auth required " PERMIT "auth required " PERMIT},
    {"jump", "auth [success=1 default=bad] " PERMIT},
    {"deny", DENY},
    {"sufficient-deny", "auth sufficient " PERMIT DENY},
    {"itself", "auth include ~/itself\nauth required " PERMIT},
    {"substack", "auth substack ~/substack\nauth required " PERMIT},
};

static bool
is_skipped(void)
{
	const struct pam_folders folders = {{folder, NULL}};
	struct pam_stack stack;
	size_t ours = 0, first;

	assert_true(pam_stack_read(&folders, "service", PAM_AUTH, &stack));
	while (
	    !ha_slice_is(pam_module_name(&stack.entries[ours]), "pam_deny.so"))
		assert_true(++ours < stack.count);
	first = pam_first_skip(&stack, ours);
	assert_true(first <= ours);
	pam_stack_free(&stack);
	return first < ours;
}

static bool
libpam_succeeds(const char *service)
{
	static const struct pam_conv conversation = {0};
	pam_handle_t *handle;
	int result;

	if (pam_start_confdir(service, "nobody", &conversation, folder,
			      &handle) != PAM_SUCCESS)
		return false;
	result = pam_authenticate(handle, 0);
	pam_end(handle, result);
	return result == PAM_SUCCESS;
}

static void
test_rows(void **state)
{
	char text[256];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		snprintf(text, sizeof(text), "%sauth required " PERMIT,
			 rows[i].text);
		write_text("service", text);
		assert_int_equal(is_skipped(), rows[i].skipped);
		if (rows[i].asks)
			assert_int_equal(libpam_succeeds("service"),
					 rows[i].skipped);
	}
}

/*
 * What names itself ends.  libpam refuses it as a substack; of an include,
 * version 1.5.2 runs out of stack.
 */
static void
test_loop(void **state)
{
	static const char *const loops[] = {"itself", "substack"};
	const struct pam_folders folders = {{folder, NULL}};
	struct pam_stack stack;

	(void)state;
	for (size_t i = 0; i < COUNT(loops); i++) {
		row(loops[i]);
		assert_true(
		    pam_stack_read(&folders, loops[i], PAM_AUTH, &stack));
		assert_int_equal(stack.overflow.line, 1);
		assert_int_equal(stack.count, 0);
		pam_stack_free(&stack);
	}
	assert_false(libpam_succeeds("substack"));
	assert_false(pam_stack_read(&folders, "nothing", PAM_AUTH, &stack));
	assert_int_equal(stack.count, 0);
	pam_stack_free(&stack);
}

static int
set_up(void **state)
{
	if (folder_make(state))
		return -1;
	for (size_t i = 0; i < COUNT(included); i++)
		write_text(included[i].name, included[i].text);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_loop),
	};

	return cmocka_run_group_tests_name("pam", tests, set_up, folder_remove);
}
