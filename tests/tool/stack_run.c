/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * What a refusal in a PAM stack is worth, and whether the stack lets in anybody
 * at all, held against the real libpam: pam_debug.so gives each answer that
 * matters, for every line but the one in question, which refuses.
 *
 * stack_run [COUNT [SEED]]: so many stacks that look random.
 */
#include "hostsaccess/machine/stack_blame.h"
#include "hostsaccess/machine/stack_run.h"

#include "tests/oracle/dice.h"
#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <inttypes.h>
#include <security/pam_appl.h>
#include <stdlib.h>
#include <string.h>

/* For LeakSanitizer: libpam forgets some of a file that it cannot read. */
__attribute__((visibility("default"))) const char *
__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libpam.so";
}

#define TEXT_SIZE 1024
/* Lines whose answers differ: what is asked grows with the power of it. */
#define FREE_MAX 3

/* auth_err stands for the answers that no control here names. */
static const char *const answers[] = {"success",     "new_authtok_reqd",
				      "ignore",      "perm_denied",
				      "service_err", "auth_err"};

/* In texts '^' is the module of a line that is free, OURS the one asked. */
#define OURS "ours.so"
#define LINE "account required " OURS "\n"
#define FREE "account required ^\n"

static const struct row {
	const char *name, *text, *sub; /* what "~/sub" includes */
	enum stack_worth worth;
	bool lets_in;
} rows[] = {
    {"alone", LINE, NULL, STACK_BINDS, true},
    {"and another", LINE FREE, NULL, STACK_BINDS, true},
    {"behind one that is required", FREE LINE, NULL, STACK_BINDS, true},
    {"reset later", LINE "account [default=reset] ^\n" FREE, NULL, STACK_UNDONE,
     true},
    {"reset in a substack later", LINE "account substack ~/sub\n" FREE,
     "account [default=reset] ^\n", STACK_BINDS, true},
    {"reset within a substack", "account substack ~/sub\n" FREE,
     LINE "account [default=reset] ^\n", STACK_UNDONE, true},
    {"died of before a reset",
     "account requisite " OURS "\naccount [default=reset] ^\n" FREE, NULL,
     STACK_BINDS, true},
    {"died of in a substack, then a reset",
     "account substack ~/sub\naccount [default=reset] ^\n" FREE,
     "account requisite " OURS "\n", STACK_UNDONE, true},
    {"blanks at =", "account [success=ok default = ignore] " OURS "\n" FREE,
     NULL, STACK_UNDONE, true},
    {"no blanks between pairs",
     "account [success=okdefault=ignore] " OURS "\n" FREE, NULL, STACK_UNDONE,
     true},
    {"the last of an answer counts",
     "account [perm_denied=die success=ok perm_denied=ignore default=die] " OURS
     "\n" FREE,
     NULL, STACK_UNDONE, true},
    {"the first default counts",
     "account [success=ok default=bad default=ignore] " OURS "\n" FREE, NULL,
     STACK_BINDS, true},
    {"default, then the answer",
     "account [default=bad success=ok perm_denied=ignore] " OURS "\n" FREE,
     NULL, STACK_UNDONE, true},
    {"only service_err is passed over",
     "account [success=ok service_err=ignore default=bad] " OURS "\n" FREE,
     NULL, STACK_UNDONE, true},
    {"a jump on another answer",
     "account [perm_denied=1 auth_err=1] pam_deny.so\n" LINE FREE, NULL,
     STACK_SKIPPED, true},
    {"a jump to a change of the password",
     "account [new_authtok_reqd=2] ^\n" FREE LINE FREE, NULL, STACK_SKIPPED,
     true},
    {"the end by a change of the password",
     "account [new_authtok_reqd=done success=ok default=bad] ^\n" LINE, NULL,
     STACK_SKIPPED, true},
    {"a change of the password that is bad",
     "account [success=ok default=bad] ^\n" LINE, NULL, STACK_UNDONE, true},
    {"a change of the password that ends it",
     "account requisite pam_permit.so\naccount [success=ok default=die] "
     "^\n" LINE,
     NULL, STACK_SKIPPED, true},
    {"a jump to one that denies",
     "account [success=1 default=ignore] " OURS
     "\naccount requisite pam_deny.so\n" FREE,
     NULL, STACK_BINDS, true},
    {"a jump from the one that denies",
     "account [success=ok default=1] " OURS
     "\naccount requisite pam_deny.so\n" FREE,
     NULL, STACK_UNDONE, true},
    {"a jump too far", "account [success=3 default=ignore] ^\n" LINE FREE, NULL,
     STACK_BINDS, true},
    {"a jump to the end", "account [success=2 default=ignore] ^\n" LINE FREE,
     NULL, STACK_BINDS, true},
    {"over a substack that is empty",
     FREE
     "account [success=2 default=ignore] ^\naccount substack ~/sub\n" LINE FREE,
     "auth required pam_permit.so\n", STACK_SKIPPED, true},
    {"up to it, behind a substack that is empty",
     FREE "account [success=1 default=ignore] ^\naccount substack ~/sub\n" LINE,
     "auth required pam_permit.so\n", STACK_BINDS, true},
    {"done after a refusal", LINE "account sufficient ^\n" FREE, NULL,
     STACK_BINDS, true},
    {"done before it", "account sufficient ^\n" LINE, NULL, STACK_SKIPPED,
     true},
    {"done, when it was bad",
     "account required pam_deny.so\naccount sufficient ^\n" LINE, NULL,
     STACK_BINDS, false},
    {"no such control", "account requird " OURS "\n" FREE, NULL, STACK_BINDS,
     false},
    {"no such answer", "account [succes=ok default=bad] " OURS "\n" FREE, NULL,
     STACK_BINDS, false},
    {"no such action", "account [success=okay default=ignore] " OURS "\n" FREE,
     NULL, STACK_BINDS, false},
    {"in capitals", "account [success=ok default=IGNORE] " OURS "\n" FREE, NULL,
     STACK_BINDS, false},
    {"a jump by nothing", "account [success=ok default=0] " OURS "\n" FREE,
     NULL, STACK_BINDS, false},
    {"dies of all", "account [default=die] " OURS "\n" FREE, NULL, STACK_BINDS,
     false},
    {"ignores all", "account [default=ignore] " OURS "\n", NULL, STACK_BINDS,
     false},
    {"no control in brackets", "account [] " OURS "\n" FREE, NULL, STACK_BINDS,
     false},
    {"another without a control", "account\n" LINE, NULL, STACK_BINDS, false},
    {"another without a module", "account required\n" LINE, NULL, STACK_BINDS,
     false},
    {"optional, without a module", "account optional\n" LINE, NULL, STACK_BINDS,
     true},
    {"another with no such control", "account requird ^\n" LINE, NULL,
     STACK_UNDONE, false},
    {"no such type", "acount required ^\n" LINE, NULL, STACK_BINDS, true},
    {"no such type in an include", "account include ~/sub\n" LINE,
     "acount required ^\n", STACK_BINDS, false},
    {"no such type in an @include", "@include ~/sub\n" LINE,
     "acount required ^\n", STACK_BINDS, true},
    {"nothing to include", "account include ~/none\n" LINE, NULL, STACK_BINDS,
     false},
    {"no substack", LINE "account substack ~/none\n", NULL, STACK_BINDS, false},
    {"a jump over no substack",
     "account [default=2] ^\naccount substack ~/none\n" LINE, NULL, STACK_BINDS,
     true},
    {"nothing to @include", LINE "@include ~/none\n", NULL, STACK_BINDS, false},
    {"continued at the end", LINE "account required pam_permit.so \\\n", NULL,
     STACK_BINDS, false},
};

