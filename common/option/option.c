/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/option.h"

#include "common/base/syslog_names.h"
#include "common/option/option_effect.h"
#include "common/option/option_value.h"

/* Whether an option takes a value. */
enum value_rule { VALUE_REQUIRED, VALUE_OPTIONAL, VALUE_FORBIDDEN };

/* Returns what is wrong with a value, or HA_D_NONE. */
typedef enum ha_diagnostic_id check_fn(struct ha_slice value);

/* Likewise, of a value that names accounts. */
typedef enum ha_diagnostic_id account_fn(struct ha_slice value,
					 const struct ha_resolver *resolver);

/* Carries an option out, and returns what is wrong, or HA_D_NONE. */
typedef enum ha_diagnostic_id apply_fn(struct ha_option_reader *reader);

static enum ha_diagnostic_id
apply_allow(struct ha_option_reader *reader)
{
	reader->options->result = HA_OPTIONS_ALLOW;
	return HA_D_NONE;
}

static enum ha_diagnostic_id
apply_deny(struct ha_option_reader *reader)
{
	reader->options->result = HA_OPTIONS_DENY;
	return HA_D_NONE;
}

static enum ha_diagnostic_id
apply_severity(struct ha_option_reader *reader)
{
	reader->options->severity = ha_severity_of(reader->value);
	return HA_D_NONE;
}

/* A row with DELEGATED bits is for the front end to carry out, if it can. */
static const struct option {
	const char *name;
	enum value_rule value;
	bool last;    /* nothing may follow */
	bool comment; /* words from a '#' on are a comment */
	bool decides; /* and does nothing besides: any file may say so */
	check_fn *check;
	account_fn *find;
	apply_fn *apply;
	unsigned delegated;
} table[] = {
    {"aclexec", VALUE_REQUIRED, .apply = ha_option_aclexec},
    {"allow", VALUE_FORBIDDEN, true, true, true, .apply = apply_allow},
    {"banners", VALUE_REQUIRED, .apply = ha_option_banners},
    {"deny", VALUE_FORBIDDEN, true, true, true, .apply = apply_deny},
    {"group", VALUE_REQUIRED, .find = ha_value_group,
     .delegated = HA_OPTION_GROUP},
    {"keepalive", VALUE_FORBIDDEN, .delegated = HA_OPTION_KEEPALIVE},
    {"linger", VALUE_REQUIRED, .check = ha_value_linger,
     .delegated = HA_OPTION_LINGER},
    {"nice", VALUE_OPTIONAL, .check = ha_value_nice,
     .delegated = HA_OPTION_NICE},
    {"require", VALUE_REQUIRED, .comment = true, .decides = true,
     .apply = ha_option_require},
    {"rfc931", VALUE_OPTIONAL, .check = ha_value_rfc931,
     .delegated = HA_OPTION_RFC931},
    {"setenv", VALUE_REQUIRED, .apply = ha_option_setenv},
    {"severity", VALUE_REQUIRED, .comment = true, .decides = true,
     .check = ha_value_severity, .apply = apply_severity},
    {"spawn", VALUE_REQUIRED, .apply = ha_option_spawn},
    {"twist", VALUE_REQUIRED, true, .apply = ha_option_twist},
    {"umask", VALUE_REQUIRED, .check = ha_value_umask,
     .delegated = HA_OPTION_UMASK},
    {"user", VALUE_REQUIRED, .find = ha_value_user,
     .delegated = HA_OPTION_USER},
};

/* Takes the text of the next field from the front of REST. */
static void
next_field(struct ha_slice *rest, struct ha_option_field *field)
{
	size_t end = 0;

	while (end < rest->size && (rest->data[end] != ':' ||
				    (end > 0 && rest->data[end - 1] == '\\')))
		end++;
	*field = (struct ha_option_field){.followed = end < rest->size};
	field->text = ha_slice_trim(ha_slice_head(*rest, end), HA_C_SPACE);
	*rest = ha_slice_from(*rest, end + 1);
}

/* Sets keyword and value of FIELD from TEXT: KEYWORD [=] [VALUE]. */
static void
split_field(struct ha_slice text, struct ha_option_field *field)
{
	size_t size = 0;

	while (size < text.size && text.data[size] != '=' &&
	       !ha_in_class(text.data[size], HA_C_BLANK))
		size++;
	field->keyword = ha_slice_head(text, size);
	text = ha_slice_trim(ha_slice_from(text, size), HA_C_BLANK);
	if (text.size > 0 && text.data[0] == '=')
		text = ha_slice_trim(ha_slice_from(text, 1), HA_C_BLANK);
	field->value = text;
}

/*
 * Ends FIELD, which begins with a keyword, at a '#' of its value behind a
 * blank.  All of the line from there on, the REST included, is the comment.
 */
