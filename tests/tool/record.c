/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Recorded decisions, as text and as JSON: the words of list files, also where
 * the file of rules changes; and what root would decide.
 */
#include "hostsaccess/ask/ask.h"
#include "hostsaccess/ask/record.h"
#include "hostsaccess/explain/answer.h"
#include "hostsaccess/explain/effects.h"
#include "hostsaccess/explain/json.h"
#include "hostsaccess/explain/tokens.h"

#include "tests/unit/folder.h"
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <sys/stat.h>

static const struct row {
	const char *name;
	const char *allow, *deny, *list;
	const char *changed; /* allow, from the first look-up on */
	size_t words;        /* in JSON */
	const char *text;    /* the words that the text has */
} rows[] = {
    {"read once", "", "sshd: ~/list\n", ".org\n", NULL, 1, "list:1 .org "},
    {"read for an earlier rule", "sshd: ~/list\n", "sshd: ~/list\n", ".org\n",
     NULL, 2, "list:1 .org "},
    {"more than a word", "sshd: ~/list\n", "sshd: ~/list\n",
     "10.\n.org 192.0.2.\n.net\n", NULL, 2, "list:2 .org list:2 192.0.2. "},
    {"of a user", "sshd: ~/list\n", "sshd: ftp@~/list root@~/list\n", ".org\n",
     NULL, 2, "list:1 .org "},
    {"the rules change", "sshd: ~/list\n", "sshd: ~/list\n", ".org .net\n",
     "sshd: ~/list\nsshd: root@~/list\n", 6, "list:1 .org list:1 .net "},
    {"the rules change, and do not name it any more", "sshd: ~/list\n",
     "sshd: ~/list\n", ".org\n", "# none\n", 1, "list:1 .org "},
    {"a list that does not match", "sshd: ~/list\n", "sshd: ~/list .org\n",
     "10.\n", "sshd: ~/list .org\n", 0, ""},
    {"a list whose name differs in case only", "sshd: ~/list\nsshd: ~/LIST\n",
     "sshd: ~/list\n", ".org\n", NULL, 3, "list:1 .org "},
};

/* Fails and says yes, by turns. */
static enum ha_lookup
netgroup_has(void *context, const char *group, const char *host)
{
	static unsigned asked;

	(void)context, (void)group, (void)host;
	return asked++ % 2 ? HA_LOOKUP_FOUND : HA_LOOKUP_FAILED;
}

static const char *changed; /* what allow is to be, at a look-up */

static enum ha_lookup
name_of(void *context, const struct ha_address *address,
	char name[HA_NAME_MAX + 1])
{
	(void)context, (void)address, (void)name;
	if (changed)
		write_text("allow", changed);
	changed = NULL;
	return HA_LOOKUP_FAILED;
}

/* Whether LINE, of the text, has the word of a list file. */
static bool
is_word(const char *line)
{
	return strncmp(line, "        ", 8) == 0;
}

/* Appends `FILE:LINE WORD ` to FOUND for each word in TEXT. */
static void
find_words(char *text, char *found, size_t size)
{
	char *rest = text, *line, *end, *file;

	while ((line = strsep(&rest, "\n"))) {
		size_t used = strlen(found);

		end = strchr(line, ',');
		if (!is_word(line) || !end)
			continue;
		*end = '\0';
		file = strstr(line, "list:");
		assert_non_null(file);
		end = strstr(file, " has ");
		assert_non_null(end);
		snprintf(found + used, size - used, "%.*s %s ",
			 (int)(end - file), file, end + strlen(" has "));
	}
}

static size_t
count(const char *text, const char *part)
{
	size_t found = 0;

	while ((text = strstr(text, part))) {
		text += strlen(part);
		found++;
	}
	return found;
}

/* What explain_json() writes; the caller frees it. */
static char *
json_of(struct record *record)
{
	struct ha_rules rules = {.settle_ms = 0};
	struct ways ways = {.count = 1};
	const struct explain_answer answer = {
	    .ways = &ways, .records = record, .rules = &rules};
	char *json = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&json, &size);

	assert_non_null(stream);
	explain_json(stream, &answer);
	fclose(stream);
	return json;
}