/* Puts TEXT into FILE, with modules in the place of '^' and OURS. */
static void
write_lines(const char *file, const char *text, const char *const *given,
	    size_t *used, const char *ours)
{
	char out[TEXT_SIZE * 2];
	size_t size = 0;

	while (*text != '\0') {
		bool is_ours = strncmp(text, OURS, strlen(OURS)) == 0;

		if (is_ours || *text == '^') {
			size +=
			    (size_t)snprintf(out + size, sizeof(out) - size,
					     "pam_debug.so acct=%s",
					     is_ours ? ours : given[(*used)++]);
			text += is_ours ? strlen(OURS) : 1;
		} else {
			out[size++] = *text++;
		}
		assert_true(size < sizeof(out) - 1);
	}
	out[size] = '\0';
	write_text(file, out);
}

static int
libpam_result(void)
{
	static const struct pam_conv conversation = {0};
	pam_handle_t *handle;
	int result;

	if (pam_start_confdir("service", "nobody", &conversation, folder,
			      &handle) != PAM_SUCCESS)
		return PAM_ABORT;
	result = pam_acct_mgmt(handle, 0);
	pam_end(handle, result);
	return result;
}

static size_t
count_free(const char *text)
{
	size_t count = 0;

	for (; text && *text != '\0'; text++)
		count += *text == '^';
	return count;
}

