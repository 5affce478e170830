/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/status/rule_files.h"

#include "common/rule/pattern.h"
#include "common/rule/visit.h"
#include "common/source/source.h"
#include "hostsaccess/tool/memory.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct visitor {
	rule_files_rule_fn *rule;
	rule_files_name_fn *name;
	void *context;
	const char *file;
};

struct rule_file {
	char *name;
	bool optional;
};

void
rule_files_add(struct rule_files *files, const char *file, bool optional)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->all[i].name, file) == 0)
			return;
	files->all = memory_grow(files->all, files->count, sizeof(*files->all));
	files->all[files->count++] =
	    (struct rule_file){memory_copy(ha_slice_of(file)), optional};
}

static void
visit_token(void *context, const struct ha_token *token,
	    const struct ha_pattern *left, const struct ha_pattern *host)
{
	const struct visitor *visitor = context;

	(void)host;
	if (token->client || token->except || token->group > 0 || !left ||
	    left->kind != HA_PATTERN_TEXT)
		return;
	visitor->name(visitor->context, token->left, visitor->file);
}

/* Hands on what SOURCE has; returns how that ended. */
static enum ha_status
visit_lines(const struct visitor *visitor, struct ha_source *source)
{
	enum ha_status status;
	struct ha_line line;
	struct ha_rule rule;

	while ((status = ha_source_next(source, &line)) == HA_OK) {
		if (ha_syntax_parse(&line, NULL, &rule) != HA_SYNTAX_RULE)
			continue;
		if (visitor->rule)
			visitor->rule(visitor->context, &rule, visitor->file);
		if (visitor->name)
			ha_visit_lists(&rule, NULL, visit_token,
				       (void *)visitor);
	}
	return status;
}

/* Returns whether the file at PATH could be read; else errno says why. */
static bool
visit_file(const struct visitor *visitor, const char *path, bool optional)
{
	struct ha_source source;
	enum ha_status status = ha_source_open(&source, path, true);

	memory_check(status);
	if (status == HA_ABSENT)
		errno = ENOENT;
	if (status != HA_OK)
		return status == HA_ABSENT && optional;
	status = visit_lines(visitor, &source);
	memory_check(status);
	ha_source_close(&source);
	if (status == HA_ERR_LIMIT)
		errno = EFBIG;
	return status == HA_END;
}

void
rule_files_visit(struct rule_files *files, rule_files_rule_fn *rule,
		 rule_files_name_fn *name, void *context)
{
	struct visitor visitor = {rule, name, context, NULL};
	char path[PATH_MAX];

	for (size_t i = 0; i < files->count; i++) {
		const struct rule_file *file = &files->all[i];

		visitor.file = file->name;
		if (snprintf(path, sizeof(path), "%s%s", files->root,
			     file->name) >= (int)sizeof(path) ||
		    visit_file(&visitor, path, file->optional) ||
		    files->unreadable)
			continue;
		files->error = errno;
		files->unreadable = memory_copy(ha_slice_of(path));
	}
}

void
rule_files_free(struct rule_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		free(files->all[i].name);
	free(files->all);
	free(files->unreadable);
}
