/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * PAM stacks: which line before another may skip it, held against the real
 * libpam.  Lines with pam_permit.so succeed; the line with pam_deny.so fails,
 * so that the stack succeeds only if that is skipped.  And which modules files
 * name, which libpam asks all.
 */
#include "hostsaccess/machine/pam.h"
#include "hostsaccess/machine/stack_blame.h"
#include "hostsaccess/machine/stack_run.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <security/pam_appl.h>
#include <string.h>
#include <sys/stat.h>

/* For LeakSanitizer: libpam forgets some of a file that it cannot read. */
__attribute__((visibility("default"))) const char *
__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libpam.so";
}

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
    {"done if it is ignored, which is no success",
     "auth [success=ok ignore=done] " PERMIT DENY, false, true},
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
    {"a control without brackets", "auth success=done " PERMIT DENY, true,
     true},
    {"a word in brackets", "auth [sufficient] " PERMIT DENY, true, true},
    {"a comment", "#auth sufficient " PERMIT "auth required " PERMIT DENY,
     false, true},
    {"brackets and blanks", "auth [ success = done default=bad ] " PERMIT DENY,
     true, true},
};

#define CALL "auth required " PERMIT

/* Files whose modules are all required: one that is missing fails. */
static const struct reading {
	const char *name, *text; /* with '~' for the folder, '^' for NUL */
	const char *modules;     /* a blank behind each */
	bool odd;                /* libpam fails */
	bool differs;            /* libpam 1.7 does not read it as 1.5 */
} readings[] = {
    {"a line", CALL, "pam_permit.so ", false, false},
    {"a missing one", "auth required pam_x.so\n", "pam_x.so ", false, false},
    {"with a minus", "-auth required pam_x.so\n", "pam_x.so ", false, false},
    {"a backslash is a blank", "auth\\\nrequired\\\n" PERMIT, "pam_permit.so ",
     false, false},
    {"blanks behind a backslash", "auth \\ \t\n required \\\t\n " PERMIT,
     "pam_permit.so ", false, false},
    {"a backslash in a comment", "# x \\\n" CALL DENY,
     "pam_permit.so pam_deny.so ", false, false},
    {"a backslash in a comment behind",
     "auth required pam_permit.so # \\\n" DENY, "pam_permit.so pam_deny.so ",
     false, false},
    {"a backslash before a comment",
     "auth required pam_permit.so \\ # x\n" DENY, "pam_permit.so pam_deny.so ",
     false, false},
    {"two backslashes", "auth required pam_permit.so \\\\\n" DENY,
     "pam_permit.so ", false, false},
    {"a comment within", "auth \\\n# x\nrequired " PERMIT, "pam_permit.so ",
     true, true},
    {"empty lines within", "auth \\\n\n \t\nrequired " PERMIT, "pam_permit.so ",
     true, true},
    {"a carriage return", "auth required pam_permit.so\r\n", "pam_permit.so\r ",
     true, false},
    {"behind a backslash", "auth \\\r\nrequired " PERMIT CALL, "pam_permit.so ",
     true, false},
    {"before a type", "\rauth required " PERMIT CALL, "pam_permit.so ", true,
     false},
    {"a vertical tab", "auth\vrequired " PERMIT CALL, "pam_permit.so ", true,
     false},
    {"a form feed", "auth required\fpam_permit.so\n" CALL, "pam_permit.so ",
     true, false},
    {"a byte order mark", "\xef\xbb\xbf" CALL CALL, "pam_permit.so ", true,
     false},
    {"a NUL", "auth required pam_permit.so^x\n", "pam_permit.so ", false,
     false},
    {"no such type", "other required " PERMIT CALL, "pam_permit.so ", true,
     false},
    {"continued at the end", CALL "auth required pam_permit.so \\\n",
     "pam_permit.so ", true, false},
    {"without a newline", CALL "auth required pam_permit.so \\",
     "pam_permit.so ", true, false},
    {"no newline", "auth required pam_deny.so", "pam_deny.so ", false, false},
    {"brackets", "[auth] [required] [pam_permit.so] [x y]\n", "pam_permit.so ",
     false, false},
    {"brackets that stay open", "auth required [pam_permit.so",
     "pam_permit.so ", false, false},
    {"a word at a bracket", "auth [success=ok default=bad]" PERMIT,
     "pam_permit.so ", false, false},
    {"include, by its path", "auth include ~/sub/call\n" DENY,
     "pam_permit.so pam_deny.so ", false, false},
    {"substack, in brackets", "-auth [substack] [~/sub/call]\n",
     "pam_permit.so ", false, false},
    {"@include", "@include ~/sub/call\n", "pam_permit.so ", false, false},
    {"with a minus, in brackets", "-@INCLUDE [~/sub/call]\n", "pam_permit.so ",
     false, false},
    {"in a folder below", "auth include sub/call\n", "pam_permit.so ", false,
     true},
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
	const struct stack_folders folders = {{folder, NULL}};
	struct stack stack;
	size_t ours = 0;
	bool skipped;

	assert_true(stack_read(&folders, "service", STACK_AUTH, &stack));
	while (!ha_slice_is(stack_module_name(&stack.entries[ours]),
			    "pam_deny.so"))
		assert_true(++ours < stack.count);
	skipped = stack_worth_of(&stack, ours) == STACK_SKIPPED;
	if (skipped)
		assert_true(stack_skip_of(&stack, ours) < ours);
	stack_free(&stack);
	return skipped;
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

/* The modules of the file "service", with a blank behind each. */
static void
modules_read(struct stack *stack, char *text, size_t size)
{
	const struct stack_folders folders = {{folder, NULL}};
	size_t used = 0;

	assert_true(stack_read(&folders, "service", STACK_AUTH, stack));
	*text = '\0';
	for (size_t i = 0; i < stack->count; i++) {
		struct ha_slice name = stack_module_name(&stack->entries[i]);

		if (stack->entries[i].fails)
			continue;
		used += (size_t)snprintf(text + used, size - used, "%.*s ",
					 (int)name.size, name.data);
		assert_true(used < size);
	}
}

/* Whether MODULES are pam_permit.so only. */
static bool
all_permit(const char *modules)
{
	while (strncmp(modules, "pam_permit.so ", 14) == 0)
		modules += 14;
	return *modules == '\0';
}

static void
test_readings(void **state)
{
	struct stack stack;
	char modules[128];

	(void)state;
	for (size_t i = 0; i < COUNT(readings); i++) {
		const struct reading *it = &readings[i];

		row(it->name);
		write_text("service", it->text);
		modules_read(&stack, modules, sizeof(modules));
		assert_string_equal(modules, it->modules);
		assert_int_equal(stack.odd.line > 0, it->odd);
		assert_int_equal(stack.overflow.line, 0);
		stack_free(&stack);
		if (!it->differs)
			assert_int_equal(libpam_succeeds("service"),
					 all_permit(modules) && !it->odd);
	}
}

/* The longest line, and one that libpam 1.5 takes for two. */
static void
test_long(void **state)
{
	struct stack stack;
	char text[1100], modules[64];

	(void)state;
	for (int size = 1022; size <= 1024; size++) {
		snprintf(text, sizeof(text), "%-*sx\n" CALL, size - 1,
			 "auth required pam_permit.so");
		write_text("service", text);
		modules_read(&stack, modules, sizeof(modules));
		assert_string_equal(modules, size > 1022 ? ""
							 : "pam_permit.so "
							   "pam_permit.so ");
		assert_int_equal(stack.overflow.line, size > 1022);
		stack_free(&stack);
		if (size == 1022)
			assert_true(libpam_succeeds("service"));
	}
}

/* However often a file is included, not all is held. */
static void
test_many(void **state)
{
	struct stack stack;
	char modules[64];
	FILE *file = fopen("sub/many", "w");

	(void)state;
	assert_non_null(file);
	for (int i = 0; i < 20000; i++)
		fputs("account required " PERMIT, file);
	assert_int_equal(fclose(file), 0);
	write_text("service",
		   CALL "@include ~/sub/many\n@include ~/sub/many\n");
	modules_read(&stack, modules, sizeof(modules));
	assert_string_equal(modules, "pam_permit.so ");
	assert_int_equal(stack.overflow.line, 16384 - 1);
	stack_free(&stack);
}

/*
 * What names itself ends.  libpam refuses it as a substack; of an include,
 * version 1.5.2 runs out of stack.
 */
static void
test_loop(void **state)
{
	static const char *const loops[] = {"itself", "substack"};
	const struct stack_folders folders = {{folder, NULL}};
	struct stack stack;

	(void)state;
	for (size_t i = 0; i < COUNT(loops); i++) {
		row(loops[i]);
		assert_true(stack_read(&folders, loops[i], STACK_AUTH, &stack));
		assert_int_equal(stack.overflow.line, 1);
		assert_int_equal(stack.count, 0);
		stack_free(&stack);
	}
	assert_false(libpam_succeeds("substack"));
	assert_false(stack_read(&folders, "nothing", STACK_AUTH, &stack));
	assert_int_equal(stack.count, 0);
	stack_free(&stack);
}

static int
set_up(void **state)
{
	if (folder_make(state))
		return -1;
	assert_int_equal(mkdir("sub", 0755), 0);
	write_text("sub/call", CALL);
	for (size_t i = 0; i < COUNT(included); i++)
		write_text(included[i].name, included[i].text);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows), cmocka_unit_test(test_readings),
	    cmocka_unit_test(test_long), cmocka_unit_test(test_many),
	    cmocka_unit_test(test_loop),
	};

	return cmocka_run_group_tests_name("pam", tests, set_up, folder_remove);
}
