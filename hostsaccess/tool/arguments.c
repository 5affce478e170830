/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "hostsaccess/tool/arguments.h"

#include "common/request/geo_files.h"
#include "common/option/moment.h"
#include "hostsaccess/tool/nearest.h"
#include "hostsaccess/tool/output.h"
#include "hostsaccess/tool/span.h"
#include "hostsaccess/tool/utf8.h"

#include <getopt.h>
#include <paths.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* The options of all commands. */
static const struct {
	const char *name;
	int value; /* whether it takes one: getopt_long(3) */
	uint64_t argument;
} table[] = {
    {"aggregate", no_argument, ARGUMENT_AGGREGATE},
    {"all", no_argument, ARGUMENT_ALL},
    {"allow-file", required_argument, ARGUMENT_ALLOW_FILE},
    {"at", required_argument, ARGUMENT_AT},
    {"as-libwrap", no_argument, ARGUMENT_AS_LIBWRAP},
    {"batch", no_argument, ARGUMENT_BATCH},
    {"by-rule", no_argument, ARGUMENT_BY_RULE},
    {"chart", no_argument, ARGUMENT_CHART},
    {"check", no_argument, ARGUMENT_CHECK},
    {"conf", required_argument, ARGUMENT_CONF},
    {"confirm", required_argument, ARGUMENT_CONFIRM},
    {"daemon", required_argument, ARGUMENT_DAEMON},
    {"deny-file", required_argument, ARGUMENT_DENY_FILE},
    {"dry-run", no_argument, ARGUMENT_DRY_RUN},
    {"expired", no_argument, ARGUMENT_EXPIRED},
    {"fail-on", required_argument, ARGUMENT_FAIL_ON},
    {"first", no_argument, ARGUMENT_FIRST},
    {"for", required_argument, ARGUMENT_FOR},
    {"force", no_argument, ARGUMENT_FORCE},
    {"from", required_argument, ARGUMENT_FORMAT},
    {"fieldsep", required_argument, ARGUMENT_FIELDSEP},
    {"geodb", required_argument, ARGUMENT_GEODB},
    {"hits", no_argument, ARGUMENT_HITS},
    {"ignore", required_argument, ARGUMENT_IGNORE},
    {"json", no_argument, ARGUMENT_JSON},
    {"keep", no_argument, ARGUMENT_KEEP},
    {"last", no_argument, ARGUMENT_LAST},
    {"libwrap", no_argument, ARGUMENT_LIBWRAP},
    {"listsep", required_argument, ARGUMENT_LISTSEP},
    {"log", required_argument, ARGUMENT_LOG},
    {"me", no_argument, ARGUMENT_ME},
    {"no-libwrap", no_argument, ARGUMENT_NO_LIBWRAP},
    {"nodefgroup", no_argument, ARGUMENT_NODEFGROUP},
    {"nodns", no_argument, ARGUMENT_NODNS},
    {"note", required_argument, ARGUMENT_NOTE},
    {"noexec", no_argument, ARGUMENT_NOEXEC},
    {"pam", optional_argument, ARGUMENT_PAM},
    {"partial", no_argument, ARGUMENT_PARTIAL},
    {"quick", no_argument, ARGUMENT_QUICK},
    {"quiet", no_argument, ARGUMENT_QUIET},
    {"refuse-connection", no_argument, ARGUMENT_REFUSE_CONNECTION},
    {"remove", no_argument, ARGUMENT_REMOVE},
    {"revert", no_argument, ARGUMENT_REVERT},
    {"rhost", required_argument, ARGUMENT_RHOST},
    {"service", required_argument, ARGUMENT_SERVICE},
    {"since", required_argument, ARGUMENT_SINCE},
    {"state", required_argument, ARGUMENT_STATE},
    {"strict", no_argument, ARGUMENT_STRICT},
    {"to", required_argument, ARGUMENT_TO},
    {"top", required_argument, ARGUMENT_TOP},
    {"type", required_argument, ARGUMENT_TYPE},
    {"until", required_argument, ARGUMENT_UNTIL},
    {"user", required_argument, ARGUMENT_USER},
    {"wtmp", required_argument, ARGUMENT_WTMP},
};

#define COUNT (sizeof(table) / sizeof(*table))

/* Every command takes these two, by their letters as well. */
#define EVERYBODYS 2
#define LETTERS ":hV"

/*
 * Numbers of options, NUMBER_FIRST of those in the table: getopt_long(3) leaves
 * in optopt the number of an option that it knows, or a letter that it does
 * not, which in musl is a larger number if it is no ASCII.
 */
enum { NUMBER_HELP = 256, NUMBER_VERSION, NUMBER_FIRST };

static void
point_to_help(const struct command *command)
{
	fprintf(stderr, "`hostsaccess %s --help` says how it is called.\n",
		command->name);
}

int
usage_error(const struct command *command, const char *fault)
{
	fprintf(stderr, "hostsaccess %s: %s\n", command->name, fault);
	point_to_help(command);
	return STATUS_USAGE;
}