/*
 * Whether libpam succeeds with some answers of the others, where it is OURS;
 * or, with CHANGE, has the password changed.
 */
static bool
some_let_in(const char *text, const char *sub, const char *ours, bool change)
{
	size_t count = count_free(text) + count_free(sub), choices = 1;
	const char *given[FREE_MAX];
	bool found = false;

	assert_true(count <= FREE_MAX);
	for (size_t i = 0; i < count; i++)
		choices *= COUNT(answers);
	for (size_t choice = 0; choice < choices && !found; choice++) {
		size_t rest = choice, used = 0;
		int result;

		for (size_t i = 0; i < count; i++) {
			given[i] = answers[rest % COUNT(answers)];
			rest /= COUNT(answers);
		}
		write_lines("service", text, given, &used, ours);
		if (sub)
			write_lines("sub", sub, given, &used, ours);
		result = libpam_result();
		found = result == PAM_SUCCESS ||
			(change && result == PAM_NEW_AUTHTOK_REQD);
	}
	return found;
}

/* What is found out about TEXT and SUB, and by libpam. */
static enum stack_worth
compare(const char *text, const char *sub, bool *lets_in)
{
	const struct stack_folders folders = {{folder, NULL}};
	enum stack_worth worth;
	struct stack stack;
	size_t ours = 0, used = 0;
	const char *const free_lines[FREE_MAX] = {"free", "free", "free"};
	bool refused = some_let_in(text, sub, "perm_denied", true) ||
		       some_let_in(text, sub, "service_err", true);
	bool known = false;

	for (size_t i = 0; i < COUNT(answers) && !known; i++)
		known = some_let_in(text, sub, answers[i], false);
	write_lines("service", text, free_lines, &used, "ours");
	if (sub)
		write_lines("sub", sub, free_lines, &used, "ours");
	assert_true(stack_read(&folders, "service", STACK_ACCOUNT, &stack));
	while (!ha_slice_same(stack.entries[ours].arguments,
			      ha_slice_of(" acct=ours")))
		assert_true(++ours < stack.count);
	worth = stack_worth_of(&stack, ours);
	if (stack.fatal.line == 0)
		assert_int_equal(worth != STACK_BINDS, refused);
	if (worth == STACK_SKIPPED)
		assert_true(stack_skip_of(&stack, ours) < ours);
	assert_true(stack_undoer_of(&stack, ours) < stack.count);
	*lets_in = stack_lets_in(&stack);
	assert_int_equal(*lets_in, known);
	assert_true(stack_blamed_of(&stack).line > 0);
	stack_free(&stack);
	return worth;
}

static void
test_rows(void **state)
{
	bool lets_in;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		row(rows[i].name);
		assert_int_equal(compare(rows[i].text, rows[i].sub, &lets_in),
				 rows[i].worth);
		assert_int_equal(lets_in, rows[i].lets_in);
	}
}