static void
check(const struct row *r, struct record *record)
{
	const struct record_rule *rule = record_deciding(record);
	char *text = NULL, *json = json_of(record), found[256] = "";
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	assert_non_null(stream);
	if (rule)
		explain_tokens(stream, record, rule);
	fclose(stream);
	find_words(text, found, sizeof(found));
	assert_string_equal(found, r->text);
	free(text);
	assert_int_equal(count(json, "\"list\":\"file\""), r->words);
	free(json);
}

/* Decides by the files, with the resolver above. */
static void
decide(struct record *record, bool strict)
{
	const struct ha_rules rules = {
	    .allow_file = "allow", .deny_file = "deny", .strict = strict};
	const struct ask_client client = {
	    .daemon = S("sshd"), .address = S("192.0.2.12"), .user = S("root")};

	record_begin(record, false, ASK_TIMEOUT_MS);
	record->system.name_of = name_of;
	record->system.netgroup_has = netgroup_has;
	ask_fill(&client, &record->resolver, &record->request);
	record_decide(record, &rules);
}

static void
test_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *r = &rows[i];
		struct record record;

		row(r->name);
		write_text("allow", r->allow);
		write_text("deny", r->deny);
		write_text("list", r->list);
		write_text("LIST", ".net\n");
		changed = r->changed;
		decide(&record, false);
		check(r, &record);
		record_end(&record);
	}
}

#define ME 65534

/* Of rules that allow, whose the file is, and what root decides otherwise. */
static const struct {
	const char *name, *allow;
	uid_t owner;
	enum ha_decision decision;
	const char *root; /* NULL: the same */
	bool strict;
} owners[] = {
    {"my file", "sshd: 192.0.2.: spawn true\n", ME, HA_ALLOW,
     "refused by allow:1", false},
    {"my file, strictly", "sshd: 192.0.2.: spawn true\n", ME, HA_ALLOW,
     "refused, for an error", true},
    {"my file, no option but one that decides", "sshd: 192.0.2.: allow\n", ME,
     HA_ALLOW, NULL, false},
    {"root's file", "sshd: 192.0.2.: spawn true\n", 0, HA_ALLOW, NULL, false},
    {"another's file", "sshd: 192.0.2.: spawn true\n", 65533, HA_REFUSE, NULL,
     false},
    {"a rule that may match", "sshd: .org: spawn true\n", ME, HA_ALLOW,
     "refused by allow:1", false},
    {"my file, and a look-up that fails once", "sshd: @hosts: allow\n", ME,
     HA_ALLOW, NULL, false},
    {"my command", "sshd: 192.0.2.: aclexec true\n", ME, HA_ALLOW,
     "refused by allow:1", false},
};

static void
test_owners(void **state)
{
	(void)state;
	if (geteuid() != 0) {
		print_error("NOT RUN: owners; needs root\n");
		return;
	}
	assert_int_equal(chmod(".", 0755), 0);
	write_text("deny", "");
	for (size_t i = 0; i < COUNT(owners); i++) {
		const char *root = owners[i].root;
		char *text = NULL, *json;
		struct record record;
		size_t size = 0;
		FILE *stream = open_memstream(&text, &size);

		row(owners[i].name);
		assert_non_null(stream);
		write_text("allow", owners[i].allow);
		assert_int_equal(chown("allow", owners[i].owner, 0), 0);
		assert_int_equal(seteuid(ME), 0);
		decide(&record, owners[i].strict);
		assert_int_equal(seteuid(0), 0);
		assert_int_equal(record.verdict.decision, owners[i].decision);
		explain_root(stream, &record);
		fclose(stream);
		assert_int_equal(!root, text[0] == '\0');
		assert_true(!root || strstr(text, root));
		json = json_of(&record);
		assert_int_equal(!root, !strstr(json, "\"if_root\":{"));
		free(json);
		free(text);
		record_end(&record);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_words),
	    cmocka_unit_test(test_owners),
	};

	return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
