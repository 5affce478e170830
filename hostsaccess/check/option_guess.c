/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/option_guess.h"

#include "common/base/syslog_names.h"
#include "common/option/option.h"
#include "common/rule/pattern.h"
#include "hostsaccess/check/mark.h"
#include "hostsaccess/check/require_guess.h"
#include "hostsaccess/finding/hint.h"
#include "hostsaccess/tool/nearest.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const char *const options[] = {
    "allow",   "deny",   "severity", "spawn",   "twist",     "aclexec",
    "banners", "setenv", "user",     "group",   "keepalive", "linger",
    "nice",    "rfc931", "umask",    "require",
};

/* What other software calls options. */
static const struct {
	const char *word, *option;
} others[] = {
    {"permit", "allow"},  {"accept", "allow"},    {"grant", "allow"},
    {"reject", "deny"},   {"refuse", "deny"},     {"drop", "deny"},
    {"block", "deny"},    {"fail", "deny"},       {"disallow", "deny"},
    {"ban", "deny"},      {"forbid", "deny"},     {"denied", "deny"},
    {"denies", "deny"},   {"banned", "deny"},     {"blocked", "deny"},
    {"refused", "deny"},  {"rejected", "deny"},   {"forbidden", "deny"},
    {"dropped", "deny"},  {"disallowed", "deny"}, {"allowed", "allow"},
    {"allows", "allow"},  {"permitted", "allow"}, {"accepted", "allow"},
    {"granted", "allow"}, {"exec", "spawn"},      {"shell", "spawn"},
    {"run", "spawn"},     {"log", "severity"},    {"banner", "banners"},
    {"env", "setenv"},
};

const char *
option_nearest(struct ha_slice word)
{
	for (size_t i = 0; i < COUNT(others); i++)
		if (ha_slice_is(word, others[i].word))
			return others[i].option;
	return nearest_word(word, options, COUNT(options));
}

/* Whether WORD would be understood in a client list. */
static bool
is_client(struct ha_slice word)
{
	struct ha_pattern pattern;

	if (word.size == 0)
		return false;
	ha_pattern_of_host(word, (struct ha_place){0}, NULL, &pattern);
	return pattern.kind != HA_PATTERN_NEVER &&
	       (pattern.kind != HA_PATTERN_TEXT || pattern.numeric ||
		ha_slice_any(word, HA_C_DOT));
}

/* Whether WORD is the mask of an IPv4 net. */
static bool
is_mask(struct ha_slice word)
{
	struct ha_address address;

	return ha_address_parse(word, &address) &&
	       address.family == HA_FAMILY_IPV4 && address.bytes[0] == 255;
}

/* Whether the option of RULE before TEXT, one of them, runs a command. */
static bool
follows_command(const struct ha_rule *rule, struct ha_slice text)
{
	struct ha_slice rest = rule->options;
	struct ha_option_field field;
	bool command = false;

	for (;;) {
		ha_option_next(&rest, &field);
		if (!field.followed || field.text.data >= text.data)
			return command;
		command = ha_slice_is(field.keyword, "spawn") ||
			  ha_slice_is(field.keyword, "twist") ||
			  ha_slice_is(field.keyword, "aclexec");
	}
}

/* What is said where one option stands behind another, without a ':'. */
#define SEPARATED "a ':' separates options"

/* Whether REST, behind the first word of a value, has an option. */
static bool
has_option(struct ha_slice rest)
{
	struct ha_slice word;

	while (ha_token_next(&rest, &word))
		for (size_t i = 0; i < COUNT(options); i++)
			if (ha_slice_is(word, options[i]))
				return true;
	return false;
}

static void
hint_unknown(const struct ha_rule *rule, const struct ha_option_field *field,
	     struct hint *hint)
{
	const char *nearest = option_nearest(field->keyword);
	char first = field->keyword.size > 0 ? field->keyword.data[0] : '\0';

	if (require_hint_option(rule, field, hint))
		return;
	if (ha_slice_ends(field->keyword, ha_slice_of(",")) && nearest)
		hint_add(hint, SEPARATED);
	else if (nearest)
		hint_mean(hint, ha_slice_of(nearest));
	else if (follows_command(rule, field->text))
		hint_add(hint, "a ':' in a command is written \\:");
	else if (ha_slice_starts(field->keyword, ha_slice_of("//")))
		hint_add(hint, "a client is a host name or an address, no URL");
	else if (first == '/' || first == '(')
		hint_add(hint, "a command is run by spawn COMMAND");
	else if (ha_slice_is(field->keyword, "except"))
		hint_add(hint, "EXCEPT stands among the clients, before this "
			       "':'");
	else if (is_mask(field->keyword))
		hint_add(hint, "a '/' stands between a net and its mask");
	else if (field->keyword.size < 6 &&
		 ha_slice_all(field->keyword, HA_C_DIGIT))
		hint_add(hint, "no rule can name the port of a client");
	else if (is_client(field->keyword))
		hint_add(hint, "clients are separated by blanks or commas: "
			       "one ':' too many?");
	else if (first == '#')
		hint_add(hint, "a comment is safe in a line of its own");
}