/* Fills OPTIONS, which has room for all, with those that COMMAND takes. */
static void
make_options(const struct command *command, struct option *options)
{
	*options++ = (struct option){"help", no_argument, NULL, NUMBER_HELP};
	*options++ =
	    (struct option){"version", no_argument, NULL, NUMBER_VERSION};
	for (size_t i = 0; i < COUNT; i++)
		if (command->options & table[i].argument)
			*options++ =
			    (struct option){table[i].name, table[i].value, NULL,
					    NUMBER_FIRST + (int)i};
	*options = (struct option){0};
}

/* The option that WORD, which begins with "--", misspells; NULL if none. */
static const char *
nearest_option(const struct option *options, const char *word)
{
	const char *names[COUNT + EVERYBODYS];
	struct ha_slice name = ha_slice_from(ha_slice_of(word), 2);
	size_t count = 0;

	for (; options->name; options++)
		names[count++] = options->name;
	return nearest_word(ha_slice_head(name, ha_slice_find(name, '=')),
			    names, count);
}

/*
 * Says what is wrong with WORD, of which getopt_long(3), told to be silent by a
 * ':', has made OPTION.  Returns STATUS_USAGE.
 */
static int
option_error(const struct command *command, const struct option *options,
	     int option, const char *word)
{
	const char letter[] = {'-', (char)optopt, '\0'};
	const char *fault = "no such option", *nearest = NULL;

	if (option == ':')
		fault = "a value is missing behind";
	else if (optopt >= NUMBER_HELP && optopt < NUMBER_FIRST + (int)COUNT)
		fault = "the option takes no value";
	else if (optopt)
		word = letter;
	else
		nearest = nearest_option(options, word);
	output_message(stderr,
		       nearest ? "hostsaccess %s: %s: %s; did you mean --%s?"
			       : "hostsaccess %s: %s: %s",
		       command->name, fault, word, nearest);
	point_to_help(command);
	return STATUS_USAGE;
}

/* What is wrong where the value of ARGUMENT is none. */
static const char *
value_error(uint64_t argument)
{
	switch (argument) {
	case ARGUMENT_FAIL_ON:
		return "--fail-on takes error, warning or note";
	case ARGUMENT_TYPE:
		return "--type takes allow or deny";
	case ARGUMENT_AT:
		return "--at takes a date, or a time with its zone: 2026-12-01,"
		       " 2026-12-01T10:00Z, 2026-12-01T10:00+0100";
	case ARGUMENT_UNTIL:
		return "--until takes a time with its zone, which is to come: "
		       "2026-12-01T10:00Z, 2026-12-01T10:00+0100";
	case ARGUMENT_FOR:
		return "--for takes a length of time: 30min, 2h, 7d";
	case ARGUMENT_CONFIRM:
		return "--confirm takes seconds, from 1 to 86400, or a length "
		       "of time: 60, 2min";
	case ARGUMENT_NOTE:
		return "--note takes one line, which does not end in a "
		       "backslash";
	case ARGUMENT_FIELDSEP:
		return "--fieldsep takes the bytes that stand between fields";
	case ARGUMENT_LISTSEP:
		return "--listsep takes the bytes that stand between words";
	case ARGUMENT_GEODB:
		return "--geodb takes absolute paths, 8 at most, with commas "
		       "between them";
	default:
		return "--rhost takes confirmed or unconfirmed";
	}
}

/*
 * Reads TEXT as rules do, but that a blank may stand for the T; a day only if
 * DAYS are taken.
 */
static bool
take_time(char *text, bool days, int64_t *time)
{
	struct ha_moment moment;
	char *blank = strchr(text, ' ');

	if (blank)
		*blank = 'T';
	if (ha_moment_parse(ha_slice_of(text), &moment) != HA_D_NONE)
		return false;
	*time = moment.begin;
	return *time > 0 && (days || moment.begin == moment.end);
}

/* Reads a length of time from now on. */
static bool
take_length(const char *text, int64_t *until)
{
	uint64_t seconds;

	if (!span_read(ha_slice_of(text), &seconds) || seconds == 0 ||
	    seconds > UINT64_C(100) * 366 * 24 * 60 * 60)
		return false;
	*until = (int64_t)time(NULL) + (int64_t)seconds;
	return true;
}

/* Reads a number of seconds, or a length of time, of a day at most. */
static bool
take_seconds(const char *text, unsigned long *seconds)
{
	const unsigned long day = 24UL * 60 * 60;
	struct ha_slice word = ha_slice_of(text);
	uint64_t length;

	if (!ha_slice_number(word, 10, day, seconds)) {
		if (!span_read(word, &length) || length > day)
			return false;
		*seconds = (unsigned long)length;
	}
	return *seconds > 0;
}

/* Whether TEXT can stand in a comment, and nowhere else. */
static bool
is_note(const char *text)
{
	size_t size = strlen(text);

	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return size > 0 && size <= 1000 && text[size - 1] != '\\' &&
	       utf8_is(ha_slice_of(text));
}