static void
add_control(struct dice *dice, char *text, size_t size)
{
	static const char *const words[] = {"required", "requisite",
					    "sufficient", "optional"};
	static const char *const keys[] = {"success",     "new_authtok_reqd",
					   "ignore",      "perm_denied",
					   "service_err", "default"};
	static const char *const actions[] = {"ignore", "ok",    "done", "bad",
					      "die",    "reset", "1",    "2",
					      "3",      "okay"};
	size_t used;

	if (dice_one_in(dice, 3)) {
		snprintf(text, size, "%s", DICE_PICK(dice, words));
		return;
	}
	used = (size_t)snprintf(text, size, "[");
	for (unsigned i = 1 + dice_below(dice, 4); i > 0; i--) {
		const char *key = DICE_PICK(dice, keys);
		const char *equals = dice_one_in(dice, 9) ? " = " : "=";
		/* The last, which is none, seldom. */
		unsigned action =
		    dice_below(dice, COUNT(actions) - !dice_one_in(dice, 9));

		used +=
		    (size_t)snprintf(text + used, size - used, "%s%s%s%s", key,
				     equals, actions[action], i > 1 ? " " : "");
	}
	snprintf(text + used, size - used, "]");
}

/* Adds a line that calls MODULE to TEXT. */
static void
add_line(struct dice *dice, char *text, const char *module)
{
	char control[128];
	size_t size = strlen(text);

	add_control(dice, control, sizeof(control));
	snprintf(text + size, TEXT_SIZE - size, "account %s %s\n", control,
		 module);
}

static void
add_include(struct dice *dice, char *text)
{
	static const char *const lines[] = {
	    "account include ~/sub\n",
	    "account substack ~/sub\n",
	    "account substack ~/sub\n",
	    "@include ~/sub\n",
	};

	strncat(text, DICE_PICK(dice, lines), TEXT_SIZE - strlen(text) - 1);
}

/* Makes a stack of up to FREE_MAX lines besides the one in question. */
static void
make(struct dice *dice, char *text, char *sub)
{
	unsigned count = 1 + dice_below(dice, FREE_MAX);
	unsigned ours = dice_below(dice, count + 1);
	unsigned include = dice_below(dice, 2 * (count + 1));
	bool inside = false;

	*text = *sub = '\0';
	for (unsigned i = 0; i <= count; i++) {
		if (i == include) {
			add_include(dice, text);
			inside = true;
		} else if (i > include && dice_one_in(dice, 2)) {
			inside = false;
		}
		add_line(dice, inside ? sub : text, i == ours ? OURS : "^");
	}
	if (dice_one_in(dice, 3))
		strncat(text, "account required pam_permit.so\n",
			TEXT_SIZE - strlen(text) - 1);
}

static unsigned long samples = 25;
static uint64_t seed = 1;

static void
test_random(void **state)
{
	char text[TEXT_SIZE], sub[TEXT_SIZE], name[2 * TEXT_SIZE + 64];
	unsigned long counts[STACK_SKIPPED + 1] = {0}, refusing = 0;

	(void)state;
	for (unsigned long i = 0; i < samples; i++) {
		struct dice dice = {seed + i};
		bool lets_in;

		make(&dice, text, sub);
		snprintf(name, sizeof(name), "seed %" PRIu64 ":\n%s-- sub\n%s",
			 seed + i, text, sub);
		row(name);
		counts[compare(text, *sub ? sub : NULL, &lets_in)]++;
		refusing += !lets_in;
	}
	print_message("%lu stacks from seed %" PRIu64 ": %lu bind, %lu are "
		      "undone, %lu skipped; %lu let in nobody\n",
		      samples, seed, counts[STACK_BINDS], counts[STACK_UNDONE],
		      counts[STACK_SKIPPED], refusing);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_rows),
	    cmocka_unit_test(test_random),
	};

	if (argc > 1)
		samples = strtoul(argv[1], NULL, 10);
	if (argc > 2)
		seed = strtoul(argv[2], NULL, 10);
	return cmocka_run_group_tests_name("stack_run", tests, folder_make,
					   folder_remove);
}
