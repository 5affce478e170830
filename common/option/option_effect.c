/* SPDX-License-Identifier: BSD-3-Clause */
#include "common/option/option_effect.h"

#include "common/option/banner.h"
#include "common/option/option_value.h"
#include "common/option/require.h"
#include "common/rule/pattern.h"
#include "common/source/source.h"
#include "common/source/trust.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char default_path[] = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

void
ha_option_reader_init(const struct ha_option_context *context,
		      const struct ha_rule *rule, struct ha_options *options,
		      struct ha_option_reader *reader)
{
	*reader = (struct ha_option_reader){
	    .context = context, .rule = rule, .options = options};
	*options =
	    (struct ha_options){.severity = -1, .required = HA_MATCH_YES};
}

bool
ha_option_acts(const struct ha_option_reader *reader)
{
	return reader->context->request && !reader->context->dry &&
	       reader->options->required == HA_MATCH_YES;
}

void
ha_option_reader_end(struct ha_option_reader *reader)
{
	for (size_t i = 0; i < reader->variables; i++)
		free(reader->environment[i]);
}

/*
 * Expands the value that READER stands at, into *TEXT, which the caller
 * frees, without blanks at its ends.
 */
static enum ha_diagnostic_id
expand(struct ha_option_reader *reader, char **text)
{
	const struct ha_option_context *context = reader->context;
	struct ha_slice trimmed;
	enum ha_status status;

	*text = NULL;
	status = ha_expand(reader->value, true, context->request, context->sink,
			   reader->place, text);
	if (status == HA_ERR_LIMIT)
		return HA_D_OPTION_EXPANSION;
	if (status != HA_OK) {
		reader->status = status;
		return HA_D_NONE;
	}
	trimmed = ha_slice_trim(ha_slice_of(*text), HA_C_SPACE);
	memmove(*text, trimmed.data, trimmed.size);
	(*text)[trimmed.size] = '\0';
	return HA_D_NONE;
}

/* It cannot be found out, as errno says, whom READER would trust. */
static enum ha_diagnostic_id
trust_unknown(struct ha_option_reader *reader)
{
	reader->error = errno;
	return HA_D_TRUST_UNKNOWN;
}

enum ha_diagnostic_id
ha_option_trust(struct ha_option_reader *reader)
{
	struct ha_source *source = reader->context->source;
	enum ha_status status;

	if (!source)
		return HA_D_NONE;
	if (source->trust == HA_TRUST_UNASKED) {
		status =
		    ha_trust_file(source->file, source->fd, &source->status,
				  reader->context->root_only);
		if (status == HA_ERR_IO)
			return trust_unknown(reader);
		source->trust = status == HA_OK ? HA_TRUST_YES : HA_TRUST_NO;
	}
	return source->trust == HA_TRUST_YES ? HA_D_NONE
					     : HA_D_OPTION_UNTRUSTED;
}

/* Runs the command that READER stands at; *RUN is how it ended. */
static enum ha_diagnostic_id
run(struct ha_option_reader *reader, enum ha_command_kind kind,
    enum ha_option option, enum ha_run *run)
{
	const struct ha_effects *effects = reader->context->effects;
	enum ha_diagnostic_id fault =
	    reader->context->noexec ? HA_D_OPTION_NOEXEC : HA_D_NONE;
	char *text = NULL;

	*run = HA_RUN_ERROR;
	if (fault == HA_D_NONE && ha_option_acts(reader))
		fault = expand(reader, &text);
	if (fault == HA_D_NONE && text && effects) {
		char *environment[HA_VARIABLES_MAX + 2] = {
		    (char *)default_path};

		memcpy(environment + 1, reader->environment,
		       reader->variables * sizeof(*environment));
		reader->options->acted = true;
		*run = effects->run(effects->context, kind, text, environment);
	} else if (fault == HA_D_NONE) {
		reader->options->skipped |= option;
	}
	free(text);
	return fault;
}

enum ha_diagnostic_id
ha_option_aclexec(struct ha_option_reader *reader)
{
	enum ha_run result;
	enum ha_diagnostic_id fault =
	    run(reader, HA_COMMAND_ACLEXEC, HA_OPTION_ACLEXEC, &result);

	switch (result) {
	case HA_RUN_SUCCESS:
		reader->options->aclexec = HA_ACLEXEC_YES;
		return fault;
	case HA_RUN_FAILURE:
		reader->options->aclexec = HA_ACLEXEC_NO;
		return fault;
	case HA_RUN_ERROR:
		break;
	}
	reader->options->aclexec = HA_ACLEXEC_UNDECIDED;
	return fault;
}