/* Takes ARGUMENT; returns false if its value is none. */
static bool
take(uint64_t argument, struct arguments *arguments)
{
	arguments->given |= argument;
	switch (argument) {
	case ARGUMENT_ALLOW_FILE:
		arguments->rules.allow_file = optarg;
		break;
	case ARGUMENT_AT:
		return take_time(optarg, true, &arguments->at);
	case ARGUMENT_GEODB:
		arguments->geo_files = optarg;
		return ha_geo_names_check(optarg) == HA_GEO_NAMES_SOUND;
	case ARGUMENT_UNTIL:
		return take_time(optarg, false, &arguments->until) &&
		       arguments->until > (int64_t)time(NULL);
	case ARGUMENT_FOR:
		return take_length(optarg, &arguments->until);
	case ARGUMENT_CONFIRM:
		return take_seconds(optarg, &arguments->confirm);
	case ARGUMENT_STATE:
		arguments->state = optarg;
		break;
	case ARGUMENT_NOTE:
		arguments->note = optarg;
		return is_note(optarg);
	case ARGUMENT_CONF:
		arguments->conf = optarg;
		break;
	case ARGUMENT_DAEMON:
		arguments->daemon = optarg;
		break;
	case ARGUMENT_FORMAT:
		arguments->from = optarg;
		break;
	case ARGUMENT_TO:
		arguments->to = optarg;
		break;
	case ARGUMENT_FIELDSEP:
		arguments->fieldsep = optarg;
		return *optarg != '\0';
	case ARGUMENT_LISTSEP:
		arguments->listsep = optarg;
		return *optarg != '\0';
	case ARGUMENT_DENY_FILE:
		arguments->rules.deny_file = optarg;
		break;
	case ARGUMENT_LOG:
		arguments->log = optarg;
		break;
	case ARGUMENT_SERVICE:
		arguments->service = optarg;
		break;
	case ARGUMENT_NOEXEC:
		arguments->rules.noexec = true;
		break;
	case ARGUMENT_STRICT:
		arguments->rules.strict = true;
		break;
	case ARGUMENT_PAM:
		arguments->pam_folder = optarg;
		break;
	case ARGUMENT_RHOST:
		arguments->confirmed = strcmp(optarg, "confirmed") == 0;
		return arguments->confirmed ||
		       strcmp(optarg, "unconfirmed") == 0;
	case ARGUMENT_SINCE:
		arguments->since = optarg;
		break;
	case ARGUMENT_TOP:
		arguments->top = optarg;
		break;
	case ARGUMENT_USER:
		arguments->user = optarg;
		break;
	case ARGUMENT_WTMP:
		arguments->wtmp = optarg;
		break;
	case ARGUMENT_FAIL_ON:
		arguments->fail_on = optarg;
		return strcmp(optarg, "error") == 0 ||
		       strcmp(optarg, "warning") == 0 ||
		       strcmp(optarg, "note") == 0;
	case ARGUMENT_IGNORE:
		arguments->ignore = optarg;
		break;
	case ARGUMENT_TYPE:
		arguments->deny_type = strcmp(optarg, "deny") == 0;
		return arguments->deny_type || strcmp(optarg, "allow") == 0;
	default:
		break;
	}
	return true;
}

/*
 * Reads the options.  Returns false, and the exit status, if they are wrong or
 * ask for something else.
 */
static bool
read_options(const struct command *command, int argc, char **argv,
	     struct arguments *arguments, int *status)
{
	struct option options[COUNT + EVERYBODYS + 1];
	bool quiet = command->options & ARGUMENT_QUIET;
	uint64_t argument = ARGUMENT_QUIET; /* of -q */
	int option;

	make_options(command, options);
	while ((option = getopt_long(argc, argv, quiet ? LETTERS "q" : LETTERS,
				     options, NULL)) != -1) {
		*status = 0;
		if (option >= NUMBER_FIRST)
			argument = table[option - NUMBER_FIRST].argument;
		else if (option == 'q')
			argument = ARGUMENT_QUIET;
		if (option == 'h' || option == NUMBER_HELP)
			fputs(command->usage, stdout);
		else if (option == 'V' || option == NUMBER_VERSION)
			puts(PACKAGE_STRING);
		else if (option < NUMBER_FIRST && option != 'q')
			*status = option_error(command, options, option,
					       argv[optind - 1]);
		else if (take(argument, arguments))
			continue;
		else
			*status = usage_error(command, value_error(argument));
		return false;
	}
	return true;
}

int
command_run(const struct command *command, int argc, char **argv)
{
	struct arguments arguments = {.wtmp = _PATH_WTMP};
	struct ha_rules *rules = &arguments.rules;
	int status;

	if (!read_options(command, argc, argv, &arguments, &status))
		return status;
	ha_rules_name(rules, rules->allow_file, rules->deny_file);
	arguments.words = argv + optind;
	arguments.count = argc - optind;
	return command->run(&arguments);
}