/* An option that takes no value, or takes it otherwise, has VALUE. */
static void
hint_extra(const struct ha_option_field *field, struct hint *hint)
{
	struct ha_slice rest = field->value, word;

	if (!ha_token_next(&rest, &word)) /* nothing but commas */
		return;
	if (option_nearest(word))
		hint_add(hint, SEPARATED);
	else if (word.data[0] == '#' || mark_size(word) > 0)
		hint_add(hint, "a comment is safe in a line of its own");
}

/* The name that WORD, misspelt, was probably meant to be, of NAMES. */
static const char *
nearest_name(struct ha_slice word, const struct ha_syslog_name *names)
{
	const char *words[32];
	size_t count = 0;

	for (; count < COUNT(words) && names[count].name; count++)
		words[count] = names[count].name;
	return nearest_word(word, words, count);
}

/* A bad [FACILITY.]LEVEL. */
static void
hint_severity(struct ha_slice value, struct hint *hint)
{
	size_t dot = ha_slice_find(value, '.');
	struct ha_slice facility = ha_slice_head(value, dot);
	struct ha_slice level = ha_slice_from(value, dot + 1);
	const char *nearest_facility =
	    nearest_name(facility, ha_syslog_facilities);
	const char *nearest_level;

	if (dot == value.size) {
		nearest_level = nearest_name(value, ha_syslog_levels);
		if (nearest_level)
			hint_mean(hint, ha_slice_of(nearest_level));
		else if (nearest_facility)
			hint_add(hint, "did you mean \"%s.info\"?",
				 nearest_facility);
		return;
	}
	nearest_level = nearest_name(level, ha_syslog_levels);
	if (nearest_facility && nearest_level)
		hint_add(hint, "did you mean \"%s.%s\"?", nearest_facility,
			 nearest_level);
}

static void
hint_value(const struct ha_option_field *field, struct hint *hint)
{
	struct ha_slice value = field->value;
	size_t equal = ha_slice_find(value, '=');
	struct ha_slice rest = value, word = {"", 0};

	ha_token_next(&rest, &word);
	if (has_option(rest) && !ha_slice_is(field->keyword, "setenv")) {
		hint_add(hint, SEPARATED);
	} else if (ha_slice_is(field->keyword, "severity")) {
		hint_severity(value, hint);
	} else if (ha_slice_is(field->keyword, "setenv") &&
		   equal == value.size) {
		hint_add(hint, "it says whom the rules are asked about");
	} else if (ha_slice_is(field->keyword, "setenv")) {
		hint_add(hint, "did you mean \"setenv %.*s %.*s\"?",
			 (int)ha_slice_head(value, equal).size, value.data,
			 (int)ha_slice_head(ha_slice_from(value, equal + 1), 60)
			     .size,
			 ha_slice_from(value, equal + 1).data);
	} else if (ha_slice_is(field->keyword, "umask")) {
		hint_add(hint, "a umask is an octal number up to 777");
	} else {
		hint_add(hint, "a number of at most 2147483647 is wanted");
	}
}

void
option_hint_account(const struct ha_rule *rule,
		    const struct ha_option_field *field, struct hint *hint)
{
	if (!ha_slice_is(field->keyword, "user") &&
	    !ha_slice_is(field->keyword, "group"))
		return;
	if (ha_slice_any(field->value, HA_C_DOT)) /* USER.GROUP, likely */
		return;
	hint_add(hint, "it says as whom a daemon serves; for who logs in, ");
	if (!require_hint_option(rule, field, hint))
		hint->size = 0;
}

void
option_guess(const struct ha_rule *rule, const struct ha_diagnostic *diagnostic,
	     struct hint *hint)
{
	struct ha_slice rest = diagnostic->text;
	struct ha_option_field field;
	size_t end = (size_t)(rest.data - rule->line->text.data) + rest.size;
	struct ha_slice behind =
	    ha_slice_trim(ha_slice_from(rule->line->text, end), HA_C_SPACE);

	ha_option_next(&rest, &field);
	switch (diagnostic->id) {
	case HA_D_OPTION_MISSING:
		hint_add(hint, behind.size > 1
				   ? "two ':' stand side by side"
				   : "remove the ':' at the end of the line");
		break;
	case HA_D_OPTION_UNKNOWN:
		hint_unknown(rule, &field, hint);
		break;
	case HA_D_OPTION_VALUE_EXTRA:
		hint_extra(&field, hint);
		break;
	case HA_D_OPTION_VALUE_MISSING:
		if (ha_slice_is(field.keyword, "require"))
			require_hint_missing(rule, &field, hint);
		break;
	case HA_D_OPTION_USER:
	case HA_D_OPTION_GROUP:
		option_hint_account(rule, &field, hint);
		break;
	case HA_D_OPTION_NOT_LAST:
		if (behind.size == 1)
			hint_add(hint, "remove the ':' at the end of the line");
		break;
	case HA_D_OPTION_VALUE_BAD:
		hint_value(&field, hint);
		break;
	default:
		break;
	}
}