enum ha_diagnostic_id
ha_option_spawn(struct ha_option_reader *reader)
{
	enum ha_run result;

	return run(reader, HA_COMMAND_SPAWN, HA_OPTION_SPAWN, &result);
}

enum ha_diagnostic_id
ha_option_twist(struct ha_option_reader *reader)
{
	enum ha_run result;

	reader->options->result = HA_OPTIONS_TWIST;
	return run(reader, HA_COMMAND_TWIST, HA_OPTION_TWIST, &result);
}

enum ha_diagnostic_id
ha_option_banners(struct ha_option_reader *reader)
{
	const struct ha_option_context *context = reader->context;
	enum ha_diagnostic_id fault = HA_D_NONE;
	enum ha_status status;
	char *text = NULL;

	if (!ha_option_acts(reader) || !context->effects) {
		reader->options->skipped |= HA_OPTION_BANNERS;
		return HA_D_NONE;
	}
	status = ha_banner_read(reader->value, context->request, context->sink,
				reader->place, context->root_only, &text);
	if (status == HA_OK && text[0] != '\0') {
		reader->options->acted = true;
		context->effects->show_banner(context->effects->context, text);
	} else if (status == HA_ERR_UNSAFE) {
		fault = HA_D_BANNER_UNTRUSTED;
	} else if (status == HA_ERR_IO) {
		fault = trust_unknown(reader);
	} else {
		reader->status = status;
	}
	free(text);
	return fault;
}

/* Adds NAME=VALUE, which it takes over, to the environment of commands. */
static enum ha_diagnostic_id
add_variable(struct ha_option_reader *reader, char *variable)
{
	if (reader->variables == HA_VARIABLES_MAX) {
		free(variable);
		return HA_D_OPTION_VARIABLES;
	}
	reader->environment[reader->variables++] = variable;
	return HA_D_NONE;
}

/* NAME [VALUE], expanded, in TEXT. */
static enum ha_diagnostic_id
set_variable(struct ha_option_reader *reader, char *text)
{
	const struct ha_effects *effects = reader->context->effects;
	struct ha_slice rest = ha_slice_of(text);
	size_t size = 0;
	char *variable;

	while (size < rest.size && !ha_in_class(text[size], HA_C_BLANK))
		size++;
	rest = ha_slice_trim(ha_slice_from(rest, size), HA_C_SPACE);
	if (asprintf(&variable, "%.*s=%.*s", (int)size, text, (int)rest.size,
		     rest.data) < 0) {
		reader->status = HA_ERR_MEMORY;
		return HA_D_NONE;
	}
	text[size] = '\0';
	if (!effects->set_variable(effects->context, text, variable + size + 1))
		reader->status = HA_ERR_MEMORY;
	return add_variable(reader, variable);
}

enum ha_diagnostic_id
ha_option_setenv(struct ha_option_reader *reader)
{
	enum ha_diagnostic_id fault;
	char *text = NULL;

	fault = ha_value_setenv(reader->value);
	if (fault == HA_D_NONE && ha_option_acts(reader))
		fault = expand(reader, &text);
	if (fault != HA_D_NONE)
		return fault;
	if (!text || !reader->context->effects)
		reader->options->skipped |= HA_OPTION_SETENV;
	else if (text[0] == '\0' ||
		 ha_value_setenv(ha_slice_of(text)) != HA_D_NONE)
		fault = HA_D_EXPANSION_NAME;
	else
		fault = set_variable(reader, text);
	free(text);
	return fault;
}

/* The first thing that is wrong with the conditions of READER, or HA_D_NONE. */
static enum ha_diagnostic_id
check_conditions(struct ha_option_reader *reader)
{
	struct ha_slice rest = reader->value;
	struct ha_required required;
	bool any = false;

	while (ha_require_next(&rest, &required)) {
		any = true;
		if (required.fault == HA_D_NONE)
			continue;
		reader->wrong = required.text;
		return required.fault;
	}
	return any ? HA_D_NONE : HA_D_OPTION_VALUE_MISSING;
}

enum ha_diagnostic_id
ha_option_require(struct ha_option_reader *reader)
{
	const struct ha_option_context *context = reader->context;
	const struct ha_requiring requiring = {
	    context->request, reader->rule, context->trace,
	    context->source ? context->source->status.st_mtime : 0};
	enum ha_diagnostic_id fault = check_conditions(reader);
	enum ha_match *all = &reader->options->required, match;

	reader->options->requires = true;
	if (fault != HA_D_NONE || !context->request || context->assume)
		return fault;
	match = ha_require_ask(reader->value, &requiring);
	*all = ha_match_and(*all, match);
	return HA_D_NONE;
}