static void
cut_comment(struct ha_option_field *field, struct ha_slice *rest)
{
	struct ha_slice value = field->value, before;

	for (size_t i = 0; i < value.size; i++) {
		const char *byte = value.data + i;

		if (byte[0] != '#' || !ha_in_class(byte[-1], HA_C_BLANK))
			continue;
		field->comment = ha_slice_from(value, i);
		field->comment_colon =
		    field->followed ||
		    ha_slice_find(field->comment, ':') < field->comment.size;
		before = ha_slice_head(field->text,
				       (size_t)(byte - field->text.data));
		split_field(ha_slice_trim(before, HA_C_SPACE), field);
		field->followed = false;
		*rest = ha_slice_from(*rest, rest->size);
		return;
	}
}

static const struct option *
find_option(struct ha_slice keyword)
{
	for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
		if (ha_slice_is(keyword, table[i].name))
			return &table[i];
	return NULL;
}

void
ha_option_next(struct ha_slice *rest, struct ha_option_field *field)
{
	const struct option *option;

	next_field(rest, field);
	split_field(field->text, field);
	option = find_option(field->keyword);
	if (option && option->comment)
		cut_comment(field, rest);
	field->delegated = option ? option->delegated : 0;
}

/* What is wrong with FIELD, an OPTION, or HA_D_NONE. */
static enum ha_diagnostic_id
check_field(const struct ha_option_field *field, const struct option *option)
{
	bool has_value = field->value.size > 0;

	if (field->comment_colon)
		return HA_D_OPTION_COMMENT_COLON;
	if (option->value == VALUE_REQUIRED && !has_value)
		return HA_D_OPTION_VALUE_MISSING;
	if (option->value == VALUE_FORBIDDEN && has_value)
		return HA_D_OPTION_VALUE_EXTRA;
	if (option->last && field->followed)
		return HA_D_OPTION_NOT_LAST;
	return option->check && has_value ? option->check(field->value)
					  : HA_D_NONE;
}

/* Has the front end carry OPTION out, if it can. */
static enum ha_diagnostic_id
delegate(struct ha_option_reader *reader, unsigned option)
{
	const struct ha_option_context *context = reader->context;
	const struct ha_effects *effects = context->effects;

	if (!effects || !(effects->carried_out & option)) {
		reader->options->left_alone |= option;
		return HA_D_NONE;
	}
	if (!ha_option_acts(reader))
		return HA_D_NONE;
	reader->options->acted = true;
	return effects->carry_out(effects->context, option, reader->value)
		   ? HA_D_NONE
		   : HA_D_OPTION_FAILED;
}

/* Reads the next option of *REST, and carries it out. */
static enum ha_diagnostic_id
read_option(struct ha_slice *rest, struct ha_option_field *field,
	    const struct ha_rule *rule, struct ha_option_reader *reader)
{
	const struct option *option;
	enum ha_diagnostic_id fault;

	ha_option_next(rest, field);
	if (field->text.size == 0)
		return HA_D_OPTION_MISSING;
	option = find_option(field->keyword);
	if (!option || (reader->context->no_conditions &&
			option->apply == ha_option_require))
		return HA_D_OPTION_UNKNOWN;
	fault = check_field(field, option);
	if (fault == HA_D_NONE && !option->decides)
		fault = ha_option_trust(reader);
	if (fault == HA_D_NONE && option->find)
		fault = option->find(field->value, reader->context->resolver);
	if (fault != HA_D_NONE)
		return fault;
	reader->place = ha_rule_place(rule, field->text);
	reader->value = field->value;
	if (option->delegated)
		return delegate(reader, option->delegated);
	return option->apply(reader);
}

enum ha_status
ha_options_read(const struct ha_rule *rule,
		const struct ha_option_context *context,
		struct ha_options *options)
{
	enum ha_diagnostic_id fault = HA_D_NONE;
	struct ha_slice rest = rule->options;
	struct ha_option_reader reader;
	struct ha_option_field field = {
	    .text = ha_slice_trim(rule->clients, HA_C_SEPARATOR),
	    .followed = rule->has_options};

	ha_option_reader_init(context, rule, options, &reader);
	if (rule->clients_comment_colon)
		fault = HA_D_OPTION_COMMENT_COLON;
	while (fault == HA_D_NONE && reader.status == HA_OK &&
	       options->required != HA_MATCH_NO && field.followed)
		fault = read_option(&rest, &field, rule, &reader);
	ha_option_reader_end(&reader);
	if (fault == HA_D_NONE)
		return reader.status;
	options->result =
	    fault == HA_D_OPTION_LOOKUP ? HA_OPTIONS_LOOKUP : HA_OPTIONS_ERROR;
	if (reader.wrong.size == 0)
		reader.wrong = field.text;
	ha_diagnose(context->sink, fault, ha_rule_place(rule, reader.wrong),
		    reader.wrong, reader.error);
	return reader.status;
}
